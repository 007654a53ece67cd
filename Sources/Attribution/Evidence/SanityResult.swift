/// One method, one stage and one seed over all reviews.
public struct SanityRun: Hashable, Sendable {
  /// The mean of Spearman's ρ over the reviews in which it is defined; nil where there is none.
  public let signed: Double?
  /// The mean for the absolute values.
  public let absolute: Double?
  /// The mean of `|ρ|`, with which the words' order counts and its direction does not.
  public let undirected: Double?
  /// The number of reviews in which one side is constant, so that there is nothing to compare.
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
  /// A mean over seeds and how far the seeds differ.
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
  /// What the other models lost.
  public let stage: SanityStage
  /// Spearman's ρ of the words' numbers; nil where it is nowhere defined.
  public let signed: Spread?
  /// That of their absolute values.
  public let absolute: Spread?
  /// `|ρ|`.
  public let undirected: Spread?
  /// The number of comparisons in which one side is constant.
  public let undefined: Int
  /// The number of comparisons: reviews times seeds.
  public let comparisons: Int

  /// Whether there was nothing to compare at all: the method gives all words one number.
  public var isConstant: Bool { signed == nil }

  /// Puts the seeds together.
  ///
  /// - Parameters:
  ///   - runs: One for each seed.
  ///   - method: The method's name.
  ///   - stage: What the other models lost.
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
