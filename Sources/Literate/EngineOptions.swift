import SourceText

/// The engine's options, each declared once for both checking and documentation.
extension Options {
  /// The review in focus.
  mutating func takeReview() -> Item? { takeText("review", values: "the id of a review") }

  /// The caption of a chunk.
  mutating func takeCaption() -> Item? {
    takeText("caption", values: "a line of Markdown, with values, replacing the default caption")
  }

  /// The text alternative of a chunk.
  mutating func takeAlternative() -> Item? {
    takeText("alt", values: "a text alternative for readers who cannot see the figure")
  }

  /// The claim of a check.
  mutating func takeClaim() -> Item? {
    takeText(
      "claim",
      values:
        "a condition, such as share(prediction.correct) >= 0.85; optionally preceded by 'all of reviews' or 'any of reviews'"
    )
  }

  /// The claim of a check as a sentence.
  mutating func takeSays() -> Item? {
    takeText("says", values: "the claim as a sentence of Markdown, with values")
  }

  /// The condition that must be true for a section to be woven.
  mutating func takeWhen() -> Item? {
    takeText(
      "when",
      values: "a value, or a condition in parentheses; the section is omitted if it is false")
  }

  /// The condition that must be false for a section to be woven.
  mutating func takeUnless() -> Item? {
    takeText(
      "unless",
      values: "a value, or a condition in parentheses; the section is omitted if it is true")
  }

  /// The included file.
  mutating func takeFile() -> Item? {
    takeText("file", values: "a path relative to the including document's folder")
  }

  /// The number of decimals of a value; nil uses the default of its unit.
  mutating func takeDigits() -> Int? {
    let isGiven = has("digits")
    let digits = take("digits", default: 0, in: 0...15)
    return isGiven ? digits : nil
  }

  /// The number style of a value; nil uses the default of its unit.
  mutating func takeStyle() -> NumberFormat.Style? {
    take("as", default: nil, among: NumberFormat.Style.allCases.map { ($0.rawValue, Optional($0)) })
  }
}
