package import Blocks
package import HTML

/// A line plot over a grid, with bands, dots and labels on the lines themselves.
///
/// Heights are in pixels and widths are shares, so that letters keep their size on any screen; only lines and bands are
/// stretched, without their strokes.
package struct LinePlot {
  /// A line through some points.
  package struct Line {
    package let points: [(x: Double, y: Double)]
    /// The index of the stroke style, solid or one of several dashes; lines never differ by colour alone.
    let style: Int
    /// The label beside the line; nil for none.
    package var label: String?
    /// Whether each point has a mark.
    var hasMarks = false

    /// Creates a line from its parts.
    package init(
      points: [(x: Double, y: Double)], style: Int, label: String? = nil, hasMarks: Bool = false
    ) {
      self.points = points
      self.style = style
      self.label = label
      self.hasMarks = hasMarks
    }
  }

  /// The area between two lines.
  package struct Band {
    let points: [(x: Double, low: Double, high: Double)]

    /// Creates a band from its parts.
    package init(points: [(x: Double, low: Double, high: Double)]) {
      self.points = points
    }
  }

  /// An annotated point, with a short text above the plot and a line between the two.
  package struct Event {
    package let x: Double
    let y: Double
    package let text: String

    /// Creates an event from its parts.
    package init(x: Double, y: Double, text: String) {
      self.x = x
      self.y = y
      self.text = text
    }
  }

  /// The placement of line labels.
  package enum Labels {
    /// Beside the lines, in free space.
    case inside
    /// To the right of the plot, stacked.
    case atEnd
  }

  let x: PlotAxis
  let y: PlotAxis
  /// The title of the horizontal axis.
  let name: String
  /// The height of the grid in pixels.
  var height = 240.0
  /// Additional content of the plot, such as dots.
  var content: HTML = ""
  var bands: [Band] = []
  var areas: [Area] = []
  var lines: [Line] = []
  var events: [Event] = []
  /// The least number of rows for the texts of events, so that adjacent plots align.
  var rowsAbove = 0
  /// The labels at the two ends of the first line.
  var ends: (start: String, end: String)?
  var labels = Labels.inside
  /// The value of an emphasised horizontal line.
  var strong: Double?
  let title: String
  let description: String
  /// Unique among the pictures of a page.
  let id: String

  /// Creates a plot from its parts.
  package init(
    x: PlotAxis, y: PlotAxis, name: String, height: Double = 240.0, content: HTML = "",
    bands: [Band] = [], areas: [Area] = [], lines: [Line] = [], events: [Event] = [],
    rowsAbove: Int = 0, ends: (start: String, end: String)? = nil, labels: Labels = .inside,
    strong: Double? = nil, title: String, description: String, id: String
  ) {
    self.x = x
    self.y = y
    self.name = name
    self.height = height
    self.content = content
    self.bands = bands
    self.areas = areas
    self.lines = lines
    self.events = events
    self.rowsAbove = rowsAbove
    self.ends = ends
    self.labels = labels
    self.strong = strong
    self.title = title
    self.description = description
    self.id = id
  }

  package var picture: Picture {
    let rows = rows
    let top = 16 * max(rowsAbove, rows.max().map { $0 + 1 } ?? 0) + 8
    return Picture(
      title: title, description: description, id: id,
      attributes: "height=\"\(top + Int(height))\"", drawing: drawing(rows, top: top),
      frame: labels == .atEnd ? "plot ends" : "plot")
  }

  private func drawing(_ rows: [Int], top: Int) -> HTML {
    """
    <svg y="\(top)" width="100%" height="\(Int(height))">\(grid)\
    <svg viewBox="0 0 100 \(Int(height))" preserveAspectRatio="none" width="100%" height="100%">\
    \(bands.map(draw))\(areas.map { $0.html(x, y, height: height) })\(lines.map(draw))</svg>\(content)\
    \(lines.filter(\.hasMarks).map(marks))\(zip(events, rows).map { draw($0, row: $1) })\(endTexts)\(names)</svg>
    """
  }

  private func top(_ value: Double) -> Double { height * (1 - y.share(value)) }

  private var grid: HTML {
    let horizontal = y.marks.map { mark -> HTML in
      let place = NumberText.coordinate(height * (1 - mark.share), digits: 1)
      return """
        <line class="\(mark.share == 0 ? "axis" : "grid-line")" x1="0" x2="100%" y1="\(place)" y2="\(place)"/>\
        <text x="-8" y="\(place)" dy="4" text-anchor="end">\(mark.text)</text>
        """
    }
    let vertical = x.marks.map { mark -> HTML in
      let place = percentage(mark.share)
      return """
        <line class="axis" x1="\(place)" x2="\(place)" y1="100%" y2="\(Int(height) + 4)"/>\
        <text x="\(place)" y="\(Int(height) + 18)" text-anchor="middle">\(mark.text)</text>
        """
    }
    let line = strong.map { value -> HTML in
      let place = NumberText.coordinate(top(value), digits: 1)
      return "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"\(place)\" y2=\"\(place)\"/>"
    }
    return """
      \(horizontal)\(vertical)\(line ?? "")<text x="100%" y="\(Int(height) + 36)" text-anchor="end">\(name)</text>
      """
  }

  private func path(_ points: some Sequence<(Double, Double)>) -> String {
    points.map {
      NumberText.coordinate(100 * x.share($0), digits: 2) + " "
        + NumberText.coordinate(top($1), digits: 1)
    }.joined(separator: "L")
  }

  private func draw(_ band: Band) -> HTML {
    let upper = path(band.points.map { ($0.x, $0.high) })
    let lower = path(band.points.reversed().map { ($0.x, $0.low) })
    return "<path \(Paint.band) d=\"M\(upper)L\(lower)z\"/>"
  }

  private func draw(_ line: Line) -> HTML {
    "<path \(Paint.line(style: line.style)) d=\"M\(path(line.points.map { ($0.x, $0.y) }))\"/>"
  }

  private func marks(_ line: Line) -> HTML {
    line.points.map { point -> HTML in
      """
      <circle class="mark m\(line.style)" cx="\(percentage(x.share(point.x)))" \
      cy="\(NumberText.coordinate(top(point.y), digits: 1))" r="3"/>
      """
    }.joined()
  }

  /// The row above the plot in which each event's text fits.
  private var rows: [Int] {
    var ends: [Double] = []
    return events.map { event in
      let (left, right) = reach(of: event)
      let row = ends.firstIndex { $0 + 6 < left } ?? ends.count
      if row < ends.count { ends[row] = right } else { ends.append(right) }
      return row
    }
  }

  /// Returns the extent of an event's text, which starts at the event in the left half and ends at it in the right half.
  private func reach(of event: Event) -> (left: Double, right: Double) {
    let place = x.share(event.x) * LabelPlacement.width
    let width = LabelPlacement.width(of: event.text)
    return isLeft(event) ? (place, place + width) : (place - width, place)
  }

  private func isLeft(_ event: Event) -> Bool { x.share(event.x) < 0.5 }

  private func draw(_ event: Event, row: Int) -> HTML {
    let place = percentage(x.share(event.x))
    let head = -8 - 16 * row
    let end = NumberText.coordinate(top(event.y), digits: 1)
    return """
      <line class="axis" x1="\(place)" x2="\(place)" y1="\(head + 3)" y2="\(end)"/>\
      <circle class="ink-fill" cx="\(place)" cy="\(end)" r="4"/>\
      <text class="halo" x="\(place)" y="\(head)" text-anchor="\(isLeft(event) ? "start" : "end")">\(event.text)</text>
      """
  }

  /// The labels at the ends of the first line, each on the free side of its dot.
  private var endTexts: HTML {
    guard let ends, let first = lines.first?.points.first, let last = lines.first?.points.last
    else { return "" }
    let rises = last.y >= first.y
    func text(_ point: (x: Double, y: Double), _ text: String, below: Bool, _ anchor: HTML) -> HTML
    {
      let place = top(point.y)
      // Near an edge of the plot, only the other side has room.
      let isBelow = place < 20 ? true : place > height - 24 ? false : below
      return """
        <circle class="ink-fill" cx="\(percentage(x.share(point.x)))" cy="\(NumberText.coordinate(place, digits: 1))" r="4"/>\
        <text class="strong halo" x="\(percentage(x.share(point.x)))" \
        y="\(NumberText.coordinate(place + (isBelow ? 20 : -11), digits: 1))" text-anchor="\(anchor)">\(text)</text>
        """
    }
    return text(first, ends.start, below: rises, "start")
      + text(last, ends.end, below: !rises, "end")
  }

  private var names: HTML {
    let labelled = lines.indices.filter { lines[$0].label != nil }
    switch labels {
    case .inside:
      var placement = LabelPlacement(
        lines: lines.map { $0.points.map { (x.share($0.x), top($0.y)) } }, height: height)
      return labelled.map { index -> HTML in
        let text = lines[index].label ?? ""
        let place = placement.place(text, beside: index)
        return """
          <text class="name-tag halo" x="\(percentage(place.share))" y="\(NumberText.coordinate(place.y, digits: 1))" \
          text-anchor="middle">\(text)</text>
          """
      }.joined()
    case .atEnd:
      let heights = labelled.map { top(lines[$0].points.last?.y ?? 0) }
      let places = LabelPlacement.spread(heights, distance: 15, last: height)
      return zip(labelled, zip(heights, places)).map { index, place -> HTML in
        """
        <svg x="100%" y="0" width="1" height="\(Int(height))"><path \(Paint.leader) \
        d="M5 \(NumberText.coordinate(place.0, digits: 1))L16 \(NumberText.coordinate(place.1, digits: 1))"/>\
        <text class="name-tag" x="19" y="\(NumberText.coordinate(place.1 + 4, digits: 1))">\(lines[index].label ?? "")</text></svg>
        """
      }.joined()
    }
  }
}

extension LinePlot {
  /// The area between a line and zero: blue above zero, orange below.
  package struct Area {
    let points: [(x: Double, y: Double)]

    /// Creates an area from its parts.
    package init(points: [(x: Double, y: Double)]) {
      self.points = points
    }

    func html(_ x: PlotAxis, _ y: PlotAxis, height: Double) -> HTML {
      let zero = NumberText.coordinate(height * (1 - y.share(0)), digits: 1)
      var html: HTML = ""
      var start = points.startIndex
      while start + 1 < points.count {
        let isNegative = points[start].y + points[start + 1].y < 0
        var end = start + 1
        while end + 1 < points.count, (points[end].y + points[end + 1].y < 0) == isNegative {
          end += 1
        }
        let corners = points[start...end].map {
          NumberText.coordinate(100 * x.share($0.x)) + " "
            + NumberText.coordinate(height * (1 - y.share($0.y)), digits: 1)
        }.joined(separator: "L")
        html += """
          <path \(Paint.area(isNegative: isNegative)) d="M\(NumberText.coordinate(100 * x.share(points[start].x))) \
          \(zero)L\(corners)L\(NumberText.coordinate(100 * x.share(points[end].x))) \(zero)z"/>
          """
        start = end
      }
      return html
    }
  }

  /// Returns a legend of line styles; a name without a style has no sample.
  package static func key(_ names: [(style: Int?, name: Phrase)]) -> Block {
    let items = names.map { style, name -> [Block] in
      [.phrase("\(style.map { .graphic(swatch($0)) })\(span: name)")]
    }
    return .list(Block.List(items, style: "line-key"))
  }

  private static func swatch(_ style: Int) -> HTML {
    """
    <svg class="swatch" aria-hidden="true" width="36" height="10"><path \(Paint.line(style: style)) d="M0 5H36"/></svg>
    """
  }
}
