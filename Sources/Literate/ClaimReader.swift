import Markdown
import SourceText

/// Reads `[(all | any) of reviews] PATH OP (PATH | number | "text" | true | false) [within TOLERANCE]`.
struct ClaimReader<Context: LiterateContext> {
  let language: Language<Context>
  let scope: Scope
  private(set) var problems = Diagnostics()

  /// - Parameters:
  ///   - language: The values that a claim may name.
  ///   - scope: The scope of the document.
  init(language: Language<Context>, scope: Scope) {
    self.language = language
    self.scope = scope
  }

  /// Reads a claim.
  ///
  /// - Parameters:
  ///   - item: The option that holds the claim.
  ///   - lines: The file, for source locations.
  /// - Returns: The claim; nil if there is a problem.
  mutating func read(_ item: Options.Item, in lines: SourceLines) -> Claim<Context>? {
    let place = item.valueLocation
    var words = lines.words(
      of: item.value, line: lines.line(of: place), utf8Column: lines.utf8Column(of: place))[...]
    guard let first = words.first else {
      return reject("the claim is missing", at: place)
    }
    let quantifier = Claim<Context>.Quantifier(rawValue: first.text)
    if quantifier != nil {
      guard words.dropFirst().prefix(2).map(\.text) == ["of", "reviews"] else {
        return reject(
          "'\(first.text)' must be followed by 'of reviews'", at: first.location,
          hint: "write '\(first.text) of reviews', then the claim")
      }
      guard scope == .report else {
        return reject(
          "a claim over all reviews is allowed only in documents with the scope 'report'",
          at: first.location,
          hint:
            "this document already checks its claims for each review; remove '\(first.text) of reviews'"
        )
      }
      words = words.dropFirst(3)
    }
    guard
      let split = words.firstIndex(where: { Claim<Context>.Comparison(rawValue: $0.text) != nil }),
      let comparison = Claim<Context>.Comparison(rawValue: words[split].text)
    else {
      let equals = words.first { $0.text == "=" || $0.text == "=>" || $0.text == "=<" }
      return reject(
        "a claim needs a comparison operator surrounded by spaces", at: equals?.location ?? place,
        hint: "use ==, !=, <, <=, > or >=")
    }
    let end = words[(split + 1)...].firstIndex { $0.text == "within" } ?? words.endIndex
    let sides = (words[..<split], words[(split + 1)..<end])
    let left = operand(sides.0, of: words[split], side: "left", against: sides.1)
    let right = operand(sides.1, of: words[split], side: "right", against: sides.0)
    let tolerance = end < words.endIndex ? tolerance(words[end], words[(end + 1)...]) : 0
    guard let left, let right, let tolerance else { return nil }
    guard fits(left, comparison, right, words[split]) else { return nil }
    let wanted = quantifier == nil ? scope : .review
    for (operand, word) in [(left, words[words.startIndex]), (right, words[split + 1])] {
      guard case .path(let path) = operand, !path.scopes.contains(wanted) else { continue }
      return reject(
        quantifier == nil
          ? "the value '\(path.path)' is available only in documents with the scope 'report'"
          : "the value '\(path.path)' describes all reviews together, not each review",
        at: word.location)
    }
    return Claim(
      text: item.value, quantifier: quantifier, left: left, comparison: comparison, right: right,
      tolerance: tolerance, location: place)
  }

  private mutating func operand(
    _ words: ArraySlice<Word>, of comparison: Word, side: String, against other: ArraySlice<Word>
  ) -> Claim<Context>.Operand? {
    guard let word = words.first else {
      return reject(
        "missing operand to the \(side) of '\(comparison.text)'", at: comparison.location)
    }
    let text = words.map(\.text).joined(separator: " ")
    if text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") {
      return .literal(.text(String(text.dropFirst().dropLast())), at: word.location)
    }
    let quoted = quotationHint(for: text, against: other)
    if let extra = words.dropFirst().first {
      let (problem, hint) = ClaimGrammar.problem(of: words, extra: extra)
      return reject(problem, at: extra.location, hint: quoted ?? hint)
    }
    if let truth = Bool(text) { return .literal(.boolean(truth), at: word.location) }
    if let number = Int(text) { return .literal(.integer(number), at: word.location) }
    if let number = Double(text), number.isFinite {
      return .literal(.number(number), at: word.location)
    }
    guard let path = language.value(text) else {
      return reject(
        "there is no value '\(text)'", at: word.location,
        hint: quoted ?? ClaimGrammar.hint(forWord: text) ?? language.hint(forValue: text))
    }
    return .path(path)
  }

  /// Returns a hint for words that are not a value but are compared with a text or a Boolean.
  private func quotationHint(for text: String, against other: ArraySlice<Word>) -> String? {
    guard let name = other.first?.text, other.count == 1, let unit = language.value(name)?.unit
    else { return nil }
    if unit == .boolean { return "write true or false" }
    let bare = text.filter { !"\"'“”„‘’`".contains($0) }
    guard unit == .text, language.value(text) == nil,
      ClaimGrammar.operators.contains(text) == false,
      NearestName.of(text, among: language.values.map(\.path)) == nil
    else { return nil }
    return "put text in quotation marks: \"\(bare)\""
  }

  private mutating func tolerance(_ within: Word, _ words: ArraySlice<Word>) -> Double? {
    let number = words.first.flatMap { Double($0.text) }
    guard words.count == 1, let number, number.isFinite, number >= 0 else {
      return reject(
        "'within' takes one non-negative number", at: words.first?.location ?? within.location)
    }
    return number
  }

  private mutating func fits(
    _ left: Claim<Context>.Operand, _ comparison: Claim<Context>.Comparison,
    _ right: Claim<Context>.Operand, _ word: Word
  ) -> Bool {
    if case (.literal, .literal) = (left, right) {
      report("a claim must name at least one value", at: word.location)
      return false
    }
    if left.unit.isNumeric && right.unit.isNumeric { return true }
    if left.unit != right.unit {
      report(
        "'\(word.text)' compares values of different kinds", at: word.location,
        hint: ClaimGrammar.hint(comparing: left.unit, with: right.unit))
      return false
    }
    if comparison == .equal || comparison == .unequal { return true }
    report("'\(word.text)' compares only numbers", at: word.location, hint: "use == or !=")
    return false
  }

  private mutating func report(_ message: String, at place: SourceLocation, hint: String? = nil) {
    problems.report(Diagnostic(message, at: place, hint: hint))
  }

  private mutating func reject<Result>(
    _ message: String, at place: SourceLocation, hint: String? = nil
  ) -> Result? {
    report(message, at: place, hint: hint)
    return nil
  }
}
