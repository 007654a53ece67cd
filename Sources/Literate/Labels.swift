import HTML
import Markdown
import SourceText

/// What a label names.
enum LabelKind: String, CaseIterable {
  case figure = "fig"
  case table = "tbl"
  case equation = "eq"
  case section = "sec"
  case claim = "chk"

  /// The kind of a label by its prefix.
  init?(of label: some StringProtocol) {
    guard let hyphen = label.firstIndex(of: "-") else { return nil }
    self.init(rawValue: String(label[..<hyphen]))
  }

  /// The word in front of the number.
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
  /// The label itself, which is also the id of what it names.
  let id: String
  /// What it names.
  let kind: LabelKind
  /// Its place in the order of its kind, from 1.
  let number: Int
  /// Where it is given.
  let location: SourceLocation
  /// The conditions of the sections around it, as written.
  let requirements: Set<String>

  /// What a reference says: "Figure 1".
  var title: String { "\(kind.word) \(number)" }

  /// A reference to it.
  ///
  /// - Parameters:
  ///   - name: What it says; the number when there is none, as for a heading without words.
  ///   - around: What stands around it: a link can't stand in a link.
  /// - Returns: A link or text.
  func reference(_ name: String? = nil, in around: Slot.Surroundings) -> Filling {
    let text = name.flatMap { $0.isEmpty ? nil : $0 } ?? title
    let html: HTML = around == .text ? "<a href=\"#\(id)\">\(text)</a>" : HTML(text: text)
    return Filling(html: html, text: text)
  }
}

/// All labels of a document, numbered by kind in order of appearance.
struct Labels {
  private var labels: [String: Label] = [:]
  private var counts: [LabelKind: Int] = [:]

  /// The labels' names, sorted.
  var names: [String] { labels.keys.sorted() }

  /// The conditions under which there is what they name, by label.
  var requirements: [String: Set<String>] { labels.mapValues(\.requirements) }

  subscript(name: String) -> Label? { labels[name] }

  /// Gives a label its number; one that is taken keeps its first meaning.
  mutating func add(_ word: Word, requiring requirements: Set<String>, problems: inout Diagnostics)
  {
    guard Grammar.isLabel(word.text), let kind = LabelKind(of: word.text) else {
      problems.report(.notALabel(word))
      return
    }
    if let first = labels[word.text] {
      problems.report(
        Diagnostic(
          "the label '\(word.text)' is taken", at: word.location,
          hint: "it was first used at \(first.location)"))
      return
    }
    counts[kind, default: 0] += 1
    labels[word.text] = Label(
      id: word.text, kind: kind, number: counts[kind, default: 0], location: word.location,
      requirements: requirements)
  }
}
