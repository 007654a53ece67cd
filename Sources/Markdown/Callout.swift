import Foundation

/// The kinds of callouts such as `> [!NOTE]`, as on GitHub, and an answer, which is folded until the reader opens it.
enum Callout: String, CaseIterable {
  case note, tip, important, warning, caution, answer

  /// The opening tag: a note has no label, the other kinds do.
  var opening: String {
    if self == .answer { return #"<details class="answer"><summary>Answer</summary>"# }
    guard self != .note else { return #"<aside class="note">"# }
    return """
      <aside class="note \(rawValue)"><p class="label">\(rawValue.capitalized)</p>
      """
  }

  /// The closing tag.
  var closing: String { self == .answer ? "</details>" : "</aside>" }
}

extension Unicode.Scalar {
  /// Whether a page may contain the character: HTML forbids control characters and noncharacters.
  package var isAllowedInHTML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: false
    default: value & 0xFFFE != 0xFFFE
    }
  }
}
