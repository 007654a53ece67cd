/// Reviews that share conditions, compared with all other reviews.
public struct Slice: Hashable, Sendable {
  /// The names of the features that hold, one or two for slices that were found.
  public let conditions: [String]
  /// The error rate in the slice, with its size.
  public let rate: Proportion
  /// The error rate of all other reviews.
  public let rest: Proportion
  /// The difference of the two rates; positive if the slice is worse.
  public let difference: Estimate
  /// The p-value: the probability of as many errors or more in a random slice of the same size (Fisher's exact test,
  /// one-sided).
  public let p: Double
  /// The p-value adjusted for the number of slices tested (Benjamini–Hochberg); equal to ``p`` for a slice that the caller
  /// names.
  public let adjusted: Double
  /// The number of errors beyond those that the slice would have at the rest's rate.
  public let excess: Double
  /// The conditions of slices that only repeat this one's errors, at most ten.
  public let merged: [[String]]
}

/// The slices that are worse than the rest.
public struct SliceReport: Hashable, Sendable {
  /// The number of reviews.
  public let reviews: Int
  /// The number of wrong predictions.
  public let errors: Int
  /// The number of slices tested.
  public let tested: Int
  /// The number of slices that are significantly worse, before slices were merged.
  public let worse: Int
  /// The slices by errors in excess, the most first.
  public let slices: [Slice]
}
