public import SourceText

/// A condition on reviews, as a chunk over all reviews takes it: `where: review.label == "negative" and not prediction.correct`.
///
/// A chunk reads it in its initialiser and lists its measure, so the condition is evaluated on each review while the reviews are
/// analysed. When the chunk is woven, each review's measurement tells whether it is selected.
///
/// ```swift
/// init(options: inout Options) {
///   filter = ReviewFilter(from: &options, in: language)
/// }
///
/// var measures: [ReviewMeasure<Context>] { [filter?.measure].compactMap(\.self) }
/// ```
public struct ReviewFilter<Context: LiterateContext>: Sendable {
  /// The condition.
  public let condition: Expression<Context>

  /// The condition as a measure: true, false or missing.
  public let measure: ReviewMeasure<Context>

  /// The condition with single spaces.
  public var text: String { condition.text }

  /// Creates a filter from the option `where`; nil without this option, or if it has a problem, which is reported.
  ///
  /// - Parameters:
  ///   - options: The options of a chunk.
  ///   - language: The values that the condition may name.
  public init?(from options: inout Options, in language: @autoclosure () -> Language<Context>) {
    guard let item = options.takeText("where", values: "a condition on each review"),
      let condition = ExpressionReader.condition(item, of: language(), options: &options)
    else { return nil }
    self.condition = condition
    measure = ReviewMeasure(condition)
  }

  /// Whether a review with a measurement of this filter is selected; it is not if the condition is undecided.
  public static func selects(_ measurement: ReviewMeasurement) -> Bool {
    measurement == .value(.boolean(true))
  }
}
