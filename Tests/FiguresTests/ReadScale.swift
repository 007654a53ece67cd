import Blocks
import Figures
import HTML
import TestSupport

/// A scale as a reader of a picture sees it: numbers at places, and all others straight between them.
struct ReadScale {
  private let marks: [(place: Double, value: Double)]

  /// Reads the numbers beside an axis.
  init(_ texts: [Node], along attribute: String) {
    marks = texts.map { ($0.number(attribute), printed($0.text)) }
  }

  /// The place of a number.
  func place(of value: Double) -> Double {
    guard let first = marks.first, let last = marks.last else { return .nan }
    let share = (value - first.value) / (last.value - first.value)
    return first.place + share * (last.place - first.place)
  }

  /// Whether a number is between the first and the last mark.
  func covers(_ value: Double) -> Bool {
    guard let first = marks.first, let last = marks.last else { return false }
    return (first.value...last.value).contains(value)
  }
}

extension Picture {
  /// The drawing as elements.
  var node: Node { Node(page: drawing.markup) }
}

extension BarChart {
  /// The scale below the bars.
  func scale(of picture: Node, height: Int) -> ReadScale {
    ReadScale(
      picture.all("text").filter {
        $0.attributes["text-anchor"] == "middle" && $0.number("y") == Double(height + 15)
      }, along: "x")
  }
}

/// The corners of a path of straight lines.
func corners(_ path: Node) -> [(x: Double, y: Double)] {
  (path.attributes["d"] ?? "").split { "MLz".contains($0) }.map { pair in
    let numbers = pair.split(separator: " ").map { Double($0) ?? .nan }
    return (numbers[0], numbers[1])
  }
}
