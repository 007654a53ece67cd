public import Attribution
public import Classifier
import LinearAlgebra
public import SourceText

/// Turns picks into analyses: the model, the methods and the target of a run.
public struct Analyst: Sendable {
  /// The model, and what of it is explained.
  public let explainer: Explainer
  /// The methods of the run.
  public let methods: [ConfiguredMethod]
  /// Options that hold for methods which the run does not name, with the baseline of the leading one.
  let defaults: [Options.Item]
  /// Every method with the options of the run alone, by name: a chunk that says nothing else has these.
  private let standards: [String: ConfiguredMethod]
  /// Every method with ``defaults``, by name.
  private let followers: [String: ConfiguredMethod]
  private let emptyReview: Prediction
  /// How strong contributions are coloured; of the reach `page` each analysis has its own.
  var scale = ColourScale.fixed
  /// Analyses that are there already, by the reviews' texts; see ``BuildMemory``.
  var known: [String: ReviewAnalysis] = [:]

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - methods: The methods whose numbers every analysis has.
  ///   - target: The output that is explained: that of "positive", or of what each review is taken for.
  ///   - background: Reviews that stand for any other review.
  ///   - defaults: Options, such as the baseline, of methods that only a document asks for.
  public init(
    model: Model, methods: [ConfiguredMethod], target: Target, background: [String] = [],
    defaults: [Options.Item] = []
  ) {
    self.init(
      Explainer(model, target: target, background: background), methods: methods,
      defaults: defaults)
  }

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - explainer: The model, and what of it is explained.
  ///   - methods: The methods whose numbers every analysis has.
  ///   - defaults: Options, such as the baseline, of methods that only a document asks for.
  public init(
    _ explainer: Explainer, methods: [ConfiguredMethod], defaults: [Options.Item] = []
  ) {
    // A page has one starting number, so methods that only a document asks for begin where the leading one does.
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

  /// The model in use.
  public var model: Model { explainer.model }
  /// The output that is explained.
  public var target: Target { explainer.output.target }

  /// All that an analysis depends on beside the review: what two analysts have in common who say the same.
  var identity: [String] {
    [model.sha256, "\(explainer.output)", "\(explainer.explainsVerdicts)"]
      + [explainer.background.sha256] + methods.map(\.key)
      + defaults.map { "\($0.key)=\($0.value)" }
  }

  /// Classifies a review, and explains it by every method of the run.
  ///
  /// - Parameters:
  ///   - pick: The review.
  ///   - number: Its number among the picks, from 1.
  /// - Returns: The analysis. It depends on nothing but the pick and the run.
  public func analyse(_ pick: Pick, number: Int) -> ReviewAnalysis {
    if var known = known[pick.text] {
      known.pick = pick
      known.number = number
      known.scale = scale(for: known.results)
      return known
    }
    let explained = explainer.explain(pick.text)
    // All methods together, so that a program is asked for what they want in as few batches as it takes.
    let isWordless = explained.review.tokens.isEmpty
    let attributions = explained.inBatches { review in
      isWordless ? [] : methods.map { $0.attributeAmongOthers(review) }
    }
    let results = zip(methods, attributions).map {
      ReviewAnalysis.Result(method: $0, attribution: $1, of: explained)
    }
    let rows = isWordless ? explained : explained.atEmbeddings
    // Where there is no word, there is nothing that a gradient could tell apart.
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

extension Analyst {
  private func scale(for results: [ReviewAnalysis.Result]) -> ColourScale {
    scale.reach == .page
      ? ColourScale(covering: results.largestContribution, reach: .page) : scale
  }

  /// The scale of a run, for which the reviews are analysed where all of them count.
  ///
  /// - Parameters:
  ///   - reach: How far it reaches.
  ///   - picks: The reviews.
  ///   - jobs: How many are worked on at a time.
  /// - Returns: The scale.
  /// - Throws: `CancellationError` when the task is cancelled.
  func scale(
    reaching reach: ColourScale.Reach, over picks: [Pick], jobs: Int
  ) async throws -> ColourScale {
    guard reach == .report else {
      return reach == .fixed ? .fixed : ColourScale(covering: 0, reach: .page)
    }
    var largest = 0.0
    try await eachInOrder(picks.indices, jobs: jobs) { index in
      analyse(picks[index], number: index + 1).results.largestContribution
    } body: {
      largest = max(largest, $0)
    }
    return ColourScale(covering: largest, reach: .report)
  }

  /// Checks that the model has the classes which the labels name, and that the methods suit the model.
  ///
  /// - Parameter picks: The reviews.
  /// - Returns: The same reviews, with their labels as the model calls its classes.
  /// - Throws: A diagnostic for each label that is none of the model's classes, and for each option out of its range.
  /// - Complexity: O(*n*) in the length of all reviews.
  @discardableResult
  public func check(_ picks: [Pick]) throws(Diagnostics) -> [Pick] {
    var problems = Diagnostics()
    var checked = picks
    let meaning = LabelMeaning(
      of: picks.filter { $0.labelLocation != nil }.compactMap { $0.label?.name },
      among: model.classes)
    var unknown: Set<Label> = []
    for index in checked.indices {
      do throws(Diagnostic) { try checked[index].nameLabel(by: meaning) } catch {
        // Of a label that many reviews have, the first one tells.
        if let label = checked[index].label, unknown.insert(label).inserted {
          problems.report(error)
        }
      }
    }
    _ = problems.collect { () throws(Diagnostics) in try methods.check(explainer) }
    try problems.throwIfErrors()
    return checked
  }

  /// Throws what went wrong with the program first, where it is one that predicts: then no result is worth anything.
  ///
  /// - Throws: Its diagnostics.
  public func throwIfFailed() throws(Diagnostics) {
    try explainer.program?.throwIfFailed()
  }

  /// Analyses all picks and hands over each analysis as a line of JSON, in order.
  ///
  /// - Parameters:
  ///   - picks: The reviews.
  ///   - jobs: How many at a time; the lines are the same for any number.
  ///   - body: Takes each line.
  /// - Returns: The number of reviews in which the model finds no word; their lines have no attributions.
  /// - Throws: What is wrong with the reviews, before the first line; what the body throws.
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
    return wordless
  }
}
