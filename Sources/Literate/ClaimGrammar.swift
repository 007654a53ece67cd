import Markdown

/// Diagnoses syntax that claims do not support and suggests alternatives.
enum ClaimGrammar {
  /// The words of other languages that join claims.
  private static let conjunctions: Set = ["and", "or", "not", "xor", "&&", "||", "&", "but"]

  /// The signs of arithmetic.
  static let operators: Set = ["+", "-", "*", "/", "%", "^", "**", "−", "×", "÷", "//"]

  /// Describes the problem with surplus words on one side of a comparison.
  ///
  /// - Parameters:
  ///   - words: All words of the side.
  ///   - extra: The first surplus word.
  /// - Returns: A message and a hint.
  static func problem(of words: ArraySlice<Word>, extra: Word) -> (message: String, hint: String?) {
    let texts = words.map(\.text)
    if let of = texts.firstIndex(of: "of"), texts[(of + 1)...].first == "reviews" {
      return (
        "a claim over reviews applies to all or any of them, not '\(texts[..<of].joined(separator: " "))'",
        "begin it with 'all of reviews' or 'any of reviews'"
      )
    }
    if conjunctions.contains(extra.text.lowercased()) {
      return (
        "a claim compares one value with another; '\(extra.text)' is not supported",
        "write one 'check' chunk per claim"
      )
    }
    if operators.contains(extra.text) || operators.contains(texts[0]) {
      return (
        "a claim compares one value with another; arithmetic such as '\(extra.text)' is not supported",
        nil
      )
    }
    return ("a claim compares one value with another; '\(extra.text)' is not allowed here", nil)
  }

  /// Returns a hint for a word that contains arithmetic, such as `a/b`.
  static func hint(forWord text: String) -> String? {
    let ends = text.split { "+*/%()".contains($0) }
    return ends.count > 1
      ? "a claim compares one value with another; arithmetic is not supported" : nil
  }

  /// Returns a hint for a comparison of incompatible kinds of values.
  static func hint(comparing left: Value.Unit, with right: Value.Unit) -> String? {
    let units = [left, right]
    if units.contains(.boolean) {
      return "compare this value with true or false, without quotation marks"
    }
    if units.contains(.text) {
      return "put text in quotation marks; write numbers without them"
    }
    return nil
  }
}
