/// The agreement of probabilities with outcomes.
public struct CalibrationResult: Hashable, Sendable {
  /// Reviews with similar probabilities.
  public struct Bin: Hashable, Sendable {
    /// The lowest probability.
    public let lowest: Double
    /// The highest probability.
    public let highest: Double
    /// The mean probability.
    public let mean: Double
    /// The share of reviews in which the outcome occurred, and their number.
    public let observed: Proportion
  }

  /// The number of labelled reviews.
  public let reviews: Int
  /// The number of reviews without a label or without the class.
  public let unlabelled: Int
  /// The Brier score.
  ///
  /// For one class the mean of `(p − y)²`, from 0 to 1; for ``Calibration/View/confidence`` the mean of
  /// `Σₖ (pₖ − yₖ)²` over the classes, from 0 to 2.
  ///
  /// - Source: Brier, *Verification of Forecasts Expressed in Terms of Probability*, 1950.
  public let brier: Estimate
  /// The expected calibration error over the bins, from 0 to 1.
  ///
  /// Chance alone makes it positive, and more so in resamples, so a calibrated classifier may have an interval above the value.
  ///
  /// - Source: Nixon et al., *Measuring Calibration in Deep Learning*, 2019 (bins of equal mass).
  public let expectedError: Estimate
  /// The slope of the outcomes' logit over the predicted logit: 1 if calibrated, below 1 if probabilities are too extreme.
  public let slope: Decided<Estimate>
  /// The intercept that belongs to ``slope``: 0 if calibrated.
  public let intercept: Decided<Estimate>
  /// The bins in ascending order, none of them empty.
  public let bins: [Bin]
  /// The number of probabilities of exactly 0 or 1, whose logits are taken at a distance of 2⁻⁵² from the end.
  public let clamped: Int
}
