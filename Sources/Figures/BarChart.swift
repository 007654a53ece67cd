package import Blocks
import HTML

/// Horizontal bars on one axis, with a name on the left and a number on the right of each.
package struct BarChart {
  /// The role of a bar's name.
  package enum Role {
    /// A word of a review.
    case word
    /// Anything else.
    case other
    /// A total, whose bar has no sign.
    case total
  }

  /// A bar from one value to another.
  package struct Bar {
    let name: String
    let role: Role
    let start: Double
    let end: Double
    /// The number at its right.
    let text: String
    /// The pixels above the bar.
    let top: Int

    /// Creates a bar from its parts.
    package init(name: String, role: Role, start: Double, end: Double, text: String, top: Int) {
      self.name = name
      self.role = role
      self.start = start
      self.end = end
      self.text = text
      self.top = top
    }
  }

  /// A dot at a value.
  package struct Dot {
    let name: String
    let value: Double
    /// The height of its centre.
    let y: Int

    /// Creates a dot from its parts.
    package init(name: String, value: Double, y: Int) {
      self.name = name
      self.value = value
      self.y = y
    }
  }

  /// A vertical line between two rows.
  package struct Link {
    let value: Double
    let start: Int
    let end: Int

    /// Creates a link from its parts.
    package init(value: Double, start: Int, end: Int) {
      self.value = value
      self.start = start
      self.end = end
    }
  }

  let bars: [Bar]
  var dots: [Dot] = []
  var links: [Link] = []
  /// The value of an emphasised vertical line.
  let strong: Double
  /// Whether that line is drawn even if the grid has one at its place.
  var isStrongOnTop = false
  /// The height of the grid in pixels.
  let height: Int
  /// The pixels below the grid.
  var foot = 18
  /// The pixels from the grid to the ends of the numbers.
  var numberOffset = 46
  let title: String
  let description: String
  /// Unique among the pictures of a page.
  let id: String

  /// Creates a chart from its parts.
  package init(
    bars: [Bar], dots: [Dot] = [], links: [Link] = [], strong: Double, isStrongOnTop: Bool = false,
    height: Int, foot: Int = 18, numberOffset: Int = 46, title: String, description: String,
    id: String
  ) {
    self.bars = bars
    self.dots = dots
    self.links = links
    self.strong = strong
    self.isStrongOnTop = isStrongOnTop
    self.height = height
    self.foot = foot
    self.numberOffset = numberOffset
    self.title = title
    self.description = description
    self.id = id
  }

  private var axis: PlotAxis {
    .bars(covering: bars.flatMap { [$0.start, $0.end] } + dots.map(\.value))
  }

  package var picture: Picture {
    let axis = axis
    let zero = percentage(axis.share(strong))
    let line: HTML =
      isStrongOnTop
      ? "<line class=\"axis\" x1=\"\(zero)\" x2=\"\(zero)\" y1=\"0\" y2=\"\(height)\"/>" : ""
    return Picture(
      title: title, description: description, id: id, attributes: "height=\"\(height + foot)\"",
      drawing: """
        \(grid(axis))\(line)\(links.map { draw($0, axis) })\(bars.map { draw($0, axis) })\(dots.map { draw($0, axis) })
        """,
      frame: "waterfall")
  }

  private func grid(_ axis: PlotAxis) -> HTML {
    let isInside = axis.covers(strong)
    let place = axis.share(strong)
    func isStrong(_ mark: PlotAxis.Mark) -> Bool { isInside && abs(mark.share - place) < 1e-9 }
    let marks = axis.marks.map { mark -> HTML in
      """
      \(line(at: mark.share, isStrong: isStrong(mark)))\
      <text x="\(percentage(mark.share))" y="\(height + 15)" text-anchor="middle">\(mark.text)</text>
      """
    }
    let isMarked = axis.marks.contains(where: isStrong)
    return marks.joined() + (isInside && !isMarked ? line(at: place, isStrong: true) : "")
  }

  private func line(at share: Double, isStrong: Bool) -> HTML {
    let x = percentage(share)
    return """
      <line class="\(isStrong ? "axis" : "grid-line")" x1="\(x)" x2="\(x)" y1="0" y2="\(height)"/>
      """
  }

  private func draw(_ bar: Bar, _ axis: PlotAxis) -> HTML {
    let (a, b) = (axis.share(min(bar.start, bar.end)), axis.share(max(bar.start, bar.end)))
    let (name, number, paint): (HTML, HTML, HTML) =
      switch bar.role {
      case .word: (" class=\"word\"", "", Paint.sign(isNegative: bar.end < bar.start))
      case .other: ("", "", Paint.sign(isNegative: bar.end < bar.start))
      case .total: (" class=\"strong\"", " class=\"strong\"", "class=\"ink-fill\"")
      }
    return """
      <text\(name) x="-12" y="\(bar.top + 11)" text-anchor="end">\(bar.name)</text>\
      <rect \(paint) x="\(percentage(a))" y="\(bar.top)" width="\(percentage(b - a))" height="14"/>\
      <text\(number) x="100%" dx="\(numberOffset)" y="\(bar.top + 11)" text-anchor="end">\(bar.text)</text>
      """
  }

  private func draw(_ dot: Dot, _ axis: PlotAxis) -> HTML {
    """
    <text class="strong" x="-12" y="\(dot.y + 4)" text-anchor="end">\(dot.name)</text>\
    <circle class="ink-fill" cx="\(percentage(axis.share(dot.value)))" cy="\(dot.y)" r="4.5"/>\
    <text class="strong" x="100%" dx="\(numberOffset)" y="\(dot.y + 4)" text-anchor="end">\
    \(NumberText.fixed(100 * dot.value, digits: 2))</text>
    """
  }

  private func draw(_ link: Link, _ axis: PlotAxis) -> HTML {
    let x = percentage(axis.share(link.value))
    return "<line class=\"link\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(link.start)\" y2=\"\(link.end)\"/>"
  }
}
