/// The contributions of a word over all reviews.
public struct WordStatistics: Hashable, Sendable {
  /// The contributions of a word's occurrences.
  public struct Moments: Hashable, Sendable {
    /// The number of occurrences.
    public let count: Int
    /// The summed contribution.
    public let sum: Double
    /// The mean contribution per occurrence.
    public let mean: Double
    /// The standard deviation of the contributions, with the denominator n − 1; nil for a single one.
    public let deviation: Double?
  }

  /// The contributions in the reviews with one predicted class and outcome.
  public struct Group: Hashable, Sendable {
    /// The index of the predicted class.
    public let predicted: Int
    /// Whether the prediction is right.
    public let outcome: WordOutcome
    /// The contributions.
    public let moments: Moments
  }

  /// The key that spelling variants share.
  public let key: String
  /// The number of reviews with the word.
  public let reviews: Int
  /// The contributions in all reviews.
  public let whole: Moments
  /// The mean contribution per occurrence with its interval.
  ///
  /// The standard error is that of the quotient `Σs / Σc` of the reviews' summed contributions and counts, `√Σ(s − c m)² / Σc`:
  /// the value that the bootstrap over reviews approaches, without a resample (the infinitesimal jackknife). Occurrences in one
  /// review are not taken to be independent.
  ///
  /// - Source: Efron, *The Jackknife, the Bootstrap and Other Resampling Plans*, 1982, chapter 6.
  public let mean: Estimate
  /// The contributions by predicted class and outcome, without empty groups.
  public let groups: [Group]
  /// The share of the word's reviews in which it is among the strongest.
  public let strongest: Proportion
  /// The share of all occurrences that are this word's.
  public let frequency: Double
  /// The share of all reviews that contain the word.
  public let reviewShare: Double
  /// The reviews in which the word's summed contribution is largest in magnitude, with that contribution.
  public let top: [RankedReview]
}
