package import Blocks
import HTML

/// The verdict between two classes as a bar from 50 % to the probability; the baseline is a gap in the line.
package struct Meter {
  /// The class of the probability, and its opposite.
  let (name, opposite): (String, String)
  let probability: Double
  let start: Double
  /// Unique among the pictures of a page.
  let id: String
  /// Whether a script moves the bar: then all its parts are there and have names.
  let isLive: Bool

  /// Creates a meter from its parts.
  package init(
    name: String, opposite: String, probability: Double, start: Double, id: String,
    isLive: Bool = false
  ) {
    self.name = name
    self.opposite = opposite
    self.probability = probability
    self.start = start
    self.id = id
    self.isLive = isLive
  }

  package var picture: Picture {
    Picture(
      title: "Probability that the review is \(name)",
      description: """
        \(NumberText.fixed(100 * probability, digits: 1)) per cent; \(NumberText.fixed(100 * start, digits: 1)) per cent at \
        the baseline; the verdict changes at 50 per cent.
        """,
      id: id, attributes: "height=\"52\"", drawing: drawing)
  }

  private var drawing: HTML {
    let p = probability
    // Two labels in one line would overlap if their positions are close.
    let isFar = abs(start - p) > 0.2
    let state: HTML =
      isLive ? " class=\"from\" visibility=\"\(isFar ? "visible" : "hidden")\"" : ""
    let startLabel: HTML =
      isFar || isLive
      ? """
      <text\(state) x="\(percentage(start))" y="11" text-anchor="\(anchor(start))">baseline \(NumberText.percent(start))</text>
      """ : ""
    return """
      <rect \(Paint.track) x="0" y="24" width="100%" height="2"/>\
      <rect \(Paint.sign(isNegative: p < 0.5)) x="\(percentage(min(p, 0.5)))" y="20" \
      width="\(percentage(abs(p - 0.5)))" height="10"/>\
      \(tick(0, "start", "0\(NumberText.narrowSpace)% \(opposite)"))\
      \(tick(0.5, "middle", NumberText.percent(0.5)))\
      \(tick(1, "end", "\(name) \(NumberText.percent(1))"))\
      <line class="axis" x1="\(percentage(start))" x2="\(percentage(start))" y1="14" y2="30"/>\
      <line class="gap" x1="\(percentage(start))" x2="\(percentage(start))" y1="20" y2="30"/>\
      \(startLabel)<text class="strong" x="\(percentage(p))" y="11" text-anchor="\(anchor(p))">\
      \(NumberText.percent(p, digits: 1))</text>
      """
  }

  private func tick(_ share: Double, _ anchor: String, _ label: String) -> HTML {
    """
    <line class="axis" x1="\(percentage(share))" x2="\(percentage(share))" y1="20" y2="34"/>\
    <text x="\(percentage(share))" y="47" text-anchor="\(anchor)">\(label)</text>
    """
  }

  private func anchor(_ share: Double) -> String {
    share < 0.15 ? "start" : share > 0.85 ? "end" : "middle"
  }
}
