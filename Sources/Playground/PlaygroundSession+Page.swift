import HTML

// The texts of a page. The script only inserts them.

extension PlaygroundSession {
  /// The parts of a page that change.
  package struct Parts: OptionSet, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// Everything but the tables: the text, the bars, the sums and the gradient row.
    package static let answer = Parts(rawValue: 1)
    /// The table of words.
    package static let words = Parts(rawValue: 2)
    /// The table of the gradient.
    package static let gradient = Parts(rawValue: 4)
  }

  /// The largest number of classes with a bar each.
  package static let mostBars = 12

  /// Returns the changes of a page.
  ///
  /// - Parameters:
  ///   - parts: The parts to write, besides the name of the word on the buttons.
  ///   - caret: The place of the caret in UTF-16 code units; nil while the reader has not placed it.
  /// - Returns: Selectors of what changes, with attributes and children.
  package func page(_ parts: Parts, at caret: Int?) -> [PageNode] {
    var changes = [shown("word", wordName(at: caret))]
    if parts.contains(.answer) {
      changes += sentences + [painted] + (model.classes.count == 2 ? meter : bars) + row
    }
    if parts.contains(.words) { changes.append(wordTable) }
    if parts.contains(.gradient) { changes.append(gradientTable) }
    return changes
  }

  /// Returns the changes of a page as JSON.
  package func json(_ parts: Parts, at caret: Int?) -> [UInt8] {
    var writer = PageWriter()
    writer.write(page(parts, at: caret))
    return writer.bytes
  }

  /// The announcement for screen readers.
  package var spoken: String { report.isEmpty ? verdict : "\(report) \(verdict)" }

  private func shown(_ name: String, _ text: String) -> PageNode {
    .element("[data-show=\(name)]", [], [.text(text)])
  }

  private var sentences: [PageNode] {
    [
      shown("verdict", verdict), shown("start", output(answer.start)),
      shown("count", counted(answer.scores.count, "word")),
      shown("sum", change(answer.scores.reduce(0, +))),
      shown("rest", change(answer.padding + answer.specialTokens)),
      shown("value", output(answer.value)), shown("subject", model.classes[answer.subject]),
      shown("positions", positions), shown("report", report),
    ]
  }

  /// The numbers of positions.
  package var positions: String {
    "\(counted(answer.positions, "position")), \(answer.paddingPositions) of padding"
  }

  private var painted: PageNode {
    var children = text.pieces.map { piece -> PageNode in
      switch piece.paint {
      case .plain: .text(piece.text)
      case .unread: .element("s", class: "unread", piece.text)
      case .word(let word): .element("span", class: look(word), piece.text)
      }
    }
    children.append(.text("\n"))
    return .element(".editor .text", [], children)
  }

  private func look(_ word: Int) -> String {
    let score = answer.scores[word]
    var step = 0
    for threshold in model.thresholds where abs(100 * score) >= threshold { step += 1 }
    let colour = step == 0 ? "" : " \(score < 0 ? "n" : "p")\(step)"
    return "t" + (answer.words[answer.read.lowerBound + word].isKnown ? "" : " unknown") + colour
  }

  private var meter: [PageNode] {
    let (p, start) = (answer.probabilities[barClass], answer.startProbabilities[barClass])
    let from = start - p > 0.2 || p - start > 0.2 ? "visible" : "hidden"
    return [
      .element(
        ".meter .track + rect",
        [
          .init("class", p < 0.5 ? "neg" : "pos"), .init("x", share(min(p, 0.5))),
          .init("width", share(abs(p - 0.5))),
        ], nil),
      .element(
        ".meter line:nth-last-of-type(-n+2)",
        [.init("x1", share(start)), .init("x2", share(start))],
        nil),
      .element(".meter .strong", place(p), [.text(percent(p, 1))]),
      .element(
        ".meter .from", place(start) + [.init("visibility", from)],
        [.text("baseline \(percent(start, 0))")]),
      .element(
        ".meter desc", [], [.text("\(percent(p, 1)); \(percent(start, 1)) at the baseline.")]),
    ]
  }

  private func place(_ p: Double) -> [PageNode.Attribute] {
    let anchor = p < 0.15 ? "start" : p > 0.85 ? "end" : "middle"
    return [.init("x", share(p)), .init("text-anchor", anchor)]
  }

  private func share(_ p: Double) -> String { fixed(100 * p, 2) + "%" }

  private var bars: [PageNode] {
    guard model.classes.count <= Self.mostBars else { return [] }
    return answer.probabilities.indices.flatMap { index in
      let row = ".classes tbody tr:nth-child(\(index + 1)) "
      let isVerdict = index == answer.verdict
      let name = model.classes[index]
      let width = fixed(100 * answer.probabilities[index], 1)
      return [
        PageNode.element(
          row + "rect", [.init("class", isVerdict ? "pos" : "flat-bar"), .init("width", width)], nil
        ),
        .element(row + "th", [], [isVerdict ? .element("strong", name) : .text(name)]),
        .element(row + "td:nth-child(3)", [], [.text(percent(answer.probabilities[index], 1))]),
      ]
    }
  }

  private var row: [PageNode] {
    let words = answer.directions.map { direction in
      PageNode.element(
        "li", [],
        [
          .element("span", class: "word", model.word(direction.index)), .text(" "),
          .element("span", class: "num", change(direction.change)),
        ])
    }
    return [
      .element(".row .ink-fill", [.init("d", gradientPath)], nil),
      .element(".points-to", [], words),
    ]
  }

  /// The bars of the gradient row as a path, each 0.7 wide, the longest 1 high.
  package var gradientPath: String {
    let largest = answer.gradient.reduce(0) { max($0, abs($1)) }
    var path = ""
    for (index, entry) in answer.gradient.enumerated() {
      let height = fixed(largest > 0 ? abs(entry) / largest : 0, 4)
      path += "M\(index).15 1h.7v\(entry > 0 ? "-" : "")\(height)h-.7z"
    }
    return path
  }

  private var wordTable: PageNode {
    let words = text.pieces.compactMap { piece -> PageNode? in
      guard case .word(let word) = piece.paint else { return nil }
      let index = answer.words[answer.read.lowerBound + word].index
      return line(piece.text, [change(answer.scores[word]), "\(index)"])
    }
    return .element(".words-figure tbody", [], words)
  }

  private var gradientTable: PageNode {
    .element(
      ".row-figure tbody", [],
      answer.gradient.indices.map { line("\($0 + 1)", [scientific(answer.gradient[$0])]) })
  }

  private func line(_ head: String, _ cells: [String]) -> PageNode {
    .element(
      "tr", [],
      [.element("th", [.init("scope", "row")], [.text(head)])]
        + cells.map { .element("td", class: "num", $0) })
  }
}
