public import Attribution
public import Classifier
import HTML
import SourceText

/// The sanity checks of a model and its methods, as a table for people and as JSON.
public struct SanityReport: Sendable {
  /// What is asked for.
  public struct Request: Sendable {
    /// The largest number of reviews that are explained; of more, evenly spaced ones are taken.
    public var limit = 200
    /// How often weights are drawn and labels permuted, by seeds from 1 on.
    public var seeds = 5
    /// How often a model goes through the reviews with permuted labels; 0 leaves it out.
    public var epochs = TrainingOptions().epochs
    /// How many things are done at a time.
    public var jobs = 1

    /// A request with defaults everywhere.
    public init() {}
  }

  /// What was found: stage by stage, and in each the methods in the order given.
  public let results: [SanityResult]
  /// The number of reviews that were explained.
  public let reviews: Int
  /// The part of the permuted labels that each seed's model has learnt by heart; empty where none was trained.
  public let learnt: [Double]
  /// The share of one direction in what tells the words' embeddings apart.
  public let mainDirectionShare: Double
  private let request: Request
  private let model: Model
  private let methods: [ConfiguredMethod]
  private let target: Target
  /// The number of reviews with permuted labels; nil where the trainer knows no such stack of layers.
  private let trainingReviews: Int?

  /// Runs the checks.
  ///
  /// - Parameters:
  ///   - explainer: The model, and what of it is explained.
  ///   - methods: The methods.
  ///   - data: The reviews that are explained.
  ///   - training: Reads the reviews whose labels are permuted; it is asked only if they are needed.
  ///   - request: How many.
  ///   - progress: Is told what is under way.
  /// - Throws: What is wrong with the training reviews.
  public init(
    of explainer: Explainer, methods: [ConfiguredMethod], on data: LabelledReviews,
    training: () throws -> LabelledReviews, _ request: Request,
    progress: (String) -> Void = { _ in }
  ) throws {
    try methods.check(explainer)
    let model = explainer.model
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

  /// What the other model lost, in a few words.
  static func name(of stage: SanityStage) -> String {
    switch stage.kind {
    case .cascading: stage.layers.joined(separator: ", ")
    case .independent: "only \(stage.layers.joined(separator: ", "))"
    case .permutedLabels: "trained on permuted labels"
    case .chance: "chance: a random number a word"
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

  /// The checks as lines for people.
  public var text: String {
    var lines = [
      "sanity checks: do the words' numbers change when the model loses what it learnt?",
      "\(counted(reviews, "review")), \(counted(request.seeds, "seed")), target \(target.rawValue), model \(model.sha256.prefix(12))…",
      training, "",
    ]
    let width = results.map { Self.name(of: $0.stage).count }.max() ?? 0
    for method in methods {
      let rows = results.filter { $0.method == method.name }
      lines.append(method.key)
      if rows.allSatisfy(\.isConstant) {
        let comparisons = rows.reduce(0) { $0 + $1.comparisons }
        lines += [
          "  nothing to compare: constant, in all \(comparisons) comparisons; no loss could change it",
          "",
        ]
        continue
      }
      lines.append(
        "  \(Self.left("what the other model lost", width))  \(Self.right("ρ ± seeds", 14))"
          + "  \(Self.right("ρ of |a| ± seeds", 17))  \(Self.right("|ρ|", 5))  undefined")
      lines += rows.map { row in
        """
          \(Self.left(Self.name(of: row.stage), width))  \(Self.right(Self.text(row.signed), 14))  \
        \(Self.right(Self.text(row.absolute), 17))  \(Self.right(Self.number(row.undirected?.mean), 5))  \
        \(row.undefined == 0 ? "0" : "\(row.undefined) of \(row.comparisons)")
        """
      }
      lines.append("")
    }
    return (lines + reading).map(\.shownOnOneLine).joined(separator: "\n")
  }

  private var training: String {
    guard !learnt.isEmpty, let trainingReviews else {
      return request.epochs == 0
        ? "no model was trained on permuted labels: --epochs is 0"
        : "no model was trained on permuted labels: the trainer knows no such stack of layers"
    }
    let accuracies = learnt.map { NumberText.percent($0) }.joined(separator: ", ")
    return """
      permuted labels: \(counted(trainingReviews, "review")), \(counted(request.epochs, "epoch")), the last one counts; \
      learnt by heart: \(accuracies)
      """
  }

  /// How the table is read, with its own numbers.
  private var reading: [String] {
    let lines = [
      "ρ         Spearman's rank correlation of the words' numbers with the model's own, a mean over reviews",
      "ρ of |a|  the same for the numbers without their signs",
      "|ρ|       how far the order of the words stays, whichever way round",
      "Held against chance, a number that is higher says that something of the explanation survived the loss.",
    ]
    return lines + [turned, sized].compactMap(\.self).flatMap { [""] + Self.wrapped($0) }
  }

  /// What pitfall the signs are, where the order of the words stays without them: the embedding is still there.
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
      With new weights in \(result.stage.layers.joined(separator: ", ")) but the learnt \(embedding), \(result.method) \
      has ρ \(Self.number(signed.mean)) and yet |ρ| \(Self.number(order.mean)), where chance gives \
      \(Self.number(floor.mean)): the order stays, turned round by some seeds. One direction has \
      \(NumberText.percent(mainDirectionShare)) of what tells the embeddings of these words apart, and any readout ranks \
      words along it. That is a property of the model; a check without signs would take it for a failure of the method. \
      With a new \(embedding) as well, |ρ| is \(Self.number(after?.undirected?.mean)).
      """
  }

  /// What the sizes of numbers show, where they stay and the signs don't: how much was learnt of a word, not what.
  private var sized: String? {
    let result = results.first { $0.stage == .permutedLabels && !$0.isConstant }
    guard let result, let signed = result.signed, let absolute = result.absolute,
      absolute.mean > 0.3, abs(signed.mean) < absolute.mean / 2
    else { return nil }
    return """
      With permuted labels, \(result.method) has ρ \(Self.number(signed.mean)) but ρ of |a| \
      \(Self.number(absolute.mean)): the sizes survive and the signs do not. How large a word's number can get goes with how \
      often training saw the word, whatever the labels said.
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

  /// A text in lines of up to 100 characters.
  private static func wrapped(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: [""]) { lines, word in
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + word.count < 100 {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
