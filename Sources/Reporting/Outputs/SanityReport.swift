public import Attribution
public import Classifier
public import Faithfulness
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

  /// The parts of the checks in their order, each of which counts its own work.
  public enum Phase: Sendable {
    /// Reviews are explained by the model and by its randomized copies.
    case explanations
    /// Models are trained on permuted labels, in epochs.
    case training
  }

  /// The results by stage, and within each stage by method in the order given.
  public let results: [SanityResult]
  /// The number of explained reviews.
  public let reviews: Int
  /// The training accuracy of each seed's model on the permuted labels; empty if none was trained.
  public let learnt: [Double]
  /// The share of the first principal component in the variance of the words' embeddings.
  public let mainDirectionShare: Double
  let request: Request
  let model: Model
  let methods: [ConfiguredMethod]
  let target: OutputScale
  /// The number of reviews with permuted labels; nil if no model was trained on them.
  let trainingReviews: Int?

  /// Runs the checks.
  ///
  /// - Parameters:
  ///   - explainer: The model with its target.
  ///   - methods: The methods.
  ///   - data: The reviews to explain.
  ///   - training: Reads the reviews whose labels are permuted; called only if they are needed.
  ///   - request: The settings.
  ///   - progress: Receives the phase, the work done in it, from 0, and its total.
  /// - Throws: Diagnostics about the methods, and the errors of `training`.
  public init(
    of explainer: Explainer, methods: [ConfiguredMethod], on data: LabelledReviews,
    training: () throws -> LabelledReviews, _ request: Request,
    progress: @Sendable (Phase, _ done: Int, _ of: Int) -> Void = { _, _, _ in }
  ) throws {
    try methods.check(explainer)
    let model = explainer.network
    let all = data.reviews.map(\.text)
    let count = min(all.count, request.limit)
    let randomizations = SanityStage.randomizations(of: model.sequential)
    let seeds = (0..<request.seeds).map { UInt64($0 + 1) }
    let explanations = count * (1 + randomizations.count * seeds.count)
    let checks = SanityChecks(
      of: (0..<count).map { all[$0 * all.count / count] }, by: explainer, methods: methods,
      jobs: request.jobs
    ) { done, _ in progress(.explanations, done, explanations) }
    func results(_ stage: SanityStage, _ run: (UInt64) throws -> [SanityRun]) throws
      -> [SanityResult]
    {
      let runs = try seeds.map(run)
      return methods.indices.map { method in
        SanityResult(runs.map { $0[method] }, method: methods[method].name, stage: stage)
      }
    }
    var found: [SanityResult] = []
    var explained = count
    for stage in randomizations {
      found += try results(stage) { seed in
        let before = explained
        explained += count
        return checks.compare(with: try stage.randomize(model, seed: seed)) { done, _ in
          progress(.explanations, before + done, explanations)
        }
      }
    }
    var learnt: [Double] = []
    let options =
      request.epochs > 0 ? PermutedLabels.options(for: model, epochs: request.epochs) : nil
    let reviews = try options.map { _ in try training() }
    if let options, let reviews {
      let epochs = seeds.count * request.epochs
      progress(.training, 0, epochs)
      found += try results(.permutedLabels) { seed in
        let before = learnt.count * request.epochs
        let other = try PermutedLabels(
          like: model, on: reviews, options: options, seed: seed, jobs: request.jobs
        ) { done, _ in progress(.training, before + done, epochs) }
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
