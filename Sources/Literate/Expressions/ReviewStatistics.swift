/// The measurements of one ``ReviewMeasure``, folded in the order of the reviews.
///
/// The order of additions is that of the reviews however many are analysed at a time, so sums are the same in every build of
/// the same reviews, also in one that joins parts.
public struct ReviewStatistics: Sendable {
  /// The number of reviews, of those that satisfy the condition, and of those for which the condition is undecided.
  public private(set) var total = 0
  public private(set) var selected = 0
  public private(set) var undecided = 0
  /// The number of selected reviews with a value, and of those for which it is true.
  public private(set) var count = 0
  public private(set) var holding = 0
  /// The sum, and the smallest and largest number; infinite if there is none.
  public private(set) var sum = 0.0
  public private(set) var least = Double.infinity
  public private(set) var largest = -Double.infinity
  /// The id of the first review whose value is not a number.
  public private(set) var firstNaN: String?
  /// The numbers, if they are kept.
  private var numbers: [Double] = []
  private let keepsNumbers: Bool

  /// Starts without reviews.
  ///
  /// - Parameter measure: The measure.
  public init<Context>(of measure: ReviewMeasure<Context>) { keepsNumbers = measure.keepsNumbers }

  /// Adds the next review.
  ///
  /// - Parameters:
  ///   - measurement: Its measurement.
  ///   - review: Its id.
  public mutating func add(_ measurement: ReviewMeasurement, of review: String) {
    total += 1
    switch measurement {
    case .excluded: return
    case .undecided:
      undecided += 1
      return
    case .missing: break
    case .notANumber: firstNaN = firstNaN ?? review
    case .value(let value):
      count += 1
      if value == .boolean(true) { holding += 1 }
      if let number = value.number { add(number) }
    }
    selected += 1
  }

  private mutating func add(_ number: Double) {
    sum += number
    least = Swift.min(least, number)
    largest = Swift.max(largest, number)
    if keepsNumbers { numbers.append(number) }
  }

  /// The middle number, or the mean of the two in the middle; NaN if the numbers are not kept, or if there is none.
  public private(set) var median = Double.nan

  /// Computes what needs all reviews, and forgets their numbers.
  ///
  /// - Complexity: O(*n* log *n*) if the numbers are kept, else O(1).
  public mutating func finish() {
    if numbers.isEmpty { return }
    numbers.sort()
    let middle = numbers.count / 2
    median =
      numbers.count.isMultiple(of: 2)
      ? numbers[middle - 1] / 2 + numbers[middle] / 2 : numbers[middle]
    numbers = []
  }
}
