/// Post-processes the HTML that cmark-gfm renders.
///
/// In safe mode no `<` comes from the author, so every tag is known and can be replaced.
struct HTMLPostprocessor {
  /// The accessible name of each table, escaped.
  let tableLabels: [String]
  /// Whether the page is a single line, rendered as a heading whose tags are removed.
  let isLine: Bool
  private var tables = 0
  private var headings = 0
  private var result = ""
  /// The place of the first heading, if it has level one, with the line end after it.
  private var title: (start: String.Index, end: String.Index?)?

  init(tableLabels: [String], isLine: Bool) {
    self.tableLabels = tableLabels
    self.isLine = isLine
  }

  /// Replaces tags, and adds placeholders for the ids of headings.
  ///
  /// - Parameter rendered: The HTML from cmark-gfm.
  /// - Returns: The parts of the page before the first heading, of that heading if it has level one, and after it.
  /// - Complexity: O(*n*).
  mutating func dress(_ rendered: String) -> [Substring] {
    var rest = rendered[...]
    while let start = rest.utf8.firstIndex(of: UInt8(ascii: "<")),
      let end = rest.utf8[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      result += rest[..<start]
      let next = rest.utf8.index(after: end)
      let tag = rest[start..<next]
      rest = rest[next...]
      if tag.hasPrefix("<th"), tag != "<thead>", rest.hasPrefix("</th>") {
        // An empty header cell is not a header.
        exchange("<td\(tag.dropFirst("<th".count))")
        result += "</td>"
        rest = rest.dropFirst("</th>".count)
      } else {
        exchange(tag)
      }
    }
    result += rest
    if isLine && result.hasSuffix("\n") { result.removeLast() }
    guard let title, let end = title.end else { return [result[...]] }
    let isLineEnd = result[end...].first == "\n"
    let next = isLineEnd ? result.index(after: end) : end
    return [result[..<title.start], result[title.start..<next], result[next...]]
  }

  private mutating func exchange(_ tag: Substring) {
    switch tag {
    case "<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>":
      if isLine { break }
      if headings == 0 && tag == "<h1>" { title = (result.endIndex, nil) }
      result += "\(tag.dropLast()) id=\"\(Mark.headingID(headings).source)\">"
      headings += 1
    case "</h1>":
      if isLine { break }
      result += tag
      if title?.end == nil { title?.end = result.endIndex }
    case "<table>":
      let label = tableLabels.indices.contains(tables) ? tableLabels[tables] : ""
      result += #"<div class="scroll" role="region" tabindex="0" aria-label="\#(label)"><table>"#
      tables += 1
    default: result += Self.tags[String(tag)] ?? String(tag)
    }
  }

  private static let tags = [
    "</table>": "</table></div>",
    "<th>": #"<th scope="col">"#,
    #"<th align="left">"#: #"<th scope="col" class="left">"#,
    #"<th align="center">"#: #"<th scope="col" class="center">"#,
    #"<th align="right">"#: #"<th scope="col" class="num">"#,
    #"<td align="left">"#: #"<td class="left">"#,
    #"<td align="center">"#: #"<td class="center">"#,
    #"<td align="right">"#: #"<td class="num">"#,
    // The tab index makes overflowing code scrollable with the keyboard.
    "<pre>": #"<pre tabindex="0">"#,
    #"<input type="checkbox" disabled="" />"#: #"<span role="img" aria-label="open">☐</span>"#,
    #"<input type="checkbox" checked="" disabled="" />"#:
      #"<span role="img" aria-label="done">☑</span>"#,
    "<br />": "<br>",
    "<hr />": "<hr>",
  ]
}
