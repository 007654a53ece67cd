internal import Processes
public import SourceText

extension ReviewReader {
  /// Returns a function that reads a file or standard input piece by piece, as data arrives.
  ///
  /// - Parameter path: The file, or `-`.
  /// - Returns: A function that returns the next bytes, none at the end.
  /// - Throws: A diagnostic if the file is missing or is a folder; the function throws one if it cannot be read.
  public static func pieces(
    of path: String
  ) throws(Diagnostics) -> @Sendable () throws(Diagnostics) -> [UInt8] {
    let place = SourceLocation(file: path == "-" ? "<stdin>" : path)
    if path != "-" {
      if Path.isFolder(path) { throw Diagnostics("this is a folder, not a file", at: place) }
      if !Path.isFile(path) { throw Diagnostics("there is no such file", at: place) }
    }
    let unreadable = Diagnostics(
      path == "-" ? "standard input cannot be read" : "this file cannot be read", at: place,
      cause: .machine)
    do {
      let input = try InputPieces(path == "-" ? nil : path)
      return { () throws(Diagnostics) in
        do { return try input.next() } catch { throw unreadable }
      }
    } catch {
      throw unreadable
    }
  }
}
