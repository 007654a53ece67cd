import Blocks
import Markdown
import SourceText

/// The kind of thing that a label names.
enum LabelKind: String, CaseIterable {
  case figure = "fig"
  case table = "tbl"
  case equation = "eq"
  case section = "sec"
  case claim = "chk"

  /// Returns the kind of a label, given by its prefix.
  init?(of label: some StringProtocol) {
    guard let hyphen = label.firstIndex(of: "-") else { return nil }
    self.init(rawValue: String(label[..<hyphen]))
  }

  /// The word before the number.
  var word: String {
    switch self {
    case .figure: "Figure"
    case .table: "Table"
    case .equation: "Equation"
    case .section: "Section"
    case .claim: "Claim"
    }
  }
}

/// A label with its number.
struct Label {
  /// The label, which is also the id of the labelled element.
  let id: String
  /// The kind.
  let kind: LabelKind
  /// The number among labels of its kind, starting at 1.
  let number: Int
  /// The location of the label.
  let location: SourceLocation
  /// The conditions of the sections around it, as written.
  let requirements: Set<String>

  /// The text of a reference: "Figure 1".
  var title: String { "\(kind.word) \(number)" }

  /// Creates a reference to the label.
  ///
  /// - Parameters:
  ///   - name: The text of the reference; the number if nil, for example for a heading without
  ///     words.
  ///   - around: The surroundings: links cannot be nested.
  /// - Returns: A link or text.
  func reference(_ name: String? = nil, in around: Slot.Surroundings) -> SlotValue {
    let text = name.flatMap { $0.isEmpty ? nil : $0 } ?? title
    let phrase = around == .text ? Phrase.link(Phrase(text), to: "#\(id)") : Phrase(text)
    return SlotValue(phrase, text: text)
  }
}

/// All labels of a document, numbered by kind in order of appearance.
struct Labels {
  private var labels: [String: Label] = [:]
  private var counts: [LabelKind: Int] = [:]

  /// The labels' names, sorted.
  var names: [String] { labels.keys.sorted() }

  /// The conditions of the labelled elements, by label.
  var requirements: [String: Set<String>] { labels.mapValues(\.requirements) }

  subscript(name: String) -> Label? { labels[name] }

  /// Numbers and adds a label; a duplicate is reported, and the first definition kept.
  mutating func add(_ word: Word, requiring requirements: Set<String>, problems: inout Diagnostics)
  {
    guard Grammar.isLabel(word.text), let kind = LabelKind(of: word.text) else {
      problems.report(.notALabel(word))
      return
    }
    if let first = labels[word.text] {
      problems.report(
        Diagnostic(
          "duplicate label '\(word.text)'", at: word.location,
          hint: "it was first used at \(first.location)"))
      return
    }
    counts[kind, default: 0] += 1
    labels[word.text] = Label(
      id: word.text, kind: kind, number: counts[kind, default: 0], location: word.location,
      requirements: requirements)
  }
}
