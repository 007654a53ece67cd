/// A share of reviews with its 95 % Wilson interval.
///
///     p̃ = (p + z²/2n) / (1 + z²/n),   half width = z √(p(1 − p)/n + z²/4n²) / (1 + z²/n),   z = 1.95996…
///
/// The interval stays within 0 and 1, and has a width also where all or none are counted.
///
/// - Source: Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, 1927.
public struct Proportion: Hashable, Sendable {
  /// The number of counted reviews.
  public let count: Int
  /// The number of all reviews, at least one.
  public let total: Int
  /// The 97.5 % quantile of the standard normal distribution.
  static let z = 1.959963984540054

  /// Creates a share.
  ///
  /// - Parameters:
  ///   - count: The number of counted reviews.
  ///   - total: The number of all reviews.
  /// - Returns: The share; undecidable if there is no review.
  public static func of(_ count: Int, in total: Int) -> Decided<Proportion> {
    total > 0 ? .success(Proportion(count: count, total: total)) : .failure(.noReviews)
  }

  init(count: Int, total: Int) {
    self.count = count
    self.total = total
  }

  /// The share.
  public var value: Double { Double(count) / Double(total) }

  /// The lower end of the interval.
  public var low: Double { count == 0 ? 0 : centre - halfWidth }

  /// The upper end of the interval.
  public var high: Double { count == total ? 1 : centre + halfWidth }

  private var weight: Double { Self.z * Self.z / Double(total) }

  private var centre: Double { (value + weight / 2) / (1 + weight) }

  private var halfWidth: Double {
    let variance = value * (1 - value) / Double(total)
    return Self.z * (variance + weight / (4 * Double(total))).squareRoot() / (1 + weight)
  }
}
