import Attribution
import Classifier
import DataSet
import Literate

/// Values about all reviews of a run, as the chunks about the data set compute them without options.
enum DataSetValues {
  static let all: [ValuePath<ReportContext>] =
    importance + confusion + calibration + slices + suspects + shortcuts + invariance
    + shift + history

  /// The paths; those of families end in a name in capital letters.
  private static let names = all.map(\.path)

  /// Whether a path names one of these values.
  static func contains(_ path: String) -> Bool {
    names.contains { name in
      guard let last = name.split(separator: ".").last, last == last.uppercased() else {
        return name == path
      }
      return path.hasPrefix(name.dropLast(last.count))
    }
  }

  static func of(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ value: @escaping @Sendable (SelectedReviews) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath(path, summary: summary, unit: unit, scopes: [.report]) { context in
      context.totals == nil ? nil : value(SelectedReviews(context))
    }
  }

  private static func ofClasses(
    _ path: String, _ summary: String,
    _ value: @escaping @Sendable (SelectedReviews, Int) -> Value?
  ) -> ValuePath<ReportContext> {
    ValuePath(
      "\(path).CLASS", summary: summary, unit: .probability, scopes: [.report],
      members: { $0.run.analyst.explainer.classes.map(\.name) },
      value: { context, index in
        context.totals == nil ? nil : value(SelectedReviews(context), index)
      })
  }

  private static let importance = [
    of("importance.words", "different words in all reviews", .count) {
      .integer(ImportanceStudy.of($0).words.vocabulary)
    },
    of("importance.supporting-word", "the word with the largest summed contribution", .text) {
      extreme(of: $0, 1).map { .text($0.key) }
    },
    of("importance.supporting", "its summed contribution", .points) {
      extreme(of: $0, 1).map { .number($0.whole.sum) }
    },
    of("importance.opposing-word", "the word with the smallest summed contribution", .text) {
      extreme(of: $0, -1).map { .text($0.key) }
    },
    of("importance.opposing", "its summed contribution", .points) {
      extreme(of: $0, -1).map { .number($0.whole.sum) }
    },
  ]

  private static func extreme(of reviews: SelectedReviews, _ sign: Double) -> WordStatistics? {
    let study = ImportanceStudy.of(reviews)
    let words = study.words.words(by: .sum, limit: 1000).value ?? []
    return words.first { sign * $0.whole.sum > 0 }
  }

  private static let confusion = [
    of("confusion.accuracy", "the share of labelled reviews with the right verdict", .probability) {
      ConfusionStudy.of($0).matrix.accuracy.value.map { .number($0.value) }
    },
    of("confusion.accuracy-low", "the lower end of its 95 % interval", .probability) {
      ConfusionStudy.of($0).matrix.accuracy.value.map { .number($0.low) }
    },
    of("confusion.f1", "the mean F₁ of the classes", .probability) {
      ConfusionStudy.of($0).matrix.f1(resamples: 0).mean.value.map { .number($0.value) }
    },
    ofClasses("confusion.precision", "the share of a class’s verdicts that are right") {
      ConfusionStudy.of($0).matrix.precision(of: $1).value.map { .number($0.value) }
    },
    ofClasses("confusion.recall", "the share of a class’s labels that the verdicts find") {
      ConfusionStudy.of($0).matrix.recall(of: $1).value.map { .number($0.value) }
    },
  ]

  private static func calibrated(
    _ path: String, _ summary: String,
    _ value: @escaping @Sendable (CalibrationResult) -> Double?
  ) -> ValuePath<ReportContext> {
    of("calibration.\(path)", summary, .plain) { reviews in
      CalibrationStudy.of(reviews).result.value.flatMap(value).map { .number($0) }
    }
  }

  private static let calibration = [
    calibrated("brier", "the Brier score") { $0.brier.value },
    calibrated("error", "the expected calibration error, in ten bins of equal mass") {
      $0.expectedError.value
    },
    calibrated("slope", "the slope of the logits, 1 if calibrated") { $0.slope.value?.value },
    calibrated("intercept", "the intercept of the logits, 0 if calibrated") {
      $0.intercept.value?.value
    },
  ]

  private static let slices = [
    of("slices.found", "slices that are worse than the rest", .count) {
      switch SliceStudy.of($0).found {
      case .success(let report): .integer(report.slices.count)
      // If all verdicts are right, or all wrong, no slice is worse than the rest.
      case .failure(.oneClass): .integer(0)
      case .failure: nil
      }
    },
    of(
      "slices.worst", "the lowest accuracy of a group of at least twenty reviews", .probability
    ) { SliceStudy.of($0).worst(minimum: 20).map { .number($0.accuracy) } },
    of("slices.worst-name", "the property of that group", .text) {
      SliceStudy.of($0).worst(minimum: 20).map { .text($0.name) }
    },
  ]

  private static let suspects = [
    of("suspects.count", "labels that the verdicts contradict", .count) {
      SuspectStudy.of($0).suspects.value.map { .integer($0.count) }
    },
    of(
      "suspects.confident", "those at which the model is as sure as usual of its verdict", .count
    ) {
      let study = SuspectStudy.of($0)
      return study.suspects.value.map { _ in .integer(study.confident) }
    },
    of("duplicates.groups", "groups of equal or nearly equal reviews", .count) {
      DuplicateStudy.of($0).groups.value.map { .integer($0.count) }
    },
    of("duplicates.conflicts", "groups of them with different labels", .count) {
      let study = DuplicateStudy.of($0)
      return study.groups.value.map { _ in .integer(study.conflicts) }
    },
  ]

  private static let shortcuts = [
    of("shortcuts.count", "words and properties that tell the label too well", .count) {
      let study = ShortcutStudy.of($0)
      return study.words.value.map { _ in .integer(study.shortcuts.count) }
    }
  ]

  private static let invariance = [
    of(
      "invariance.largest", "the largest share of verdicts that a behavioural test changes",
      .probability
    ) { InvarianceStudy.of($0).largest.map { .number($0) } },
    ValuePath<ReportContext>(
      "invariance.TEST", summary: "the share of verdicts that a behavioural test changes",
      unit: .probability, scopes: [.report],
      members: { _ in Perturbation.standard.map(\.label) },
      value: { context, index in
        guard context.totals != nil else { return nil }
        let tests = InvarianceStudy.of(SelectedReviews(context)).tests
        return tests[index].result.value.map { .number($0.changed.value) }
      }),
  ]

  /// Values of the comparison with `--against-reviews`; nil without it.
  private static func shifted(
    _ path: String, _ summary: String, _ value: @escaping @Sendable (ShiftStudy) -> Double?
  ) -> ValuePath<ReportContext> {
    of("shift.\(path)", summary, .plain) { reviews in
      guard let others = reviews.context.run.compared else { return nil }
      return value(ShiftStudy.of(reviews, against: others)).map { .number($0) }
    }
  }

  private static let shift = [
    shifted(
      "words", "the distance of the word frequencies from those of --against-reviews, from 0 to 1"
    ) {
      $0.words.value?.distance.value?.value
    },
    shifted("contributions", "the distance of the words’ shares of the contributions") {
      $0.contributions?.value?.distance.value?.value
    },
    shifted("length", "the Kolmogorov–Smirnov distance of the lengths") {
      $0.quantities.first?.comparison.value?.kolmogorov.value
    },
    shifted("confidence", "the Kolmogorov–Smirnov distance of the confidence") {
      $0.quantities.last?.comparison.value?.kolmogorov.value
    },
  ]

  private static let history = [
    ValuePath<ReportContext>(
      "history.last", summary: "the value of this claim in the last run that --history has",
      unit: .plain, scopes: [.report]
    ) { $0.lastValue.map { .number($0) } },
    ValuePath<ReportContext>(
      "history.runs", summary: "earlier runs that --history has", unit: .count, scopes: [.report]
    ) { ($0.run.history?.count).map { .integer($0) } },
  ]
}
