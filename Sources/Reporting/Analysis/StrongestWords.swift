import Attribution
import Blocks
import Classifier

/// The words of a review that contributed most to the verdict, and most against it, according to the first method of the run
/// whose scores are contributions.
///
/// The contributions of words that are spelled alike are added. A word counts if it and this sum are marked.
struct StrongestWords {
  /// The class that the supporting words contribute to: the verdict, or the target class if the verdict is a third one.
  let label: Label
  /// The method.
  let method: ConfiguredMethod
  /// The indices of the words for the class among the tokens that the model reads, strongest first.
  let supporting: [Int]
  /// The indices of the words against it, strongest first.
  let opposing: [Int]
  /// The step of each word, positive for the class.
  let steps: [Int]
  /// Whether the class is the target class, so that steps have the sign of the scores.
  let isForTarget: Bool

  /// Finds the words; nil if no method gives contributions with a sign.
  ///
  /// - Parameters:
  ///   - analysis: The review.
  ///   - isListed: Whether they are marked in a list of reviews rather than on the review's page.
  init?(_ analysis: ReviewAnalysis, isListed: Bool = false) {
    guard let result = analysis.results.leading else { return nil }
    let colours = isListed ? analysis.listColours(of: result) : analysis.colours(of: result)
    let subject = analysis.subject
    var isFor = true
    var label = subject.label
    if let contrast = subject.contrast, analysis.probability < 0.5 {
      (isFor, label) = (false, contrast)
    }
    let scores = result.attribution.scores.map { isFor ? $0 : -$0 }
    let steps = scores.map { colours.step(of: $0) }
    // Of several occurrences, the strongest stands for all.
    var sums: [String: (strongest: Int, sum: Double)] = [:]
    for (index, score) in scores.enumerated() {
      let word = analysis.words[index].lowercased()
      let found = sums[word] ?? (index, 0)
      let isStronger = abs(score) > abs(scores[found.strongest])
      sums[word] = (isStronger ? index : found.strongest, found.sum + score)
    }
    let marked = sums.values
      .filter {
        colours.step(of: $0.sum) != 0 && steps[$0.strongest].signum() == ($0.sum > 0 ? 1 : -1)
      }
      .sorted { (abs($0.sum), $1.strongest) > (abs($1.sum), $0.strongest) }
    func side(_ isSupporting: Bool) -> [Int] {
      marked.filter { ($0.sum > 0) == isSupporting }.map(\.strongest)
    }
    (supporting, opposing) = (side(true), side(false))
    (self.label, method, self.steps, isForTarget) = (label, result.method, steps, isFor)
  }
}

extension StrongestWords {
  /// The largest number of words of one side in the sentence.
  private static let mostWords = 3

  /// Returns a sentence with the strongest words of each side, marked.
  func sentence(_ analysis: ReviewAnalysis) -> Phrase {
    let name: Phrase = "“\(label.name)”"
    let by = "By \(method.title)"
    return switch (list(supporting, analysis), list(opposing, analysis)) {
    case (let supporting?, let opposing?):
      "\(by), most for \(name): \(supporting). Most against it: \(opposing)."
    case (let supporting?, nil):
      "\(by), most for \(name): \(supporting). No word is marked against it."
    case (nil, let opposing?): "\(by), no word is marked for \(name). Most against it: \(opposing)."
    case (nil, nil): "\(by), no single word is strong enough to be marked for or against \(name)."
    }
  }

  private func list(_ indices: [Int], _ analysis: ReviewAnalysis) -> Phrase? {
    guard !indices.isEmpty else { return nil }
    let marked = indices.prefix(Self.mostWords).map { index -> Phrase in
      let step = isForTarget ? steps[index] : -steps[index]
      let word = analysis.words[index].clipped(100)
      return Phrase(.marked(MarkedText([.word(word[...], MarkedText.Mark(step: step))])))
    }
    return marked.joined(separator: ", ")
  }
}

extension [ReviewAnalysis.Result] {
  /// The first result whose scores are contributions with the sign of the effect; nil if there is none.
  var leading: ReviewAnalysis.Result? { first { $0.isContribution && $0.supports } }
}

extension ReviewAnalysis {
  /// The scale of excerpts and small pictures.
  ///
  /// A list shows many reviews, so the scale of a single page does not apply.
  var listScale: ColourScale { scale.reach == .page ? .fixed : scale }
}
