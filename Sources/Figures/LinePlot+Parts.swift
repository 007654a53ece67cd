import HTML

extension LinePlot {
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
}
