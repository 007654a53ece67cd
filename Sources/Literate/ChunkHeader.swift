import Markdown
import SourceText

/// The content of a pair of braces: a verb and its items.
///
///     chunk := "{" verb (SP item)* "}"      verb  := [a-z][a-z-]*
///     item  := "#" label | key "=" bare     label := (fig|tbl|eq|sec|chk)-[a-z0-9-]+
///     bare  := [\p{L}\p{M}\p{N}_.,:/+-]+     key   := [a-z][a-z-]*
///
/// The braces of a heading have no verb and accept only the options `when` and `unless`.
struct ChunkHeader {
  /// The verb.
  let verb: Word
  /// The label, without its number sign.
  private(set) var label: Word?
  /// The options.
  private(set) var items: [Options.Item] = []
  /// Words that are neither labels nor options, such as the path of a value.
  private(set) var words: [Word] = []
  /// Whether every word was understood; otherwise an apparently missing item may be present but
  /// malformed.
  private(set) var isWhole = true

  /// Parses words that begin with a brace.
  ///
  /// - Parameters:
  ///   - source: The words, the first with its opening brace, the last with its closing brace.
  ///   - verbs: The verbs allowed here, for hints.
  ///   - problems: Collects the problems found.
  init?(_ source: [Word], verbs: [String] = [], problems: inout Diagnostics) {
    guard var words = Self.inside(source, problems: &problems) else { return nil }
    verb = words.removeFirst()
    guard Grammar.isKey(verb.text) else {
      let near = NearestName.of(verb.text, among: verbs).map { "did you mean '\($0)'?" }
      problems.report(
        Diagnostic(
          "'\(verb.text)' is not a verb", at: verb.location,
          hint: near ?? "the brace is followed by a verb of lower-case letters and hyphens"))
      return nil
    }
    for word in words { read(word, problems: &problems) }
  }

  private static func inside(_ source: [Word], problems: inout Diagnostics) -> [Word]? {
    guard let first = source.first else { return nil }
    var words = source
    words[0] = first.dropFirst(1)
    guard let last = words.last, last.text.hasSuffix("}") else {
      problems.report(
        Diagnostic("this brace is not closed", at: first.location, hint: "end it with '}'"))
      return nil
    }
    words[words.count - 1] = Word(text: String(last.text.dropLast()), location: last.location)
    words.removeAll { $0.text.isEmpty }
    if words.isEmpty {
      problems.report(Diagnostic("the braces are empty", at: first.location))
      return nil
    }
    return words
  }

  private mutating func read(_ word: Word, problems: inout Diagnostics) {
    if word.text.hasPrefix("#") {
      readLabel(word.dropFirst(1), problems: &problems)
    } else if let item = Self.item(word) {
      items.append(item)
    } else if Grammar.isBare(word.text) {
      words.append(word)
    } else {
      isWhole = false
      problems.report(
        Diagnostic(
          "'\(word.text)' is not allowed in braces", at: word.location,
          hint: "write #label or key=value; put longer text on a line 'key: value' below the brace")
      )
    }
  }

  /// Parses an option, such as `rows=4`; returns nil for any other word.
  static func item(_ word: Word) -> Options.Item? {
    let sides = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, Grammar.isKey(sides[0]), Grammar.isBare(sides[1]) else { return nil }
    return Options.Item(
      key: String(sides[0]), value: String(sides[1]), keyLocation: word.location,
      valueLocation: word.dropFirst(sides[0].count + 1).location)
  }

  private mutating func readLabel(_ word: Word, problems: inout Diagnostics) {
    if !Grammar.isLabel(word.text) {
      problems.report(.notALabel(word))
    } else if let label {
      problems.report(
        Diagnostic(
          "second label '\(word.text)'", at: word.location,
          hint: "the first label is '\(label.text)'"))
    } else {
      label = word
    }
  }
}

/// The grammar of the words in braces.
enum Grammar {
  /// Whether a text is a verb or a key.
  static func isKey(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, lowercase.contains(first) else { return false }
    return text.utf8.allSatisfy { lowercase.contains($0) || $0 == hyphen }
  }

  /// Whether a text can be a value in braces: letters and digits of any script, and some punctuation.
  static func isBare(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
          .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
          .otherNumber:
          true
        default: "_.,:/+-".unicodeScalars.contains(scalar)
        }
      }
  }

  /// Whether a text is a label: one of the prefixes, a hyphen, lower-case letters, digits and hyphens.
  static func isLabel(_ text: some StringProtocol) -> Bool {
    guard let kind = LabelKind(of: text) else { return false }
    let name = text.utf8.dropFirst(kind.rawValue.utf8.count + 1)
    return !name.isEmpty
      && name.allSatisfy { lowercase.contains($0) || digits.contains($0) || $0 == hyphen }
  }

  private static let lowercase = UInt8(ascii: "a")...UInt8(ascii: "z")
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  private static let hyphen = UInt8(ascii: "-")
}

extension Diagnostic {
  static func notALabel(_ word: Word) -> Diagnostic {
    let prefixes = LabelKind.allCases.map { "\($0.rawValue)-" }.joined(separator: ", ")
    return Diagnostic(
      "'\(word.text)' is not a label", at: word.location,
      hint: "a label starts with one of \(prefixes), followed by a-z, 0-9 and hyphens")
  }
}
