public import Attribution
public import Classifier
public import Faithfulness
import HTML
import SourceText

/// The sanity checks of a model and its methods, as a table and as JSON.
public struct SanityReport: Sendable {
  /// The settings of the checks.
  public struct Request: Sendable {
    /// The largest number of explained reviews; larger data is sampled at even intervals.
    public var limit = 200
    /// The number of times weights are randomized and labels permuted, with seeds from 1.
    public var seeds = 5
    /// The number of training epochs on permuted labels; 0 skips this check.
    public var epochs = TrainingOptions().epochs
    /// The number of parallel jobs.
    public var jobs = 1

    /// Creates a request with default settings.
    public init() {}
  }

  /// The results by stage, and within each stage by method in the order given.
  public let results: [SanityResult]
  /// The number of explained reviews.
  public let reviews: Int
  /// The training accuracy of each seed's model on the permuted labels; empty if none was trained.
  public let learnt: [Double]
  /// The share of the first principal component in the variance of the words' embeddings.
  public let mainDirectionShare: Double
  private let request: Request
  private let model: Model
  private let methods: [ConfiguredMethod]
  private let target: OutputScale
  /// The number of reviews with permuted labels; nil if no model was trained on them.
  private let trainingReviews: Int?

  /// Runs the checks.
  ///
  /// - Parameters:
  ///   - explainer: The model with its target.
  ///   - methods: The methods.
  ///   - data: The reviews to explain.
  ///   - training: Reads the reviews whose labels are permuted; called only if they are needed.
  ///   - request: The settings.
  ///   - progress: Receives a description of the current step.
  /// - Throws: Diagnostics about the methods, and the errors of `training`.
  public init(
    of explainer: Explainer, methods: [ConfiguredMethod], on data: LabelledReviews,
    training: () throws -> LabelledReviews, _ request: Request,
    progress: (String) -> Void = { _ in }
  ) throws {
    try methods.check(explainer)
    let model = explainer.network
    let all = data.reviews.map(\.text)
    let count = min(all.count, request.limit)
    let checks = SanityChecks(
      of: (0..<count).map { all[$0 * all.count / count] }, by: explainer, methods: methods,
      jobs: request.jobs)
    let seeds = (0..<request.seeds).map { UInt64($0 + 1) }
    func results(_ stage: SanityStage, _ run: (UInt64) throws -> [SanityRun]) throws
      -> [SanityResult]
    {
      let runs = try seeds.map { seed in
        progress("\(Self.name(of: stage)): seed \(seed) of \(seeds.count)")
        return try run(seed)
      }
      return methods.indices.map { method in
        SanityResult(runs.map { $0[method] }, method: methods[method].name, stage: stage)
      }
    }
    var found: [SanityResult] = []
    for stage in SanityStage.randomizations(of: model.sequential) {
      found += try results(stage) { checks.compare(with: try stage.randomize(model, seed: $0)) }
    }
    var learnt: [Double] = []
    let options =
      request.epochs > 0 ? PermutedLabels.options(for: model, epochs: request.epochs) : nil
    let reviews = try options.map { _ in try training() }
    if let options, let reviews {
      found += try results(.permutedLabels) { seed in
        let other = try PermutedLabels(
          like: model, on: reviews, options: options, seed: seed, jobs: request.jobs)
        learnt.append(other.accuracy)
        return checks.compare(with: other.model)
      }
    }
    found += try results(.chance) { checks.chance(seed: $0) }
    self.results = found
    self.reviews = count
    self.learnt = learnt
    mainDirectionShare = checks.mainDirectionShare
    self.request = request
    self.model = model
    self.methods = methods
    target = explainer.output.target
    trainingReviews = reviews?.reviews.count
  }

  /// Returns a short description of a stage.
  static func name(of stage: SanityStage) -> String {
    switch stage.kind {
    case .cascading: stage.layers.joined(separator: ", ")
    case .independent: "only \(stage.layers.joined(separator: ", "))"
    case .permutedLabels: "trained on permuted labels"
    case .chance: "chance: a random number per word"
    }
  }
}

extension SanityReport {
  /// The checks as one JSON object.
  public var json: String {
    func spread(_ spread: SanityResult.Spread?) -> String {
      guard let spread else { return "null" }
      let deviation = spread.deviation.map(JSONText.number) ?? "null"
      return "{\"mean\":\(JSONText.number(spread.mean)),\"deviation\":\(deviation)}"
    }
    let rows = results.map { result in
      """
      {"method":\(JSONText.string(result.method)),"stage":\(JSONText.string(result.stage.kind.rawValue)),\
      "layers":[\(result.stage.layers.map(JSONText.string).joined(separator: ","))],\
      "spearman":\(spread(result.signed)),"spearman_of_absolute":\(spread(result.absolute)),\
      "absolute_spearman":\(spread(result.undirected)),\
      "undefined":\(result.undefined),"comparisons":\(result.comparisons)}
      """
    }
    let keys = methods.map { JSONText.string($0.key) }.joined(separator: ",")
    return """
      {"model":"\(model.sha256)","target":"\(target.rawValue)","reviews":\(reviews),"seeds":\(request.seeds),\
      "methods":[\(keys)],"epochs":\(learnt.isEmpty ? 0 : request.epochs),\
      "main_direction_share":\(JSONText.number(mainDirectionShare)),"permuted_label_accuracy":\(JSONText.numbers(learnt)),"results":[\(rows.joined(separator: ","))]}
      """
  }

  /// The checks as human-readable text.
  public var text: String {
    var lines = [
      "sanity checks: do attributions change when weights are randomized or labels permuted?",
      "\(counted(reviews, "review")), \(counted(request.seeds, "seed")), target \(target.rawValue), model \(model.sha256.prefix(12))…",
      training, "",
    ]
    let width = results.map { Self.name(of: $0.stage).shownOnOneLine.displayWidth }.max() ?? 0
    let columns = [
      TextTable.Column("randomized layers or check", minimum: width),
      TextTable.Column("ρ ± seeds", isRightAligned: true, minimum: 14),
      TextTable.Column("ρ of |a| ± seeds", isRightAligned: true, minimum: 17),
      TextTable.Column("|ρ|", isRightAligned: true, minimum: 5),
      TextTable.Column("undefined"),
    ]
    for method in methods {
      let rows = results.filter { $0.method == method.name }
      lines.append(method.key)
      if rows.allSatisfy(\.isConstant) {
        let comparisons = rows.reduce(0) { $0 + $1.comparisons }
        lines += [
          "  no comparison: the scores are constant in all \(comparisons) comparisons",
          "",
        ]
        continue
      }
      let cells = rows.map { row in
        [
          Self.name(of: row.stage).shownOnOneLine, Self.text(row.signed), Self.text(row.absolute),
          Self.number(row.undirected?.mean),
          row.undefined == 0 ? "0" : "\(row.undefined) of \(row.comparisons)",
        ]
      }
      lines += TextTable(columns, rows: cells, indent: 2).lines()
      lines.append("")
    }
    return (lines + reading).map(\.shownOnOneLine).joined(separator: "\n")
  }

  private var training: String {
    guard !learnt.isEmpty, let trainingReviews else {
      return request.epochs == 0
        ? "no model was trained on permuted labels: --epochs is 0"
        : "no model was trained on permuted labels: the trainer does not support these layers"
    }
    let accuracies = learnt.map { NumberText.percent($0) }.joined(separator: ", ")
    return """
      permuted labels: \(counted(trainingReviews, "review")), \(counted(request.epochs, "epoch")), last epoch used; \
      training accuracy: \(accuracies)
      """
  }

  /// The legend of the table, and remarks on its numbers.
  private var reading: [String] {
    let lines = [
      "ρ         Spearman's rank correlation with the original model's attributions, averaged over reviews",
      "ρ of |a|  the same for absolute attributions",
      "|ρ|       the absolute value of ρ: agreement of the ranking up to reversal",
      "A value above chance means that part of the explanation does not depend on what was randomized.",
    ]
    return lines + [turned, sized].compactMap(\.self).flatMap { [""] + $0.wrapped(to: 100) }
  }

  /// A remark on rankings that persist up to reversal while the learnt embedding remains.
  private var turned: String? {
    let kept = results.filter {
      $0.stage.kind == .cascading && !$0.stage.layers.contains(embedding) && !$0.isConstant
    }
    guard
      let result = kept.last(where: { $0.stage == kept.last?.stage && $0.method == kept[0].method }
      ),
      let signed = result.signed, let order = result.undirected,
      let floor = found(.chance, result.method)?.undirected,
      abs(signed.mean) < order.mean / 2, order.mean > 2 * floor.mean
    else { return nil }
    let after = results.first {
      $0.method == result.method && $0.stage.kind == .cascading
        && $0.stage.layers.contains(embedding)
    }
    return """
      With random weights in \(result.stage.layers.joined(separator: ", ")) but the learnt \(embedding), \(result.method) \
      has ρ \(Self.number(signed.mean)) but |ρ| \(Self.number(order.mean)) (chance: \
      \(Self.number(floor.mean))): the ranking persists, reversed for some seeds. One direction accounts for \
      \(NumberText.percent(mainDirectionShare)) of the variance of these words' embeddings, and any readout ranks \
      words along it. This is a property of the model; a check that ignores signs would mistake it for a failure of the \
      method. With a random \(embedding) as well, |ρ| is \(Self.number(after?.undirected?.mean)).
      """
  }

  /// A remark on magnitudes that persist while signs do not: they depend on how often a word was seen in training.
  private var sized: String? {
    let result = results.first { $0.stage == .permutedLabels && !$0.isConstant }
    guard let result, let signed = result.signed, let absolute = result.absolute,
      absolute.mean > 0.3, abs(signed.mean) < absolute.mean / 2
    else { return nil }
    return """
      With permuted labels, \(result.method) has ρ \(Self.number(signed.mean)) but ρ of |a| \
      \(Self.number(absolute.mean)): magnitudes persist, signs do not. How large a word's attribution can become depends on \
      how often the word occurs in training, regardless of the labels.
      """
  }

  private func found(_ stage: SanityStage, _ method: String) -> SanityResult? {
    results.first { $0.stage == stage && $0.method == method }
  }

  private var embedding: String { model.sequential.embedding.name }

  private static func text(_ spread: SanityResult.Spread?) -> String {
    guard let spread else { return "–" }
    return number(spread.mean) + (spread.deviation.map { " ± \(number($0))" } ?? "")
  }

  private static func number(_ number: Double?) -> String {
    number.map { NumberText.fixed($0, digits: 2) } ?? "–"
  }
}
