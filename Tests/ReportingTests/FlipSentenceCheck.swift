import Attribution
import Classifier
import HTML
import LinearAlgebra
import Reporting

/// Holds what is said of the fewest words against trying sets of words out, without the search that found them.
struct FlipSentenceCheck {
  private let it: MeasuredReview
  private let text: String

  init(_ text: String, _ it: MeasuredReview) {
    self.it = it
    self.text = text
  }

  /// Whether the sentence is true; nil where no such sentence is known.
  var result: Bool? {
    if text.hasPrefix("Removing words never") {
      return keepsVerdict(below: words.count + 1)
    }
    if text.hasPrefix("No set of words was found") {
      return keepsVerdict(below: SentenceTests.numbers(text)[0])
    }
    guard
      let found = text.firstMatch(
        of: /^Without (one word|\d+ words) the verdict would be (.+?), with (.+?): (.*)$/)
    else { return nil }
    let count = Int(found.1.prefix { $0.isNumber }) ?? 1
    let (list, proof) = split(String(found.4))
    let bound: Int
    if proof.contains("At least") {
      bound = SentenceTests.numbers(proof)[0]
      guard bound < count else { return false }
    } else {
      guard proof.contains("No smaller set") == (count > 1) else { return false }
      bound = count
    }
    guard keepsVerdict(below: bound) else { return false }
    // Of a long list the last words are only counted.
    guard !list.contains(" more") else { return true }
    guard let set = set(list), set.count == count else { return false }
    let (label, value) = outcome(without: set)
    let shown =
      it.output.target == .probability
      ? NumberText.percent(value, digits: 1)
      : "a logit of \(NumberText.fixed(value, digits: 2, isSigned: true))"
    return label.name == found.2 && found.3.hasPrefix(shown)
      && label != it.explained.prediction.label
  }

  private var words: [String] { it.analysis.words }

  /// The list of words, and what follows it.
  private func split(_ text: String) -> (String, String) {
    let starts = [" No smaller set", " At least"].compactMap {
      text.firstRange(of: $0)?.lowerBound
    }
    let end = starts.first ?? text.endIndex
    return (String(text[..<end]), String(text[end...]))
  }

  /// The words of the list, as places in the review: of several that are alike the first ones.
  private func set(_ list: String) -> Set<Int>? {
    var set: Set<Int> = []
    let read = it.analysis.review.read
    for found in list.matches(
      of: /“([^”]*)”(?: \((all |(\d+) of )(\d+)\))?|(\d+) of \d+ unknown words/)
    {
      let places: [Int]
      let count: Int
      if let unknown = found.5 {
        places = words.indices.filter { !it.analysis.tokens[read.lowerBound + $0].isKnown }
        count = Int(unknown) ?? 0
      } else {
        places = words.indices.filter { words[$0] == String(found.1 ?? "") }
        count = found.3.flatMap { Int($0) } ?? found.4.flatMap { Int($0) } ?? 1
      }
      set.formUnion(places.filter { !set.contains($0) }.prefix(count))
    }
    return set
  }

  /// What the classifier says without some words.
  private func outcome(without set: Set<Int>) -> (Label, Double) {
    let explained = it.explained
    guard explained.explainer.hasLayers else {
      let rest = words.indices.filter { !set.contains($0) }.map { words[$0] }
      let other = explained.explainer.explain(rest.joined(separator: " "))
      return (other.prediction.label, other.value)
    }
    var rows = explained.embedded
    let padding = Baseline.pad.row(for: explained)
    for word in set { rows.setRow(it.analysis.review.firstPosition + word, to: padding, row: 0) }
    let other = explained.with(embedded: rows)
    return (other.prediction.label, other.value)
  }

  /// Whether no set of fewer words than a number changes the verdict: all are tried where they are few, otherwise the
  /// first thousand.
  private func keepsVerdict(below size: Int) -> Bool {
    let own = it.explained.prediction.label
    var sets: [Set<Int>] = [[]]
    var tried = 0
    for _ in 1..<max(1, size) {
      sets = sets.flatMap { set -> [Set<Int>] in
        ((set.max() ?? -1) + 1..<max(words.count, (set.max() ?? -1) + 1)).map { set.union([$0]) }
      }
      for set in sets {
        if outcome(without: set).0 != own { return false }
        tried += 1
        if tried == 1000 { return true }
      }
    }
    return true
  }
}
