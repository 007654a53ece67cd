public import Attribution
public import Classifier
import LinearAlgebra
public import SourceText

/// The model, methods and target of a run, which turn picks into analyses.
public struct ReviewAnalyzer: Sendable {
  /// The model and the output to explain.
  public let explainer: Explainer
  /// The methods of the run.
  public let methods: [ConfiguredMethod]
  /// Options for methods that the run does not name, with the baseline of the leading method.
  let defaults: [Options.Item]
  /// Every method with the run's options alone, by name; used by chunks without method options.
  private let standards: [String: ConfiguredMethod]
  /// Every method with ``defaults``, by name.
  private let followers: [String: ConfiguredMethod]
  private let emptyReview: Prediction
  /// The colour scale of contributions; with the reach `page`, each analysis has its own.
  private(set) var scale = ColourScale.fixed

  /// Creates an analyst for a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - methods: The methods that every analysis includes.
  ///   - target: The output to explain: that of "positive", or of the predicted class of each review.
  ///   - background: The background reviews.
  ///   - defaults: Options, such as the baseline, for methods that only a document names.
  public init(
    model: Model, methods: [ConfiguredMethod], target: OutputScale, background: [String] = [],
    defaults: [Options.Item] = []
  ) {
    self.init(
      Explainer(model, target: target, background: background), methods: methods,
      defaults: defaults)
  }

  /// Creates an analyst.
  ///
  /// - Parameters:
  ///   - explainer: The model and the output to explain.
  ///   - methods: The methods that every analysis includes.
  ///   - defaults: Options, such as the baseline, for methods that only a document names.
  public init(
    _ explainer: Explainer, methods: [ConfiguredMethod], defaults: [Options.Item] = []
  ) {
    // A page has one starting value, so methods that only a document names use the baseline of the leading method.
    let leading = methods.lazy.compactMap { Origin(of: $0.method) }.first?.baseline
    let followed = leading.map { baseline in
      let place = SourceLocation(file: "--methods")
      return defaults.filter { $0.key != "baseline" } + [
        Options.Item(
          key: "baseline", value: baseline.rawValue, keyLocation: place, valueLocation: place)
      ]
    }
    self.defaults = followed ?? defaults
    standards = Self.all(defaults)
    followers = followed.map(Self.all) ?? standards
    self.methods = methods
    self.explainer = explainer
    emptyReview = explainer.predict("")
  }

  private static func all(_ defaults: [Options.Item]) -> [String: ConfiguredMethod] {
    Dictionary(
      AttributionMethods.all.map { ($0.name, ConfiguredMethod($0, defaults: defaults)) }
    ) { first, _ in first }
  }

  /// The output to explain.
  public var target: OutputScale { explainer.output.target }

  /// Everything that an analysis depends on besides the review: analysts with equal identities produce equal analyses.
  var identity: [String] {
    [explainer.sha256, "\(explainer.output)", "\(explainer.explainsVerdicts)"]
      + [explainer.background.sha256] + methods.map(\.key)
      + defaults.map { "\($0.key)=\($0.value)" }
  }

  /// Classifies a review and explains it with every method of the run.
  ///
  /// - Parameters:
  ///   - pick: The review.
  ///   - number: The 1-based number of the review among the picks.
  /// - Returns: The analysis, which depends only on the pick and the run.
  public func analyse(_ pick: Pick, number: Int) -> ReviewAnalysis {
    let explained = explainer.explain(pick.text)
    // All methods run together, so that predictions are requested in as few batches as possible.
    let isWordless = explained.review.tokens.isEmpty
    let attributions = explained.inBatches { review in
      isWordless ? [] : methods.map { $0.attributeAmongOthers(review) }
    }
    return analysis(of: pick, number: number, explained, attributions)
  }

  /// Completes an analysis.
  ///
  /// - Parameters:
  ///   - pick: The review.
  ///   - number: The 1-based number of the review among the picks.
  ///   - explained: The review as input of the classifier.
  ///   - attributions: One per method; none for a review without words.
  /// - Returns: The analysis.
  func analysis(
    of pick: Pick, number: Int, _ explained: ReviewInput, _ attributions: [Attribution]
  ) -> ReviewAnalysis {
    let results = zip(methods, attributions).map {
      ReviewAnalysis.Result(method: $0, attribution: $1, of: explained)
    }
    let isWordless = explained.review.tokens.isEmpty
    let rows = isWordless ? explained : explained.atEmbeddings
    // Without words, a gradient has nothing to tell apart.
    let gradient =
      isWordless ? Matrix(rows: rows.length, columns: rows.dimensions) : rows.gradient
    let written = explained.review.written
    return ReviewAnalysis(
      pick: pick, number: number, explained: explained,
      prediction: explained.prediction, results: results,
      rows: rows, collapse: PoolingCollapse(rows, gradient: gradient), gradient: gradient,
      emptyReview: emptyReview,
      start: StartingPoint(of: explained, by: results, otherwise: followers),
      words: written.map(\.word), gaps: written.map(\.gap), scale: scale(for: results),
      defaults: defaults, standards: standards, followers: followers)
  }
}

extension ReviewAnalyzer {
  private func scale(for results: [ReviewAnalysis.Result]) -> ColourScale {
    scale.reach == .page
      ? ColourScale(covering: results.largestContribution, reach: .page) : scale
  }

  /// Returns an earlier analysis of the same text as that of a review of this run.
  func moved(_ known: ReviewAnalysis, to pick: Pick, number: Int) -> ReviewAnalysis {
    var analysis = known
    analysis.pick = pick
    analysis.number = number
    analysis.scale = scale(for: known.results)
    return analysis
  }

  /// Returns the analyzer with a colour scale.
  func with(_ scale: ColourScale) -> ReviewAnalyzer {
    var scaled = self
    scaled.scale = scale
    return scaled
  }

  /// Checks that the model has the labelled classes and that the methods are applicable to the model.
  ///
  /// - Parameter picks: The reviews.
  /// - Returns: The same reviews, labelled with the model's class names.
  /// - Throws: A diagnostic for each label that is not one of the model's classes, and for each option out of range.
  /// - Complexity: O(*n*) in the number of different labels.
  @discardableResult
  public func check(_ picks: Picks) throws(Diagnostics) -> Picks {
    var problems = Diagnostics()
    let meaning = LabelMeaning(
      of: picks.labels.filter { $0.location != nil }.map(\.label.name), among: explainer.classes)
    let checked = picks.named(by: meaning, problems: &problems)
    _ = problems.collect { () throws(Diagnostics) in try methods.check(explainer) }
    try problems.throwIfErrors()
    return checked
  }

  /// Throws the first failure of the classifier, if any: its results are then invalid.
  ///
  /// - Throws: The classifier's diagnostics.
  public func throwIfFailed() throws(Diagnostics) {
    try explainer.throwIfFailed()
  }

  /// Analyses all picks and passes each analysis to a closure as one line of JSON, in order.
  ///
  /// - Parameters:
  ///   - picks: The reviews.
  ///   - jobs: The number of reviews to analyse in parallel; the lines do not depend on it.
  ///   - body: Receives each line.
  /// - Returns: The number of reviews in which the model finds no word; their lines have no attributions.
  /// - Throws: Problems of the reviews, before the first line; any error of the closure.
  @discardableResult
  public func eachAnalysis(
    of picks: PickList, jobs: Int, _ body: (String) throws -> Void
  ) async throws -> Int {
    let picks = try check(picks.picks)
    var wordless = 0
    try await eachInOrder(picks.indices, jobs: jobs) { index in
      let analysis = analyse(picks[index], number: index + 1)
      return (json: analysis.json, isWordless: analysis.isWordless)
    } body: { line in
      try throwIfFailed()
      if line.isWordless { wordless += 1 }
      try body(line.json)
    }
    try picks.throwIfFailed()
    return wordless
  }
}
