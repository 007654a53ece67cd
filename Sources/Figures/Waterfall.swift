package import Blocks
import HTML

/// A waterfall chart from the baseline's output to the review's, for complete attributions.
package struct Waterfall {
  /// One step.
  package struct Step {
    package let name: String
    let isWord: Bool
    package let value: Double

    /// Creates a step from its parts.
    package init(name: String, isWord: Bool, value: Double) {
      self.name = name
      self.isWord = isWord
      self.value = value
    }
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

  /// Creates a chart from its parts.
  package init(
    start: (name: String, value: Double), steps: [Step], end: (name: String, value: Double),
    divide: Double, title: String, description: String, id: String
  ) {
    self.start = start
    self.steps = steps
    self.end = end
    self.divide = divide
    self.title = title
    self.description = description
    self.id = id
  }

  private static let rowHeight = 26

  package var picture: Picture {
    let levels = levels
    let bars = steps.enumerated().map { index, step in
      BarChart.Bar(
        name: step.name, role: step.isWord ? .word : .other, start: levels[index],
        end: levels[index + 1], text: NumberText.points(step.value, digits: 2),
        top: Self.rowHeight * (index + 1) + 6)
    }
    let last = Self.rowHeight * (steps.count + 1)
    let links = levels.enumerated().map { index, level in
      let y = Self.rowHeight * (index + 1)
      return BarChart.Link(
        value: level, start: index == 0 ? 13 : y - 6, end: index == steps.count ? y + 13 : y + 6)
    }
    return BarChart(
      bars: bars,
      dots: [
        .init(name: start.name, value: start.value, y: 13),
        .init(name: end.name, value: end.value, y: last + 13),
      ], links: links, strong: divide, height: last + Self.rowHeight + 16, title: title,
      description: description, id: id
    ).picture
  }

  /// A table of the steps, with the level after each.
  package var table: Table {
    let levels = levels.map { Phrase(NumberText.fixed(100 * $0, digits: 2)) }
    return Table(
      named: "Steps", columns: [.init("Step", .text), .init("Change"), .init("Level")],
      rows: [Table.Row(Phrase(start.name), ["", levels[0]])]
        + zip(steps, levels.dropFirst()).map { step, level in
          Table.Row(Phrase(step.name), [Phrase(NumberText.points(step.value, digits: 2)), level])
        })
  }

  /// The level before each step and after the last.
  private var levels: [Double] {
    var levels = [start.value]
    for step in steps { levels.append(levels[levels.count - 1] + step.value) }
    return levels
  }
}
