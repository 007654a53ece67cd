public import SourceText

/// Reads expressions: parses them, looks up their names and checks their types, all before any model is loaded.
///
/// A path may leave out `review.`: `label` is `review.label`.
public struct ExpressionReader<Context: LiterateContext> {
  /// The results that an expression may name.
  enum Subject: Equatable {
    /// Those of a document with this scope.
    case document(Scope)
    /// Those of each review, as in conditions on reviews.
    case review
  }

  let language: Language<Context>
  let subject: Subject
  /// The option that holds the expression.
  let item: Options.Item
  /// Whether this is the argument of a function of all reviews.
  var isArgument = false
  /// The problems so far.
  var problems = Diagnostics()

  init(_ item: Options.Item, of language: Language<Context>, about subject: Subject) {
    self.item = item
    self.language = language
    self.subject = subject
  }

  /// Reads a condition on each review.
  ///
  /// - Parameters:
  ///   - item: The option that holds it.
  ///   - language: The values that it may name.
  ///   - options: Receives the problems.
  /// - Returns: The condition; nil if there is a problem.
  public static func condition(
    _ item: Options.Item, of language: Language<Context>, options: inout Options
  ) -> Expression<Context>? {
    var reader = ExpressionReader(item, of: language, about: .review)
    let condition = reader.parse().flatMap { reader.condition($0) }
    for problem in reader.problems.all { options.report(problem) }
    return condition
  }

  /// An expression of a list, and whether it is followed by the word `descending`.
  public struct Entry: Sendable {
    /// The expression.
    public let expression: Expression<Context>
    /// Whether `descending` follows.
    public let isDescending: Bool
  }

  /// Reads expressions about each review, separated by commas.
  ///
  /// - Parameters:
  ///   - item: The option that holds them.
  ///   - language: The values that they may name.
  ///   - isOrdered: Whether `ascending` or `descending` may follow an expression.
  ///   - options: Receives the problems.
  /// - Returns: The expressions; empty if there is a problem.
  public static func list(
    _ item: Options.Item, of language: Language<Context>, isOrdered: Bool = false,
    options: inout Options
  ) -> [Entry] {
    var reader = ExpressionReader(item, of: language, about: .review)
    let entries = reader.entries(isOrdered: isOrdered)
    for problem in reader.problems.all { options.report(problem) }
    return reader.problems.hasErrors ? [] : entries
  }

  private mutating func entries(isOrdered: Bool) -> [Entry] {
    var parser = ExpressionParser(item.value)
    var entries: [Entry] = []
    do throws(SyntaxProblem) {
      while true {
        let form = try parser.expression()
        var isDescending = false
        if isOrdered {
          isDescending = parser.take(word: "descending")
          if !isDescending { _ = parser.take(word: "ascending") }
        }
        if let expression = resolve(form) {
          entries.append(Entry(expression: expression, isDescending: isDescending))
        }
        guard parser.take(sign: ",") else { break }
      }
      try parser.finish(
        listHint: isOrdered
          ? "separate values by commas; only 'descending' may follow a value"
          : "separate values by commas")
    } catch {
      report(error)
    }
    return entries
  }

  /// Parses the whole option; nil if there is a problem.
  mutating func parse() -> ExpressionSyntax? {
    var parser = ExpressionParser(item.value)
    return parse(&parser)
  }

  /// Parses the rest of the option; nil if there is a problem.
  mutating func parse(_ parser: inout ExpressionParser) -> ExpressionSyntax? {
    do throws(SyntaxProblem) {
      let form = try parser.expression()
      try parser.finish()
      return form
    } catch {
      report(error)
      return nil
    }
  }

  /// Returns the location of a character of the expression.
  func location(_ offset: Int) -> SourceLocation { item.location(ofCharacter: offset) }

  /// Reports a problem of the form.
  mutating func report(_ problem: SyntaxProblem) {
    report(problem.message, at: problem.offset, hint: problem.hint)
  }

  /// Reports a problem at a character.
  mutating func report(_ message: String, at offset: Int, hint: String? = nil) {
    problems.report(Diagnostic(message, at: location(offset), hint: hint))
  }
}
