import Attribution
import Classifier
import Faithfulness
import Reporting
import Synchronization
import TestSupport
import Testing

/// The progress of studies: the work done and its total.
@Suite struct StudyProgressTests {
  private static let texts = (1...7).map { "A good film, not bad: \($0)" }

  private let explainer: Explainer
  private let methods: [ConfiguredMethod]

  init() throws {
    explainer = Explainer(TinyClassifier.model, target: .probability)
    methods = try ConfiguredMethod.list(parsing: "occlusion,saliency", defaults: [])
  }

  /// Expects that a study counts every item once, in order, and always to the same total.
  private func expectCount(
    to total: Int, _ study: (@escaping @Sendable (Int, Int) -> Void) throws -> Void
  ) rethrows {
    let calls = Mutex<[[Int]]>([])
    try study { done, of in calls.withLock { $0.append([done, of]) } }
    #expect(calls.withLock { $0 } == (0...total).map { [$0, total] })
  }

  @Test(arguments: [1, 4])
  func `a survey of gradients counts its reviews`(jobs: Int) {
    expectCount(to: 7) { progress in
      _ = CollapseSurvey(
        of: Self.texts, by: explainer, methods: methods, jobs: jobs, progress: progress)
    }
  }

  @Test(arguments: [1, 4])
  func `a study of faithfulness counts its reviews`(jobs: Int) throws {
    let metrics = try ConfiguredMetric.list(parsing: "comprehensiveness")
    expectCount(to: 7) { progress in
      let study = FaithfulnessStudy(explainer, methods: methods, metrics: metrics)
      _ = study.run(on: Self.texts, jobs: jobs, progress: progress)
    }
  }

  @Test(arguments: [1, 4])
  func `predictions are counted`(jobs: Int) {
    expectCount(to: 7) { progress in
      _ = explainer.predictions(for: Self.texts, jobs: jobs, progress: progress)
    }
  }

  @Test func `sanity checks count explanations first and then epochs, never backwards`() throws {
    var request = SanityReport.Request()
    (request.seeds, request.epochs, request.jobs) = (2, 3, 4)
    let reviews = LabelledReviews(
      Self.texts.enumerated().map {
        LabelledReview(text: $1, label: $0 % 2 == 0 ? .positive : .negative)
      })
    let calls = Mutex<[(phase: SanityReport.Phase, done: Int, of: Int)]>([])
    let report = try SanityReport(
      of: explainer, methods: methods, on: reviews, training: { reviews }, request,
      progress: { phase, done, of in calls.withLock { $0.append((phase, done, of)) } })
    let all = calls.withLock { $0 }
    let training = all.drop { $0.phase == .explanations }
    #expect(training.map(\.done) == Array(0...6))
    #expect(training.allSatisfy { $0.phase == .training && $0.of == 6 })
    let explanations = all.prefix { $0.phase == .explanations }
    let stages = Set(report.results.map(\.stage)).count - 2
    let total = Self.texts.count * (1 + stages * request.seeds)
    #expect(explanations.first?.done == 0 && explanations.last?.done == total)
    #expect(explanations.allSatisfy { $0.of == total })
    #expect(zip(explanations, explanations.dropFirst()).allSatisfy { 0...1 ~= $1.done - $0.done })
  }
}
