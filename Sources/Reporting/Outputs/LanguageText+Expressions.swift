import Literate
import SourceText

extension LanguageText {
  /// The name under which expressions are described.
  static let expressionsName = "expressions"

  /// The grammar of expressions in a few lines, with examples.
  static var expressions: String {
    let functions = ReviewFunction.allCases.map { function in
      [
        "\(function.rawValue)(\(function.takesCondition ? "CONDITION" : "NUMBER"))",
        function.summary,
      ]
    }
    return """
      expressions
        Conditions and numbers in claims, in the conditions of sections, and in the options 'where', 'sort' and 'columns'.

      Operators, from the loosest to the tightest
      \(pairs(operators))
      Operands
      \(pairs(operands))
      Functions over all reviews, or with 'where CONDITION' in the parentheses over some of them
      \(pairs(functions))
      Examples
      \(examples.map { "  \($0)" }.joined(separator: "\n"))
      """
  }

  private static let operators = [
    ["or", "at least one of two conditions holds"], ["and", "both hold"],
    ["not", "a condition does not hold"],
    ["== != < <= > >=", "a comparison; 'within 0.01' after it is a tolerance"],
    ["+ -", "a sum, a difference"], ["* /", "a product, a quotient"], ["-", "a negative number"],
  ]

  private static let operands = [
    ["prediction.probability", "a value; 'review.' may be left out"],
    ["columns.\"star rating\"", "a column of the input"], ["0.85, 85%", "a number"],
    ["\"positive\"", "a text"], ["true, false", ""],
  ]

  private static let examples = [
    "claim: share(prediction.correct where label == \"negative\") >= 0.85",
    "claim: all of reviews words > 3 and not truncated",
    "where: columns.year < 1990 or prediction.confidence < 60%",
    "sort: prediction.confidence descending, title",
    "## A sure verdict {when=(prediction.confidence > 0.9)}",
  ]
}
