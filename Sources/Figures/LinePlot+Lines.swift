import HTML

// The grid, and what is drawn over it.

extension LinePlot {
  /// The grid with the marks of both axes.
  var grid: HTML {
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

  func draw(_ band: Band) -> HTML {
    let upper = path(band.points.map { ($0.x, $0.high) })
    let lower = path(band.points.reversed().map { ($0.x, $0.low) })
    return "<path \(Paint.band) d=\"M\(upper)L\(lower)z\"/>"
  }

  func draw(_ line: Line) -> HTML {
    "<path \(Paint.line(style: line.style)) d=\"M\(path(line.points.map { ($0.x, $0.y) }))\"/>"
  }

  /// Returns the marks of a line's points.
  func marks(_ line: Line) -> HTML {
    line.points.map { point -> HTML in
      """
      <circle class="mark m\(line.style)" cx="\(percentage(x.share(point.x)))" \
      cy="\(NumberText.coordinate(top(point.y), digits: 1))" r="3"/>
      """
    }.joined()
  }
}
