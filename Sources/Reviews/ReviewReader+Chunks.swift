internal import Foundation
internal import Processes
internal import SourceText

extension ReviewReader {
  /// Reads a large file of JSON Lines or picks some lines at a time, with the reviews and problems of a file that is read whole.
  ///
  /// The file is read twice, because keys of any object decide on the columns of all, and since a file in another form may begin
  /// with the same lines.
  ///
  /// - Returns: False if the file has another form and must be read whole; nothing was read then.
  mutating func readInChunks(_ path: String) -> Bool {
    guard keepsNothing, options.encoding == nil, isLarge(path), let chunks = chunks(of: path),
      let form = LineForm(
        of: chunks, path: path, ending: Path.fileExtension(of: path), options),
      var lines = self.chunks(of: path)
    else { return false }
    switch form {
    case .objects(let first, let keys, let found):
      problems.report(found)
      guard let first, let reading = columns(among: keys.sorted(), path: path, line: first) else {
        return true
      }
      var line = 1
      while let chunk = lines.next() {
        let records = JSONRecords(lines: chunk, from: line, path: path)
        line = records.nextLine
        for object in records.objects { read(object, reading, path: path) }
      }
    case .picks:
      var line = 0
      while let chunk = lines.next() {
        readLines(String(decoding: chunk, as: UTF8.self), path: path, after: line)
        line += chunk.count { $0 == .lineFeed }
      }
    }
    if lines.hasFailed {
      problems.report(
        Diagnostic(
          "the file cannot be read", at: SourceLocation(file: path),
          hint: "check its permissions", cause: .machine))
    }
    return true
  }

  private func isLarge(_ path: String) -> Bool {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),
      attributes[.type] as? FileAttributeType == .typeRegular
    else { return false }
    return attributes[.size] as? Int ?? 0 > mostRead
  }

  private func chunks(of path: String) -> LineChunks? {
    guard let input = try? InputPieces(path) else { return nil }
    return LineChunks { try? input.next() }
  }
}
