/// Post-processes the HTML that cmark-gfm renders.
///
/// In safe mode no `<` comes from the author, so every tag is known and can be replaced.
struct HTMLPostprocessor {
  /// The accessible name of each table.
  var tableLabels: [HTMLTemplate] = []
  /// Whether the page is a single line, rendered as a heading whose tags are removed.
  var isLine = false
  private var tables = 0
  private var headings = 0

  init(tableLabels: [HTMLTemplate], isLine: Bool) {
    self.tableLabels = tableLabels
    self.isLine = isLine
  }

  /// Replaces tags and marks with gaps.
  ///
  /// - Parameter rendered: The HTML from cmark-gfm.
  /// - Returns: HTML with gaps.
  /// - Complexity: O(*n*).
  mutating func dress(_ rendered: String) -> HTMLTemplate {
    var result = HTMLTemplate()
    var rest = rendered[...]
    while let start = rest.utf8.firstIndex(of: UInt8(ascii: "<")),
      let end = rest.utf8[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      result.append(Mark.gaps(in: rest[..<start]))
      let next = rest.utf8.index(after: end)
      let tag = rest[start..<next]
      rest = rest[next...]
      if tag.hasPrefix("<th"), tag != "<thead>", rest.hasPrefix("</th>") {
        // An empty header cell is not a header.
        result.append(exchange("<td\(tag.dropFirst("<th".count))"))
        result.append("</td>")
        rest = rest.dropFirst("</th>".count)
      } else {
        result.append(exchange(tag))
      }
    }
    result.append(Mark.gaps(in: rest))
    return isLine ? result.mapLiterals { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 } : result
  }

  private mutating func exchange(_ tag: Substring) -> HTMLTemplate {
    var result = HTMLTemplate()
    switch tag {
    case "<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>":
      if isLine { break }
      result.append("\(tag.dropLast()) id=\"")
      result.append(.headingID(headings))
      result.append("\">")
      headings += 1
    case "</h1>" where isLine: break
    case "<table>":
      result.append(#"<div class="scroll" role="region" tabindex="0" aria-label=""#)
      if tableLabels.indices.contains(tables) { result.append(tableLabels[tables]) }
      result.append("\"><table>")
      tables += 1
    default:
      if let known = Self.tags[String(tag)] {
        result.append(known)
      } else {
        result.append(Mark.gaps(in: tag, asText: true))
      }
    }
    return result
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
