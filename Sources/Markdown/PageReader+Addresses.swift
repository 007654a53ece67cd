import Foundation
import SourceText

// What a page may not contain: raw HTML, and addresses that run programs or read files.

extension PageReader {
  /// Removes raw HTML, with a warning unless it is a comment.
  mutating func readRawHTML(_ number: Int, _ node: MarkdownNode) {
    let text = node.literal.drop { $0.isWhitespace }
    let end = text.range(of: "-->")?.upperBound
    let isComment =
      text.hasPrefix("<!--") && end.map { text[$0...].allSatisfy { $0.isWhitespace } } == true
    document.remove(number)
    // The end tag was reported with its start tag.
    if isComment || text.hasPrefix("</") { return }
    report(
      "raw HTML is not supported", at: node,
      hint: "write Markdown, or put it in backticks to show it as code", severity: .warning)
  }

  /// Notes a link or an image, and reports an address that is not allowed.
  mutating func readAddress(_ node: MarkdownNode) {
    links.append(
      MarkdownPage.Link(
        destination: node.literal, isImage: node.kind == .image, location: place(node),
        line: node.line + lineOffset))
    // Browsers ignore white space and control characters before and inside a scheme.
    let address = String(
      String.UnicodeScalarView(
        node.literal.unicodeScalars.filter {
          $0.value > 0x20 && $0.properties.generalCategory != .control
        })
    ).lowercased()
    let isPicture = ["png", "gif", "jpeg", "webp"].contains {
      address.hasPrefix("data:image/\($0)")
    }
    let forbidden = ["javascript:", "vbscript:", "file:", "data:"].first { address.hasPrefix($0) }
    if let forbidden, !isPicture {
      report("an address that begins with '\(forbidden)' is not allowed", at: node)
    }
  }
}
