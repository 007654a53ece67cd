import SourceText

/// Reads `[(all | any) of reviews] CONDITION`.
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
  /// - Parameter item: The option that holds the claim.
  /// - Returns: The claim; nil if there is a problem.
  mutating func read(_ item: Options.Item) -> Claim<Context>? {
    var parser = ExpressionParser(item.value)
    guard let first = parser.next else {
      problems.report(Diagnostic("the claim is missing", at: item.valueLocation))
      return nil
    }
    let quantifier =
      first.kind == .name ? Claim<Context>.Quantifier(rawValue: first.text) : nil
    if let quantifier, let problem = problem(of: quantifier, &parser) {
      problems.report(problem.moved(to: item.location(ofCharacter: first.offset)))
      return nil
    }
    var reader = ExpressionReader(
      item, of: language, about: quantifier == nil ? .document(scope) : .review)
    let condition = condition(by: &reader, &parser)
    problems.report(reader.problems)
    return condition.map {
      Claim(text: item.value, quantifier: quantifier, condition: $0, location: item.valueLocation)
    }
  }

  /// Skips the words of a quantifier, or returns what is wrong with them.
  private func problem(
    of quantifier: Claim<Context>.Quantifier, _ parser: inout ExpressionParser
  ) -> Diagnostic? {
    let word = quantifier.rawValue
    guard parser.words(3) == [word, "of", "reviews"] else {
      return Diagnostic(
        "'\(word)' must be followed by 'of reviews'",
        hint: "write '\(word) of reviews', then the claim")
    }
    guard scope == .report else {
      return Diagnostic(
        "a claim over all reviews is allowed only in documents with the scope 'report'",
        hint: "this document already checks its claims for each review; remove '\(word) of reviews'"
      )
    }
    parser.skip(3)
    return nil
  }

  private func condition(
    by reader: inout ExpressionReader<Context>, _ parser: inout ExpressionParser
  ) -> Expression<Context>? {
    let start = parser.next?.offset ?? 0
    let hint = "use ==, !=, <, <=, > or >="
    guard parser.next != nil else {
      reader.report("the claim needs a comparison", at: start, hint: hint)
      return nil
    }
    guard let form = reader.parse(&parser), let found = reader.resolve(form) else { return nil }
    if let condition = found.asTruth { return condition }
    reader.report("the claim needs a comparison", at: start, hint: hint)
    return nil
  }
}
