import Blocks
import HTML
import Markdown
import MathML
import SourceText

/// Code spans that begin with a brace.
extension DocumentReader {
  /// Resolves a code span; one without a known verb remains code.
  mutating func span(
    _ slot: Slot, _ around: Slot.Surroundings, review: Located<String>?
  ) -> Part<Context> {
    let verb = slot.text.dropFirst().prefix { $0 != " " && $0 != "}" }
    switch verb {
    case "value": return value(slot, review: review)
    case "ref": return reference(slot, around)
    case "math": return formula(slot)
    default:
      if let near = NearestName.of(String(verb), among: ["value", "ref", "math"]) {
        problems.report(
          Diagnostic(
            "there is no verb '\(verb)'", at: slot.location,
            hint: "did you mean '\(near)'? write '{{' to show a brace"))
      }
      return .fixed(SlotValue(.code(slot.text), text: slot.text))
    }
  }

  private mutating func value(_ slot: Slot, review: Located<String>?) -> Part<Context> {
    guard let braces = ChunkHeader(slot.words, problems: &problems) else { return .nothing }
    var options = Options(braces.items, owner: "'value'", at: braces.verb.location)
    let named = options.takeReview().map { Located($0.value, at: $0.valueLocation) }
    if let named { check(review: named) }
    let digits = options.takeDigits()
    var style = options.takeStyle()
    for word in braces.words.dropFirst() {
      if let named = NumberFormat.Style(rawValue: word.text), style == nil {
        style = named
      } else {
        refuse(word, of: "'value'", knowing: NumberFormat.Style.allCases.map(\.rawValue))
      }
    }
    finish(&options, braces)
    guard let path = path(braces) else { return .nothing }
    checkScope(of: path, at: braces.words[0].location)
    if !path.unit.isNumeric && (style != nil || digits != nil) {
      problems.report(
        Diagnostic(
          "the value '\(path.path)' is not a number and cannot be formatted",
          at: braces.words[0].location))
    }
    let format = NumberFormat(style: style, digits: digits, unit: path.unit)
    return .value(
      InlineValue(
        path: path, format: format, review: named ?? review, location: slot.location))
  }

  private mutating func path(_ braces: ChunkHeader) -> ValuePath<Context>? {
    guard let word = braces.words.first else {
      guard braces.isWhole else { return nil }
      problems.report(
        Diagnostic(
          "'value' needs a path", at: braces.verb.location,
          hint: "for example {value prediction.probability}"))
      return nil
    }
    guard let path = language.value(word.text) else {
      problems.report(
        Diagnostic(
          "there is no value '\(word.text)'", at: word.location,
          hint: language.hint(forValue: word.text)))
      return nil
    }
    paths.insert(path.path)
    return path
  }

  private mutating func reference(_ slot: Slot, _ around: Slot.Surroundings) -> Part<Context> {
    guard let braces = ChunkHeader(slot.words, problems: &problems) else { return .nothing }
    var options = Options(braces.items, owner: "'ref'", at: braces.verb.location)
    finish(&options, braces)
    for word in braces.words.dropFirst() { refuse(word, of: "'ref'", knowing: []) }
    guard let word = braces.words.first else {
      guard braces.isWhole else { return .nothing }
      problems.report(
        Diagnostic(
          "'ref' needs a label", at: braces.verb.location, hint: "for example {ref fig-tokens}"))
      return .nothing
    }
    guard let label = labels[word.text] else {
      problems.report(
        Diagnostic(
          "no label '\(word.text)'", at: word.location,
          hint: NearestName.hint(for: word.text, among: labels.names)))
      return .nothing
    }
    checkConditions(of: label, at: word.location)
    return label.kind == .section ? .section(label, around) : .fixed(label.reference(in: around))
  }

  private mutating func formula(_ slot: Slot) -> Part<Context> {
    guard slot.text.hasSuffix("}") else {
      problems.report(
        Diagnostic("this brace is not closed", at: slot.location, hint: "end it with '}'"))
      return .nothing
    }
    let tex = String(slot.text.dropFirst("{math".count).dropLast().trimmed)
    let place = slot.words.dropFirst().first?.location ?? slot.location
    guard let html = formula(tex, display: false, at: place) else { return .nothing }
    return .fixed(SlotValue(Phrase(.formula(html, tex: tex)), text: tex))
  }

  /// Converts TeX to MathML.
  mutating func formula(_ tex: String, display: Bool, at location: SourceLocation) -> HTML? {
    if tex.trimmed.isEmpty {
      problems.report(Diagnostic("the formula is empty", at: location))
      return nil
    }
    do {
      return try MathML.convert(tex, display: display, at: location)
    } catch {
      problems.report(error)
      return nil
    }
  }

  /// Reports an unexpected word in braces.
  mutating func refuse(_ word: Word, of owner: String, knowing names: [String]) {
    problems.report(
      Diagnostic(
        "\(owner) does not take '\(word.text)'", at: word.location,
        hint: NearestName.hint(for: word.text, among: names)))
  }

  /// Reports invalid options of a span, and a label, which spans do not accept.
  private mutating func finish(_ options: inout Options, _ braces: ChunkHeader) {
    options.finish()
    problems.report(contentsOf: options.problems)
    if let label = braces.label { refuse(label, of: "'\(braces.verb.text)'", knowing: []) }
  }
}
