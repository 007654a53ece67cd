import SourceText

/// The options that the engine takes, each declared in one place: what checks them describes them.
extension Options {
  /// The review in focus.
  mutating func takeReview() -> Item? { takeText("review", values: "the id of a review") }

  /// What stands below a chunk.
  mutating func takeCaption() -> Item? {
    takeText("caption", values: "a line of Markdown, with values, instead of the chunk's own")
  }

  /// What a chunk shows, for those who can't see it.
  mutating func takeAlternative() -> Item? {
    takeText("alt", values: "what is shown, in words for those who can't see it")
  }

  /// What a check claims.
  mutating func takeClaim() -> Item? {
    takeText(
      "claim",
      values:
        "VALUE == VALUE or number, with == != < <= > >=; 'within 0.01' behind it, 'all of reviews' or 'any of reviews' in front of it"
    )
  }

  /// What a check claims, as a sentence.
  mutating func takeSays() -> Item? {
    takeText("says", values: "the claim as a sentence of Markdown, with values")
  }

  /// What has to be true where a section is woven.
  mutating func takeWhen() -> Item? {
    takeText("when", values: "a value: the section is left out where it is false")
  }

  /// What has to be false where a section is woven.
  mutating func takeUnless() -> Item? {
    takeText("unless", values: "a value: the section is left out where it is true")
  }

  /// What is included.
  mutating func takeFile() -> Item? {
    takeText("file", values: "a path from the folder of the document that includes")
  }

  /// How many decimals a value has; nil leaves that to its unit.
  mutating func takeDigits() -> Int? {
    let isGiven = has("digits")
    let digits = take("digits", default: 0, in: 0...15)
    return isGiven ? digits : nil
  }

  /// How a value is written; nil leaves that to its unit.
  mutating func takeStyle() -> NumberFormat.Style? {
    take("as", default: nil, among: NumberFormat.Style.allCases.map { ($0.rawValue, Optional($0)) })
  }
}
