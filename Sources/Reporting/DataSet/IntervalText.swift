import Blocks
import DataSet
import HTML

/// Numbers with their intervals, as texts.
enum IntervalText {
  /// A share of reviews: "88.4 % (87.9–88.8)".
  static func percent(_ share: Proportion, digits: Int = 1) -> Phrase {
    "\(.number(share.value, NumberText.percent(share.value, digits: digits))) \(small: range(100 * share.low, 100 * share.high, digits))"
  }

  /// A number: "0.083 (0.080–0.086)".
  static func number(_ estimate: Estimate, digits: Int = 3) -> Phrase {
    "\(.number(estimate.value, NumberText.fixed(estimate.value, digits: digits))) \(small: range(estimate.low, estimate.high, digits))"
  }

  /// A contribution in percentage points or units of the logit.
  static func points(_ estimate: Estimate, digits: Int = 2) -> Phrase {
    let (low, high) = (
      NumberText.points(estimate.low, digits: digits),
      NumberText.points(estimate.high, digits: digits)
    )
    return
      "\(.number(estimate.value, NumberText.points(estimate.value, digits: digits))) \(small: "(\(low) to \(high))")"
  }

  /// A p-value.
  static func p(_ value: Double) -> Phrase {
    value >= 0.001
      ? Phrase(.data(value: "\(value)", text: NumberText.fixed(value, digits: 3)))
      : value > 0 ? .scientific(value) : "< 10⁻³⁰⁰"
  }

  private static func range(_ low: Double, _ high: Double, _ digits: Int) -> Phrase {
    "(\(NumberText.fixed(low, digits: digits)) to \(NumberText.fixed(high, digits: digits)))"
  }
}

extension Phrase {
  /// A number in full precision with its text.
  static func number(_ value: Double, _ text: String) -> Phrase {
    Phrase(.data(value: "\(value)", text: text))
  }
}
