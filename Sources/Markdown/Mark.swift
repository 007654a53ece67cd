import HTML

/// The placeholder for a gap in text processed by cmark-gfm.
///
/// It consists of control characters, which HTML does not allow and which are rejected in the author's text.
enum Mark: Hashable {
  /// The slot with this index, as markup.
  case markup(Int)
  /// The slot with this index, as text in an attribute or a heading's plain text.
  case text(Int)
  /// The id of the heading with this index.
  case headingID(Int)

  /// Reads the name of a placeholder; returns nil if it is not one.
  ///
  /// - Parameters:
  ///   - name: The text between the control characters.
  ///   - isInTag: Whether the placeholder is in a tag, where a slot is always inserted as text.
  init?(_ name: Substring, isInTag: Bool) {
    guard let kind = name.first, let index = Int(name.dropFirst()) else { return nil }
    switch kind {
    case "m": self = isInTag ? .text(index) : .markup(index)
    case "t": self = .text(index)
    case "h": self = .headingID(index)
    default: return nil
    }
  }

  /// The placeholder.
  var source: String {
    switch self {
    case .markup(let slot): HTMLTemplate<Mark>.gap("m\(slot)")
    case .text(let slot): HTMLTemplate<Mark>.gap("t\(slot)")
    case .headingID(let heading): HTMLTemplate<Mark>.gap("h\(heading)")
    }
  }

  /// Splits plain text at its placeholders.
  static func slots(in text: String) -> TextTemplate {
    var result = TextTemplate()
    for (literal, mark) in split(text) {
      result.append(literal)
      switch mark {
      case .markup(let slot), .text(let slot): result.append(slot: slot)
      case .headingID, nil: break
      }
    }
    return result
  }

  /// Escapes plain text and keeps its placeholders.
  static func escaped(_ text: String) -> String {
    split(text).map { HTML(text: String($0)).markup + ($1?.source ?? "") }.joined()
  }

  /// Returns pieces of text, each with the placeholder after it.
  private static func split(_ text: String) -> [(Substring, Mark?)] {
    var pieces: [(Substring, Mark?)] = []
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(of: "\u{1}") {
      let end = rest[start...].firstIndex(of: "\u{2}") ?? start
      let name = rest[start..<end].dropFirst()
      pieces.append((Substring(rest[..<start]), Mark(Substring(name), isInTag: true)))
      rest = rest[rest.index(after: end)...]
    }
    return pieces + [(Substring(rest), nil)]
  }
}
