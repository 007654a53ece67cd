import Attribution
import Classifier
import DataSet
import Processes

/// Behavioural tests of a run: changes to texts that must not change the verdict.
struct InvarianceStudy: Sendable {
  /// The tests.
  struct Settings: Hashable, Sendable {
    var tests: [Perturbation] = Perturbation.standard
    /// The number of reviews, spread evenly.
    var limit = 1000
    /// The number of counterexamples of each test.
    var rows = 3
    var seed = 1
  }

  /// A test with its result.
  struct Test: Sendable {
    let perturbation: Perturbation
    let result: Decided<InvarianceResult>
    /// The counterexamples, with what was changed.
    let examples: [Example]
  }

  /// A review whose verdict a change turns.
  struct Example: Sendable {
    let number: Int
    let from: String
    let to: String
    /// The verdicts before and after, with their probabilities.
    let before: (verdict: String, probability: Double)
    let after: (verdict: String, probability: Double)
  }

  let tests: [Test]
  /// The number of reviews that were changed, and of all selected ones.
  let reviews: Int
  let selected: Int

  /// Returns the study, computed once per run and settings.
  static func of(_ reviews: SelectedReviews, _ settings: Settings = Settings()) -> InvarianceStudy {
    reviews.context.run.findings.finding(
      reviews.key, settings.tests.map(\.label).joined(separator: "\n"),
      "\(settings.limit) \(settings.rows) \(settings.seed)"
    ) { InvarianceStudy(reviews, settings) }
  }

  private init(_ reviews: SelectedReviews, _ settings: Settings) {
    let run = reviews.context.run
    var selected: [Int] = []
    reviews.each { index, record in if record.read > 0 { selected.append(index) } }
    let count = min(settings.limit, selected.count)
    let chosen = (0..<count).map { selected[$0 * selected.count / count] }
    let tests = settings.tests
    var counts = InvarianceCount(listed: settings.rows)
    // A few hundred reviews at a time, so that memory does not grow with their number.
    for piece in Parallel.pieces(of: count, size: 256) {
      let outcomes = Parallel.map(piece.count, jobs: run.jobs) { offset in
        Self.outcomes(of: chosen[piece.lowerBound + offset], tests, settings.seed, in: run)
      }
      for outcome in outcomes {
        guard let outcome else { continue }
        for (test, after) in zip(tests, outcome.after) {
          counts.add(test, before: outcome.before, after: after)
        }
      }
    }
    self.tests = tests.map { test in
      let result = counts.result(of: test)
      return Test(
        perturbation: test, result: result,
        examples: (result.value?.examples ?? []).compactMap {
          Self.example(of: $0.number, test, settings.seed, in: run)
        })
    }
    (self.reviews, self.selected) = (count, selected.count)
  }

  /// Classifies a review and its changed texts; a text that a test does not change has no prediction.
  private static func outcomes(
    of index: Int, _ tests: [Perturbation], _ seed: Int, in run: Run
  ) -> (before: ClassifiedReview, after: [ClassifiedReview?])? {
    let text = run.picks[index].text
    let changed = tests.map { $0.apply(to: text, seed: seed)?.text }
    let predictions = run.analyst.explainer.predictions(
      for: [text] + changed.compactMap(\.self))
    let reviews = predictions.map { classified($0, index) }
    guard let first = reviews.first, let before = first else { return nil }
    var next = 1
    let after = changed.map { text -> ClassifiedReview? in
      guard text != nil else { return nil }
      defer { next += 1 }
      return next < reviews.count ? reviews[next] : nil
    }
    return (before, after)
  }

  private static func classified(_ prediction: Prediction, _ index: Int) -> ClassifiedReview? {
    ClassifiedReview(
      number: index, label: nil, probabilities: prediction.probabilities,
      predicted: prediction.classes.firstIndex { $0.name == prediction.label.name })
  }

  private static func example(
    of index: Int, _ test: Perturbation, _ seed: Int, in run: Run
  ) -> Example? {
    let text = run.picks[index].text
    guard let changed = test.apply(to: text, seed: seed) else { return nil }
    let predictions = run.analyst.explainer.predictions(for: [text, changed.text])
    guard predictions.count == 2 else { return nil }
    return Example(
      number: index, from: changed.from, to: changed.to,
      before: (predictions[0].label.name, predictions[0].confidence),
      after: (predictions[1].label.name, predictions[1].confidence))
  }

  /// The largest share of changed verdicts among the tests that apply to some review.
  var largest: Double? { tests.compactMap { $0.result.value?.changed.value }.max() }
}
