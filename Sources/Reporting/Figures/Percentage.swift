package import HTML

/// Formats a position or a length in a picture as a percentage, so that the picture fits any screen and its letters keep
/// their size.
func percentage(_ share: Double) -> String {
  NumberText.coordinate(100 * share, digits: 2) + "%"
}

/// Draws a bar from the middle of its cell, to the right for positive numbers and to the left for negative ones.
///
/// The bar is hidden from screen readers, because the number is printed beside it.
///
/// - Parameters:
///   - value: The number.
///   - largest: The number whose bar takes half the width.
/// - Returns: A small picture.
package func signedBar(_ value: Double, largest: Double) -> HTML {
  let share = largest > 0 ? min(1, abs(value) / largest) / 2 : 0
  if share < 0.0005 { return "<svg \(Paint.bar) aria-hidden=\"true\"></svg>" }
  let start = value < 0 ? 0.5 - share : 0.5
  return """
    <svg \(Paint.bar) aria-hidden="true"><rect \(Paint.sign(isNegative: value < 0)) \
    x="\(percentage(start))" width="\(percentage(share))" y="30%" height="40%"/></svg>
    """
}

/// Draws a tick or a cross, distinguishable without colour; the word is printed beside it.
func mark(_ isRight: Bool) -> HTML {
  isRight
    ? "<svg \(Paint.tick) aria-hidden=\"true\" viewBox=\"0 0 10 10\"><path d=\"M1 5.5 4 8.5 9 1.5\"/></svg>"
    : "<svg \(Paint.tick) aria-hidden=\"true\" viewBox=\"0 0 10 10\"><path d=\"M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5\"/></svg>"
}

/// Wraps a table that may be wider than the screen in a named region that scrolls, also by keyboard.
func scrollingTable(named name: String, _ table: HTML) -> HTML {
  """
  <div class="scroll" role="region" aria-label="\(name)" tabindex="0">\(table)</div>
  """
}
