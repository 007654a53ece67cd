import HTML

extension LinePlot {
  /// The row above the plot in which each event's text fits.
  var rows: [Int] {
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

  /// Returns an event's text, dot and the line between them.
  func draw(_ event: Event, row: Int) -> HTML {
    let place = percentage(x.share(event.x))
    let head = -8 - 16 * row
    let end = NumberText.coordinate(top(event.y), digits: 1)
    return """
      <line class="axis" x1="\(place)" x2="\(place)" y1="\(head + 3)" y2="\(end)"/>\
      <circle class="ink-fill" cx="\(place)" cy="\(end)" r="4"/>\
      <text class="halo" x="\(place)" y="\(head)" text-anchor="\(isLeft(event) ? "start" : "end")">\(event.text)</text>
      """
  }
}
