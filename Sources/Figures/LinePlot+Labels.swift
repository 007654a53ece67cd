import HTML

extension LinePlot {
  /// The labels at the ends of the first line, each on the free side of its dot.
  var endTexts: HTML {
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

  /// The labels of lines.
  var names: HTML {
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
