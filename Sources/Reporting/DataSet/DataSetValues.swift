import Attribution
import Classifier
import DataSet
import Literate

/// Values about all reviews of a run, as the chunks about the data set compute them without options.
enum DataSetValues {
  static let all: [ValuePath<ReportContext>] =
    importance + confusion + calibration + slices + suspects + shortcuts + invariance
    + shift + history

  /// A value, or why there is none.
  typealias Found = Result<Value, Absence>

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

  private static func of(
    _ path: String, _ summary: String, _ unit: Value.Unit,
    _ found: @escaping @Sendable (SelectedReviews) -> Found
  ) -> ValuePath<ReportContext> {
    ValuePath(path, summary: summary, unit: unit, scopes: [.report]) { context in
      context.afterAllReviews(found).found
    }.absent { $0.afterAllReviews(found).absence }
  }

  private static func family(
    _ path: String, _ summary: String, members: @escaping @Sendable (ReportContext) -> [String],
    _ found: @escaping @Sendable (SelectedReviews, Int) -> Found
  ) -> ValuePath<ReportContext> {
    ValuePath(
      path, summary: summary, unit: .probability, scopes: [.report], members: members
    ) { context, index in
      context.afterAllReviews { found($0, index) }.found
    }.absent { context, index in context.afterAllReviews { found($0, index) }.absence }
  }

  private static let importance = [
    of("importance.words", "different words in all reviews", .count) {
      .success(.integer(ImportanceStudy.of($0).words.vocabulary))
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

  private static func extreme(
    of reviews: SelectedReviews, _ sign: Double
  ) -> Result<WordStatistics, Absence> {
    let study = ImportanceStudy.of(reviews)
    guard study.hasContributions else { return .failure(.withoutContributions) }
    // The strongest words nearly always have both signs.
    for limit in [1000, .max] {
      switch study.words.words(by: .sum, limit: limit) {
      case .failure(let reason): return .failure(Absence(reason))
      case .success(let words):
        if let word = words.first(where: { sign * $0.whole.sum > 0 }) { return .success(word) }
      }
    }
    return .failure(.inReviews("no word has a \(sign > 0 ? "positive" : "negative") sum"))
  }

  private static let confusion = [
    of("confusion.accuracy", "the share of labelled reviews with the right verdict", .probability) {
      ConfusionStudy.of($0).matrix.accuracy.number(\.value)
    },
    of("confusion.accuracy-low", "the lower end of its 95 % interval", .probability) {
      ConfusionStudy.of($0).matrix.accuracy.number(\.low)
    },
    of("confusion.f1", "the mean F₁ of the classes", .probability) {
      ConfusionStudy.of($0).matrix.f1(resamples: 0).mean.number(\.value)
    },
    family(
      "confusion.precision.CLASS", "the share of a class’s verdicts that are right",
      members: classes
    ) { reviews, index in
      ConfusionStudy.of(reviews).matrix.precision(of: index).number(
        \.value, ifNone: "no labelled review has the verdict “\(reviews.classes[index])”")
    },
    family(
      "confusion.recall.CLASS", "the share of a class’s labels that the verdicts find",
      members: classes
    ) { reviews, index in
      ConfusionStudy.of(reviews).matrix.recall(of: index).number(
        \.value, ifNone: "no review has the label “\(reviews.classes[index])”")
    },
  ]

  @Sendable private static func classes(_ context: ReportContext) -> [String] {
    context.run.analyst.explainer.classes.map(\.name)
  }

  private static func calibrated(
    _ path: String, _ summary: String,
    _ value: @escaping @Sendable (CalibrationResult) -> Decided<Estimate>
  ) -> ValuePath<ReportContext> {
    of("calibration.\(path)", summary, .plain) { reviews in
      CalibrationStudy.of(reviews).result.flatMap(value).number(\.value)
    }
  }

  private static let calibration = [
    calibrated("brier", "the Brier score") { .success($0.brier) },
    calibrated("error", "the expected calibration error, in ten bins of equal mass") {
      .success($0.expectedError)
    },
    calibrated("slope", "the slope of the logits, 1 if calibrated") { $0.slope },
    calibrated("intercept", "the intercept of the logits, 0 if calibrated") { $0.intercept },
  ]

  private static let slices = [
    of("slices.found", "slices that are worse than the rest", .count) {
      switch SliceStudy.of($0).found {
      case .success(let report): .success(.integer(report.slices.count))
      // If all verdicts are right, or all wrong, no slice is worse than the rest.
      case .failure(.oneClass): .success(.integer(0))
      case .failure(let reason): .failure(Absence(reason))
      }
    },
    of(
      "slices.worst", "the lowest accuracy of a group of at least twenty reviews", .probability
    ) { worst(of: $0).map { .number($0.accuracy) } },
    of("slices.worst-name", "the property of that group", .text) {
      worst(of: $0).map { .text($0.name) }
    },
  ]

  private static func worst(
    of reviews: SelectedReviews
  ) -> Result<(name: String, accuracy: Double), Absence> {
    let study = SliceStudy.of(reviews)
    if let worst = study.worst(minimum: 20) { return .success(worst) }
    guard let reason = study.found.reason, reason != .oneClass else {
      return .failure(
        .inReviews("no group has twenty labelled reviews and a rest to compare it with"))
    }
    return .failure(Absence(reason))
  }

  private static let suspects = [
    of("suspects.count", "labels that the verdicts contradict", .count) {
      SuspectStudy.of($0).suspects.count(\.count)
    },
    of(
      "suspects.confident", "those at which the model is as sure as usual of its verdict", .count
    ) {
      let study = SuspectStudy.of($0)
      return study.suspects.count { _ in study.confident }
    },
    of("duplicates.groups", "groups of equal or nearly equal reviews", .count) {
      DuplicateStudy.of($0).groups.count(\.count)
    },
    of("duplicates.conflicts", "groups of them with different labels", .count) {
      let study = DuplicateStudy.of($0)
      return study.groups.count { _ in study.conflicts }
    },
  ]

  private static let shortcuts = [
    of("shortcuts.count", "words and properties that tell the label too well", .count) {
      let study = ShortcutStudy.of($0)
      return study.words.count { _ in study.shortcuts.count }
    }
  ]

  @Sendable private static func tests(_ context: ReportContext) -> [String] {
    Perturbation.standard.map(\.label)
  }

  private static let invariance = [
    of(
      "invariance.largest", "the largest share of verdicts that a behavioural test changes",
      .probability
    ) {
      let study = InvarianceStudy.of($0)
      return study.largest.map { .success(.number($0)) }
        ?? .failure(
          study.reviews == 0
            ? Absence(.noReviews) : .inReviews("no behavioural test changes one of these texts"))
    },
    family(
      "invariance.TEST", "the share of verdicts that a behavioural test changes",
      members: tests
    ) { reviews, index in
      let study = InvarianceStudy.of(reviews)
      guard study.reviews > 0 else { return .failure(Absence(.noReviews)) }
      return study.tests[index].result.number(
        \.changed.value, ifNone: "the test changes none of these texts")
    },
  ]

  /// Values of the comparison with `--against-reviews`.
  private static func shifted(
    _ path: String, _ summary: String, _ value: @escaping @Sendable (ShiftStudy) -> Found
  ) -> ValuePath<ReportContext> {
    of("shift.\(path)", summary, .plain) { reviews in
      guard let others = reviews.context.run.compared else {
        return .failure(
          Absence(
            "there are no other reviews to compare with",
            hint: "use the chunk 'shift' with --against-reviews FILE, or with its option 'against'")
        )
      }
      return value(ShiftStudy.of(reviews, against: others))
    }
  }

  private static let shift = [
    shifted(
      "words", "the distance of the word frequencies from those of --against-reviews, from 0 to 1"
    ) { $0.words.flatMap(\.distance).number(\.value) },
    shifted("contributions", "the distance of the words’ shares of the contributions") {
      guard let contributions = $0.contributions else { return .failure(.withoutContributions) }
      return contributions.flatMap(\.distance).number(\.value)
    },
    shifted("length", "the Kolmogorov–Smirnov distance of the lengths") {
      $0.comparison(of: "length in words").number(\.kolmogorov.value)
    },
    shifted("confidence", "the Kolmogorov–Smirnov distance of the confidence") {
      $0.comparison(of: "confidence of the verdict").number(\.kolmogorov.value)
    },
  ]

  private static let history = [
    ValuePath<ReportContext>(
      "history.last", summary: "the value of this claim in the last run that --history has",
      unit: .plain, scopes: [.report]
    ) { $0.lastValue.map { .number($0) } }.absent { $0.absenceOfLastValue },
    ValuePath<ReportContext>(
      "history.runs", summary: "earlier runs that --history has", unit: .count, scopes: [.report]
    ) { ($0.run.history?.count).map { .integer($0) } }.absent { _ in .withoutHistory },
  ]
}

extension ReportContext {
  /// Computes what is known after all reviews.
  fileprivate func afterAllReviews(
    _ found: (SelectedReviews) -> DataSetValues.Found
  ) -> DataSetValues.Found {
    totals == nil
      ? .failure(Absence("it is not known before all reviews are analysed"))
      : found(SelectedReviews(self))
  }

  /// Why there is no value of the current claim in an earlier run.
  var absenceOfLastValue: Absence {
    if claim == nil {
      return Absence(
        "only a claim with a label has a value in the last run",
        hint: "use it in a chunk 'check' with a label, such as #chk-accuracy")
    }
    return run.history == nil ? .withoutHistory : Absence("no earlier run has its value")
  }
}
