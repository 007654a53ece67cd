/// Goes through the tags of a page and says what is wrong with them.
enum Outline {
  private static let empty: Set = ["br", "hr", "img", "path"]
  private static let blocks: Set = [
    "p", "div", "figure", "figcaption", "table", "ul", "ol", "li", "blockquote", "aside", "h1",
    "h2", "h3", "h4", "h5", "h6", "pre", "hr", "section", "details",
  ]

  /// The first thing that no browser should have to mend; nil when all is well.
  static func fault(in markup: String) -> String? {
    var open: [Substring] = []
    var ids: Set<String> = []
    for match in markup.matches(of: /<(\/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>/) {
      let name = match.2
      if match.1 == "/" {
        guard open.popLast() == name else { return "</\(name)> closes nothing" }
        continue
      }
      if blocks.contains(String(name)), open.contains("p") { return "<\(name)> in <p>" }
      if name == "a", open.contains("a") { return "<a> in <a>" }
      if match.3.contains("style=") || match.3.contains("align=") { return "\(match.0)" }
      if let id = match.3.firstMatch(of: /\sid="([^"]*)"/)?.1, !ids.insert(String(id)).inserted {
        return "two ids \(id)"
      }
      if !empty.contains(String(name)) { open.append(name) }
    }
    if let last = open.last { return "<\(last)> is open" }
    let text = markup.replacing(/<\/?[a-z][a-z0-9]*(?:[^<>"]|"[^"]*")*>/, with: "")
    if text.contains("<") { return "a bare <" }
    let isClean = text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 }
    return isClean ? nil : "a control character"
  }
}
