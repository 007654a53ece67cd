import Markdown

/// What a claim can't say, and what to write instead.
enum ClaimGrammar {
  /// The words of other languages that join claims.
  private static let conjunctions: Set = ["and", "or", "not", "xor", "&&", "||", "&", "but"]

  /// The signs of arithmetic.
  static let operators: Set = ["+", "-", "*", "/", "%", "^", "**", "−", "×", "÷", "//"]

  /// What is wrong with words on one side of a comparison of which one at most can stand there.
  ///
  /// - Parameters:
  ///   - words: All words of the side.
  ///   - extra: The first that can't stand there.
  /// - Returns: A sentence and what to write instead.
  static func problem(of words: ArraySlice<Word>, extra: Word) -> (message: String, hint: String?) {
    let texts = words.map(\.text)
    if let of = texts.firstIndex(of: "of"), texts[(of + 1)...].first == "reviews" {
      return (
        "a claim over reviews is about all or any of them, not '\(texts[..<of].joined(separator: " "))'",
        "it begins with 'all of reviews' or 'any of reviews'"
      )
    }
    if conjunctions.contains(extra.text.lowercased()) {
      return (
        "a claim compares one value with another: it has no '\(extra.text)'",
        "write a chunk 'check' for each claim"
      )
    }
    if operators.contains(extra.text) || operators.contains(texts[0]) {
      return (
        "a claim compares one value with another: it has no arithmetic such as '\(extra.text)'",
        nil
      )
    }
    return ("a claim compares one value with another: '\(extra.text)' can't stand here", nil)
  }

  /// What to write instead of a word that is one with its arithmetic, such as `a/b`.
  static func hint(forWord text: String) -> String? {
    let ends = text.split { "+*/%()".contains($0) }
    return ends.count > 1 ? "a claim compares one value with another: it has no arithmetic" : nil
  }

  /// What to write instead of a comparison of two kinds of things.
  static func hint(comparing left: Value.Unit, with right: Value.Unit) -> String? {
    let units = [left, right]
    if units.contains(.boolean) {
      return "a value that is true or false is compared with true or false, without quotation marks"
    }
    if units.contains(.text) {
      return "text stands in quotation marks, a number without them"
    }
    return nil
  }
}
