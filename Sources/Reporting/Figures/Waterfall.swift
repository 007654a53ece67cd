import Foundation
import HTML

/// A waterfall chart from the baseline's output to the review's, for complete attributions.
struct Waterfall {
  /// One step.
  struct Step {
    let name: String
    let isWord: Bool
    let value: Double
  }

  let start: (name: String, value: Double)
  let steps: [Step]
  let end: (name: String, value: Double)
  /// The output that separates the verdicts: one half for probabilities, zero for logits.
  let divide: Double
  let title: String
  let description: String
  /// Unique among the pictures of a page.
  let id: String

  private let rowHeight = 26

  var html: HTML {
    let axis = ValueAxis(covering: levels)
    let height = rowHeight * (steps.count + 2) - 8
    var rows: HTML = endpoint(start, y: 13, axis)
    var level = start.value
    for (index, step) in steps.enumerated() {
      let y = rowHeight * (index + 1)
      rows += link(level, from: index == 0 ? 13 : y - 6, to: y + 6, axis)
      rows += bar(step, from: level, y: y, axis)
      level += step.value
    }
    let last = rowHeight * (steps.count + 1)
    rows += link(level, from: last - 6, to: last + 13, axis)
    rows += endpoint(end, y: last + 13, axis)
    return """
      <div class="waterfall"><svg role="img"\(labelledBy: "\(id)-t \(id)-d") height="\(height + 42)">\
      <title\(id: "\(id)-t")>\(title)</title><desc\(id: "\(id)-d")>\(description)</desc>\
      \(axis.gridLines(height: height + 24, strong: divide))\(rows)</svg></div>
      """
  }

  /// A table of the steps, with the level after each.
  var table: HTML {
    var level = start.value
    let rows = steps.map { step -> HTML in
      level += step.value
      return """
        <tr><th scope="row">\(step.name)</th><td>\(NumberText.points(step.value, digits: 2))</td>\
        <td>\(NumberText.fixed(100 * level, digits: 2))</td></tr>

        """
    }
    return """
      <table><thead><tr><th scope="col" class="left">Step</th><th scope="col">Change</th><th scope="col">Level</th></tr></thead>
      <tbody>
      <tr><th scope="row">\(start.name)</th><td></td><td>\(NumberText.fixed(100 * start.value, digits: 2))</td></tr>
      \(rows)</tbody></table>
      """
  }

  private var levels: [Double] {
    var levels = [start.value]
    for step in steps { levels.append(levels[levels.count - 1] + step.value) }
    return levels + [end.value]
  }

  private func endpoint(_ end: (name: String, value: Double), y: Int, _ axis: ValueAxis) -> HTML {
    """
    <text class="strong" x="-12" y="\(y + 4)" text-anchor="end">\(end.name)</text>\
    <circle class="ink-fill" cx="\(percentage(axis.share(end.value)))" cy="\(y)" r="4.5"/>\
    <text class="strong" x="100%" dx="46" y="\(y + 4)" text-anchor="end">\
    \(NumberText.fixed(100 * end.value, digits: 2))</text>
    """
  }

  private func link(_ level: Double, from: Int, to: Int, _ axis: ValueAxis) -> HTML {
    let x = percentage(axis.share(level))
    return "<line class=\"link\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(from)\" y2=\"\(to)\"/>"
  }

  private func bar(_ step: Step, from level: Double, y: Int, _ axis: ValueAxis) -> HTML {
    let (a, b) = (axis.share(level), axis.share(level + step.value))
    let kind: HTML = step.isWord ? " class=\"word\"" : ""
    return """
      <text\(kind) x="-12" y="\(y + 17)" text-anchor="end">\(step.name)</text>\
      <rect \(Paint.sign(isNegative: step.value < 0)) x="\(percentage(min(a, b)))" y="\(y + 6)" \
      width="\(percentage(abs(b - a)))" height="14"/>\
      <text x="100%" dx="46" y="\(y + 17)" text-anchor="end">\
      \(NumberText.points(step.value, digits: 2))</text>
      """
  }
}

/// An axis with round ends and a few round marks; printed numbers are multiplied by 100.
package struct ValueAxis {
  package let lower: Double
  package let upper: Double
  package let marks: [Double]
  /// The number of fraction digits that the marks need, which are multiples of one step.
  package let digits: Int

  package init(covering values: [Double]) {
    let values = values.map { $0 * 100 }.filter(\.isFinite)
    let least = values.min() ?? 0
    let most = values.max() ?? 100
    // Smaller steps could not distinguish the ends.
    let finest = max(1e-9, 1e-9 * max(abs(least), abs(most)))
    let spread = min(max(most - least, finest), 1e300)
    // The least of 1, 2, 5 × 10ᵏ that needs at most five marks.
    var step = 1e-9
    search: while true {
      for factor in [1.0, 2, 5] where spread / (step * factor) <= 4 {
        step *= factor
        break search
      }
      step *= 10
    }
    let first = (least / step).rounded(.down)
    let last = max((most / step).rounded(.up), first + 1)
    lower = first * step / 100
    upper = last * step / 100
    marks = stride(from: first, through: last, by: 1).map { $0 * step / 100 }
    let power = Int(log10(step * 1.0001).rounded(.down))
    digits = min(15, max(0, -power))
  }

  /// Returns the position of a value on the axis, from 0 to 1.
  package func share(_ value: Double) -> Double { (value - lower) / (upper - lower) }

  /// Returns a line and a number for each mark, and an emphasised line between the verdicts.
  func gridLines(height: Int, strong: Double) -> HTML {
    let digits = max(upper - lower < 0.04 ? 1 : 0, digits)
    let isStrongMarked = marks.contains { abs($0 - strong) < 1e-12 }
    let lines = marks.map { mark -> HTML in
      let x = percentage(share(mark))
      return """
        \(line(at: mark, height: height, isStrong: abs(mark - strong) < 1e-12))\
        <text x="\(x)" y="\(height + 15)" text-anchor="middle">\
        \(NumberText.fixed(100 * mark, digits: digits))</text>
        """
    }.joined()
    let isInside = lower < strong && strong < upper
    return isInside && !isStrongMarked
      ? lines + line(at: strong, height: height, isStrong: true) : lines
  }

  private func line(at value: Double, height: Int, isStrong: Bool) -> HTML {
    let x = percentage(share(value))
    return """
      <line class="\(isStrong ? "axis" : "grid-line")" x1="\(x)" x2="\(x)" y1="0" y2="\(height)"/>
      """
  }
}
