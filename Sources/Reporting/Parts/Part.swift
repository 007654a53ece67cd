/// One of several parts of a run, each computed by a separate process and combined by `report join`.
///
/// The reviews of a part are consecutive, and the sizes of two parts differ by at most one, so the parts depend only on the number of
/// reviews.
public struct Part: Hashable, Sendable {
  /// The number of the part, from 1.
  public let number: Int
  /// The number of parts.
  public let count: Int

  /// The whole run.
  public static let whole = Part(checked: 1, of: 1)

  private init(checked number: Int, of count: Int) { (self.number, self.count) = (number, count) }

  /// Creates a part; nil unless the number is from 1 to the count, and the count at most a million.
  ///
  /// - Parameters:
  ///   - number: The number of the part, from 1.
  ///   - count: The number of parts.
  public init?(_ number: Int, of count: Int) {
    guard 1...1_000_000 ~= count, 1...count ~= number else { return nil }
    self.init(checked: number, of: count)
  }

  /// Parses `k/n`, for example `2/7`; nil for any other text, and for a part that does not exist.
  ///
  /// - Parameter text: Two whole numbers in decimal digits around a slash.
  public init?(parsing text: String) {
    let sides = text.split(separator: "/", omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }),
      let number = Int(sides[0]), let count = Int(sides[1])
    else { return nil }
    self.init(number, of: count)
  }

  /// Returns the indices of the part's reviews.
  ///
  /// - Parameter reviews: The number of reviews of the run.
  /// - Returns: Consecutive indices from 0; the ranges of all parts cover all reviews in order.
  public func range(of reviews: Int) -> Range<Int> {
    // The remainder is divided separately, so that no product overflows.
    func bound(_ parts: Int) -> Int {
      reviews / count * parts + reviews % count * parts / count
    }
    return bound(number - 1)..<bound(number)
  }
}

extension Part: CustomStringConvertible {
  /// The form that ``init(parsing:)`` reads.
  public var description: String { "\(number)/\(count)" }
}
