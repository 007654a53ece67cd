internal import LinearAlgebra

/// A change to a text that must not change the verdict: a behavioural test.
///
/// - Source: Ribeiro et al., *Beyond Accuracy: Behavioral Testing of NLP Models with CheckList*, 2020.
public enum Perturbation: Hashable, Sendable {
  /// Replaces a first name by another one, everywhere in the text.
  case name
  /// Changes a number by up to three, unless it rates something, as in "8/10", "4 stars" or "90%".
  case number
  /// Swaps two neighbouring letters inside a word.
  case typo
  /// Writes everything in lower case, or in upper case if there is no capital letter.
  case casing
  /// Removes all line breaks `<br />`, or inserts two after a sentence if there are none.
  case lineBreak
  /// Replaces an adjective by its negated opposite: "good" becomes "not bad".
  case doubleNegation
  /// Replaces words that the author names by others, everywhere in the text.
  case replacement(from: String, to: String)

  /// The perturbations that need no list of the author's.
  public static let standard: [Perturbation] = [
    .name, .number, .typo, .casing, .lineBreak, .doubleNegation,
  ]

  /// The name in kebab case.
  public var label: String {
    switch self {
    case .name: "name"
    case .number: "number"
    case .typo: "typo"
    case .casing: "casing"
    case .lineBreak: "line-break"
    case .doubleNegation: "double-negation"
    case .replacement(let from, let to): "\(from) → \(to)"
    }
  }

  /// Changes a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - seed: The seed of the choice among possible changes.
  /// - Returns: The changed text; nil if the perturbation does not apply to it. The same text and seed yield the same change.
  public func apply(to text: String, seed: Int = 1) -> PerturbedText? {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(seed)), for: label + "\n" + text)
    let words = WordScanner(text)
    let changed =
      switch self {
      case .name: words.withOtherName(&random)
      case .number: words.withOtherNumber(&random)
      case .typo: words.withTypo(&random)
      case .casing: Self.withOtherCase(text)
      case .lineBreak: Self.withOtherBreaks(text, &random)
      case .doubleNegation: words.withNegatedOpposite(&random)
      case .replacement(let from, let to): words.replacing(from, with: to)
      }
    guard let changed, changed.text != text else { return nil }
    return changed
  }

  private static func withOtherCase(_ text: String) -> PerturbedText {
    let lower = text.lowercased()
    return lower == text
      ? PerturbedText(text: text.uppercased(), from: "lower case", to: "upper case")
      : PerturbedText(text: lower, from: "capital letters", to: "lower case")
  }

  private static func withOtherBreaks(
    _ text: String, _ random: inout SplitMix64
  ) -> PerturbedText? {
    let tag = "<br />"
    if text.contains(tag) {
      // A word must not grow together with the next one.
      let pieces = text.split(separator: tag)
      let joined = pieces.map { String($0) }.joined(separator: " ")
      return PerturbedText(text: joined, from: tag, to: " ")
    }
    let ends = text.indices.filter { index in
      guard ".!?".contains(text[index]) else { return false }
      let next = text.index(after: index)
      return next < text.endIndex && text[next] == " "
    }
    guard !ends.isEmpty else { return nil }
    let space = text.index(after: ends[random.below(ends.count)])
    let changed = text[..<space] + tag + tag + text[text.index(after: space)...]
    return PerturbedText(text: String(changed), from: " ", to: tag + tag)
  }
}

/// A text after a perturbation, with what was changed.
public struct PerturbedText: Hashable, Sendable {
  /// The changed text.
  public let text: String
  /// The text that was replaced.
  public let from: String
  /// The text in its place.
  public let to: String
}
