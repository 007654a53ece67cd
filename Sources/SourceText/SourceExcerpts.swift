import Foundation

/// The source lines of diagnostics, each with a caret below the column.
///
///       3 | The model predicts `{value predction.label}`.
///         |                                                  ^
///
/// Each file is read once. A file that is not regular, such as a pipe, has no excerpt: reading may
/// have consumed it.
struct SourceExcerpts {
  private var files: [String: [Substring]] = [:]

  private static let largestFile = 64 << 20
  /// Longer lines are truncated around the column.
  private static let width = 100

  /// Returns the source line at a location.
  ///
  /// - Parameter location: The location; without a column there is no caret.
  /// - Returns: One or two lines without a final line end; nil if there is nothing to show.
  mutating func excerpt(at location: SourceLocation) -> String? {
    guard let number = location.line else { return nil }
    let lines = files[location.file] ?? Self.lines(of: location.file)
    files[location.file] = lines
    guard lines.indices.contains(number - 1) else { return nil }
    let line = Array(lines[number - 1])
    let column = min(location.column ?? 1, line.count + 1)
    let start = line.count <= Self.width ? 0 : max(0, column - 1 - Self.width * 2 / 3)
    let shown = line[start..<min(line.count, start + Self.width)].map(Self.printable)
    let end = start + shown.count < line.count ? "…" : ""
    let gutter = String(repeating: " ", count: "\(number)".count)
    let text = "  \(number) | \(start > 0 ? "…" : "")\(String(shown))\(end)"
    guard location.column != nil else { return text }
    // Tabs are kept, so the caret stays below its character at any tab width.
    let space = shown.prefix(column - 1 - start).map { character in
      character == "\t" ? "\t" : String(repeating: " ", count: String(character).displayWidth)
    }.joined()
    return "\(text)\n  \(gutter) | \(start > 0 ? " " : "")\(space)^"
  }

  private static func lines(of path: String) -> [Substring] {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    // An unreadable file has no excerpt; the error is reported elsewhere.
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      let bytes = try? SourceFile.bytes(of: path, limit: largestFile)
    else { return [] }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = String(decoding: bytes.dropFirst(bytes.starts(with: mark) ? 3 : 0), as: UTF8.self)
    return SourceFile(path: path, text: text).lines
  }

  /// Replaces characters that could move the cursor or change the direction of the text.
  private static func printable(_ character: Character) -> Character {
    if character == "\t" { return character }
    // One column each, so the caret stays below its character.
    return character.unicodeScalars.contains { $0.isObeyed } ? "\u{FFFD}" : character
  }
}
