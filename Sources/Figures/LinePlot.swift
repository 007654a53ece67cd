package import Blocks
package import HTML

/// A line plot over a grid, with bands, dots and labels on the lines themselves.
///
/// Heights are in pixels and widths are shares, so that letters keep their size on any screen; only lines and bands are
/// stretched, without their strokes.
package struct LinePlot {
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

  /// Returns the height of a value in pixels from above.
  func top(_ value: Double) -> Double { height * (1 - y.share(value)) }
}
