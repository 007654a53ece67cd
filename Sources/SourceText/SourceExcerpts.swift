import Foundation

/// The lines of files that diagnostics are about, each with a caret below the column.
///
///       3 | The model gives `{value predction.label}`.
///         |                         ^
///
/// Files are read once. What is no regular file, such as a pipe, has no excerpt: it may be used up.
struct SourceExcerpts {
  private var files: [String: [Substring]] = [:]

  private static let largestFile = 64 << 20
  /// Longer lines are cut, with the column in sight.
  private static let width = 100

  /// The line at a place.
  ///
  /// - Parameter location: The place; without a column there is no caret.
  /// - Returns: One or two lines without the end of the last; nil where there is nothing to show.
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
    // Tabs stay, so that the caret is below its character however wide they are.
    let space = shown.prefix(column - 1 - start).map { $0 == "\t" ? "\t" : " " }.joined()
    return "\(text)\n  \(gutter) | \(start > 0 ? " " : "")\(space)^"
  }

  private static func lines(of path: String) -> [Substring] {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    // A file that can't be read has no excerpt; why it can't is for others to say.
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      let bytes = try? SourceFile.bytes(of: path, limit: largestFile)
    else { return [] }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = String(decoding: bytes.dropFirst(bytes.starts(with: mark) ? 3 : 0), as: UTF8.self)
    return SourceFile(path: path, text: text).lines
  }

  /// A character that can't move the cursor or change the direction of the text.
  private static func printable(_ character: Character) -> Character {
    if character == "\t" { return character }
    // One column each, so that the caret stays below its character.
    return character.unicodeScalars.contains { $0.isObeyed } ? "\u{FFFD}" : character
  }
}
