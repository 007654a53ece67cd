import HTML

/// The HTML around a chunk's output.
enum FigureMarkup {
  /// A figure with its number, caption and data; a body that is not a figure appears alone.
  static func figure(_ output: ChunkOutput, label: Label?, name: String?) -> HTML {
    guard output.isFigure else {
      return label == nil ? output.body : "<div\(id: label?.id)>\(output.body)</div>"
    }
    let layout: HTML = output.layout == .text ? "" : " class=\"\(output.layout.rawValue)\""
    let description = name.map { " aria-label=\"\($0)\"" as HTML } ?? ""
    return """
      <figure\(id: label?.id)\(layout)\(description)>\(output.body)\(caption(output, label: label))</figure>
      """
  }

  private static func caption(_ output: ChunkOutput, label: Label?) -> HTML {
    let number = label.map { "<b>\($0.title).</b>" as HTML }
    let parts = [number, output.caption].compactMap(\.self).joined(separator: " ")
    let numbers = output.alternative.map { details($0, label: label) } ?? ""
    return parts.isEmpty && numbers.isEmpty ? "" : "<figcaption>\(parts)\(numbers)</figcaption>"
  }

  private static func details(_ table: HTML, label: Label?) -> HTML {
    let title = label.map { "Numbers of \($0.title.lowercased())" } ?? "Numbers"
    return """
      <details class="numbers"><summary>\(title)</summary>\
      <div class="scroll" role="region" tabindex="0" aria-label="\(title)">\(table)</div></details>
      """
  }

  /// A displayed formula, with its number at the side.
  static func equation(_ formula: HTML, label: Label?) -> HTML {
    guard let label else { return "<div class=\"equation\">\(formula)</div>" }
    return """
      <div class="equation"\(id: label.id)>\(formula)\
      <span class="number">(\(label.number))</span></div>
      """
  }

  /// A claim with its measurements and result, marked by both an icon and words.
  static func finding(_ result: ClaimResult, says: HTML?, label: Label?) -> HTML {
    let name = label.map { " role=\"group\" aria-label=\"\($0.title)\"" as HTML } ?? ""
    let title = label.map { HTML(text: $0.title) } ?? "Claim"
    let sentence = says.map { "<p>\(mark(result.holds))\($0)</p>" as HTML } ?? ""
    let values = result.measured.map { measurement -> HTML in
      let number = measurement.value.flatMap(\.number)
      guard let value = measurement.value, number != nil else {
        return HTML(text: measurement.text)
      }
      return "<data value=\"\(value.exact)\">\(measurement.text)</data>"
    }.joined(separator: " and ")
    let measured: HTML = values.isEmpty ? "" : ", measured \(values)"
    return """
      <div class="claim\(result.holds ? "" : " false")"\(id: label?.id)\(name)>\(sentence)\
      <p class="measured"><b>\(title) \(result.holds ? "holds" : failure(of: result)).</b> \
      <code>\(result.claim)</code>\(reviews(result.tally))\(measured)</p></div>
      """
  }

  private static func reviews(_ tally: ClaimResult.Tally?) -> HTML {
    guard let tally else { return "" }
    let count: HTML = ": \(tally.holding) of \(counted(tally.total, "review"))"
    guard let review = tally.extreme else { return count }
    let name: HTML = tally.address.map { "<a\(href: $0)>\(review)</a>" } ?? "\(review)"
    return "\(count), \(tally.rank) in \(name)"
  }

  /// A tick or a cross, distinguishable without colour; the word follows below.
  private static func mark(_ holds: Bool) -> HTML {
    let path = holds ? "M1 5.5 4 8.5 9 1.5" : "M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5"
    return """
      <svg class="tick" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true" viewBox="0 0 10 10"><path d="\(path)"/></svg>
      """
  }

  private static func failure(of result: ClaimResult) -> HTML {
    let missing = result.measured.filter { $0.value == nil }.map { "'\($0.path)'" }
    let reason = missing.isEmpty ? "" : ": there is no value \(missing.joined(separator: " and "))"
    return "does not hold\(reason)"
  }
}
