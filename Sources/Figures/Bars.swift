import Blocks
package import HTML

/// Formats a position or a length in a picture as a percentage, so that the picture fits any screen and its letters keep
/// their size.
package func percentage(_ share: Double) -> String {
  NumberText.coordinate(100 * share, digits: 2) + "%"
}

/// A small bar in the cell of a table, hidden from screen readers, because the number is printed beside it.
package enum CellBar {
  /// Draws a bar from the middle of its cell, to the right for positive numbers and to the left for negative ones.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - largest: The number whose bar takes half the width.
  /// - Returns: A small picture.
  package static func signed(_ value: Double, largest: Double) -> HTML {
    let share = largest > 0 ? min(1, abs(value) / largest) / 2 : 0
    if share < 0.0005 { return "<svg \(Paint.bar) aria-hidden=\"true\"></svg>" }
    return bar(
      from: value < 0 ? 0.5 - share : 0.5, width: share, Paint.sign(isNegative: value < 0))
  }

  /// Draws a grey bar from the middle of its cell to the right, for numbers without a sign.
  package static func unsigned(_ value: Double, largest: Double) -> HTML {
    bar(from: 0.5, width: largest > 0 ? abs(value) / largest / 2 : 0, Paint.flat)
  }

  private static func bar(from start: Double, width: Double, _ paint: HTML) -> HTML {
    func share(_ number: Double) -> String { NumberText.coordinate(100 * number, digits: 1) + "%" }
    return """
      <svg \(Paint.bar) aria-hidden="true"><rect \(paint) x="\(share(start))" width="\(share(width))" y="30%" \
      height="40%"/></svg>
      """
  }

  /// Draws a bar on a track from 0 to 1.
  ///
  /// - Parameters:
  ///   - start: The start of the bar.
  ///   - end: The end of the bar.
  ///   - paint: The attributes of the bar.
  ///   - digits: The number of decimals of its ends, in hundredths.
  ///   - marks: Lines over the bar.
  /// - Returns: A small picture.
  package static func share(
    from start: Double, to end: Double, _ paint: HTML, digits: Int = 2, marks: HTML
  ) -> HTML {
    """
    <svg \(Paint.share) aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10"><path \(Paint.track) \
    d="M0 4h100v2H0z"/><rect \(paint) x="\(NumberText.coordinate(100 * start, digits: digits))" y="0" \
    width="\(NumberText.coordinate(100 * (end - start), digits: digits))" height="10"/>\(marks)</svg>
    """
  }
}
