internal import Foundation
internal import SourceText

/// The folder in which a site is published.
enum OutputFolder {
  /// The absolute path of a folder, links resolved so that they stay.
  ///
  /// - Parameter output: The folder as the user named it; there need not be one.
  /// - Returns: The path.
  /// - Throws: A diagnostic when it can't be an output folder.
  static func resolve(_ output: String) throws(Diagnostic) -> String {
    let place = SourceLocation(file: output.isEmpty ? "." : output)
    let url = URL(fileURLWithPath: output).resolvingSymlinksInPath()
    let path = url.path
    let here = URL(fileURLWithPath: ".").resolvingSymlinksInPath().path
    if path == "/" || "\(here)/".hasPrefix("\(path)/") {
      throw Diagnostic(
        "the output can't be a folder that the program runs in", at: place,
        hint: "choose a folder in it, such as --output public")
    }
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    switch kind {
    case nil, .typeDirectory?: return path
    case .typeSymbolicLink?:
      throw Diagnostic("the output is a link that leads nowhere", at: place)
    default:
      throw Diagnostic(
        "the output is a file, not a folder", at: place, hint: "choose another --output or move it")
    }
  }

  /// Refuses a folder that holds files which are not on its own list of files.
  ///
  /// - Parameters:
  ///   - path: The folder; there need not be one.
  ///   - output: Its name in the message.
  /// - Throws: A diagnostic that names some of the files.
  static func checkOwnership(of path: String, output: String) throws(Diagnostic) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let entries: [String]
    do {
      entries = try FileManager.default.subpathsOfDirectory(atPath: path)
    } catch {
      throw Diagnostic(
        "'\(output)' can't be read", hint: "check its permissions", cause: .machine)
    }
    // Without a list nothing in the folder is known.
    let manifest = try? SourceFile(reading: Path.join(path, SiteWriter.manifestPath))
    let known = Set(manifest?.lines.map(String.init) ?? [])
    let foreign = entries.filter { !known.contains($0) && !isPlainFolder(Path.join(path, $0)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !foreign.isEmpty else { return }
    let more = foreign.count > 2 ? " and \(foreign.count - 2) more" : ""
    throw Diagnostic(
      "'\(output)' holds files that report did not write: "
        + foreign.prefix(2).joined(separator: ", ") + more,
      hint: "choose another --output or move them")
  }

  private static func isPlainFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}
