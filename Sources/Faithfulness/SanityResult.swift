/// One method, one stage and one seed over all reviews.
public struct SanityRun: Hashable, Sendable {
  /// The mean of Spearman's ρ over the reviews in which it is defined; nil if there are none.
  public let signed: Double?
  /// The mean for the absolute values.
  public let absolute: Double?
  /// The mean of `|ρ|`, which measures the words' order regardless of its direction.
  public let undirected: Double?
  /// The number of reviews in which one side is constant, which leaves nothing to compare.
  public let undefined: Int
  /// The number of reviews.
  public let reviews: Int

  init(_ comparisons: [SanityChecks.Comparison]) {
    signed = Self.mean(comparisons.compactMap(\.signed))
    absolute = Self.mean(comparisons.compactMap(\.absolute))
    undirected = Self.mean(comparisons.compactMap(\.signed).map(abs))
    undefined = comparisons.count { $0.signed == nil }
    reviews = comparisons.count
  }

  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

/// One method and one stage over all reviews and seeds.
public struct SanityResult: Hashable, Sendable {
  /// A mean over seeds and its spread.
  public struct Spread: Hashable, Sendable {
    /// The mean over the seeds' means.
    public let mean: Double
    /// The standard deviation of the seeds' means; nil for one seed.
    public let deviation: Double?

    init?(_ values: [Double]) {
      guard let mean = SanityRun.mean(values) else { return nil }
      self.mean = mean
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      deviation =
        values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
    }
  }

  /// The method's name.
  public let method: String
  /// The loss of the other models.
  public let stage: SanityStage
  /// Spearman's ρ of the words' attributions; nil if it is undefined for all reviews.
  public let signed: Spread?
  /// Spearman's ρ of their absolute values.
  public let absolute: Spread?
  /// `|ρ|`.
  public let undirected: Spread?
  /// The number of comparisons in which one side is constant.
  public let undefined: Int
  /// The number of comparisons: reviews times seeds.
  public let comparisons: Int

  /// Whether there was nothing to compare, because the method returns the same number for all words.
  public var isConstant: Bool { signed == nil }

  /// Combines the seeds.
  ///
  /// - Parameters:
  ///   - runs: One run per seed.
  ///   - method: The method's name.
  ///   - stage: The loss of the other models.
  public init(_ runs: [SanityRun], method: String, stage: SanityStage) {
    self.method = method
    self.stage = stage
    signed = Spread(runs.compactMap(\.signed))
    absolute = Spread(runs.compactMap(\.absolute))
    undirected = Spread(runs.compactMap(\.undirected))
    undefined = runs.reduce(0) { $0 + $1.undefined }
    comparisons = runs.reduce(0) { $0 + $1.reviews }
  }
}
