import HTML

/// A function of all reviews, or of those that satisfy a condition.
public enum ReviewFunction: String, CaseIterable, Sendable {
  /// The arithmetic mean.
  case mean
  /// The share of the reviews for which a condition holds, among those for which it is decided.
  case share
  /// The number of reviews for which a condition holds.
  case count
  case sum
  case min
  case max
  /// The middle value, or the mean of the two in the middle.
  case median

  /// Whether the argument is a condition rather than a number.
  public var takesCondition: Bool { self == .share || self == .count }

  /// The value in a few words.
  public var summary: String {
    switch self {
    case .mean: "the arithmetic mean"
    case .share:
      "the share of the reviews for which the condition holds, of those for which it is decided"
    case .count: "the number of reviews for which the condition holds; without a condition, of all"
    case .sum: "the sum"
    case .min: "the smallest number"
    case .max: "the largest number"
    case .median: "the middle number"
    }
  }
}

/// A number over reviews, such as `share(prediction.correct where review.label == "negative")`.
///
/// Its measure is taken of each review while the reviews are analysed, and folded in their order into ``ReviewStatistics``, so
/// all pages together need one pass.
public struct ReviewAggregate<Context: LiterateContext>: Sendable {
  /// The function.
  public let function: ReviewFunction
  /// The argument and the condition.
  public let measure: ReviewMeasure<Context>
  /// The aggregate as written, with single spaces.
  public let text: String

  /// Returns the number.
  ///
  /// - Throws: The reason why there is none: no review satisfies the condition, or none has a value.
  func value(in context: Context) throws(MissingValue) -> Value {
    guard let statistics = context.statistics(of: measure) else {
      throw MissingValue("'\(text)' is not known before all reviews are analysed")
    }
    if function == .count { return .integer(statistics.holding) }
    if let problem = problem(of: statistics) { throw MissingValue(problem) }
    let number =
      switch function {
      case .mean: statistics.sum / Double(statistics.count)
      case .share: Double(statistics.holding) / Double(statistics.count)
      case .sum: statistics.sum
      case .min: statistics.least
      case .max: statistics.largest
      case .median: statistics.median
      case .count: Double(statistics.holding)
      }
    guard number.isFinite else { throw MissingValue("'\(text)' is not a finite number") }
    return .number(number)
  }

  /// The reason why there is no value; nil if there is one.
  private func problem(of statistics: ReviewStatistics) -> String? {
    if let review = statistics.firstNaN {
      return "'\(measure.value?.text ?? text)' is not a number in the review '\(review)'"
    }
    if statistics.count > 0 { return nil }
    if statistics.total == 0 { return "there are no reviews" }
    let reviews = counted(statistics.total, "review")
    if let condition = measure.condition, statistics.selected == 0 {
      let none = "none of \(reviews) satisfies '\(condition.text)'"
      return statistics.undecided == 0
        ? none : "\(none), which is undecided in \(statistics.undecided) for lack of a value"
    }
    let chosen = measure.condition.map { " with '\($0.text)'" } ?? ""
    return
      "none of \(counted(statistics.selected, "review"))\(chosen) has a value '\(measure.value?.text ?? text)'"
  }

  /// The numbers of reviews behind the value, such as "87 of 100 reviews"; nil if there is nothing to add.
  func note(in context: Context) -> String? {
    guard let statistics = context.statistics(of: measure) else { return nil }
    let (count, lacking) = (statistics.count, statistics.selected - statistics.count)
    let reviews =
      switch function {
      case .share: "\(statistics.holding) of \(counted(count, "review"))"
      case .count: "of \(counted(statistics.total, "review"))"
      case .mean, .sum, .min, .max, .median: counted(count, "review")
      }
    return lacking > 0 ? "\(reviews), \(lacking) more without a value" : reviews
  }
}
