import Attribution
import SourceText

/// The description of a method or metric as text.
struct CardText {
  /// A heading and the lines below it.
  typealias Section = (heading: String, lines: [String])

  /// The name in running text.
  let title: String
  /// A description in one sentence.
  let summary: String
  /// The formula in TeX.
  let formula: String
  /// The declared options.
  let options: [Options.Declaration]
  /// A remark on further options.
  var optionNote: String?
  /// The sections between the options and the source.
  let sections: [Section]
  /// The paper.
  let source: Source

  /// The text, without a final line feed.
  var text: String {
    let keys = options.map { "\($0.key)=\($0.fallback)  (\($0.values))" }
    let all: [Section] =
      [
        (title, [summary]), ("Formula (TeX)", [formula]),
        ("Options", (keys.isEmpty ? ["none"] : keys) + [optionNote].compactMap(\.self)),
      ] + sections + [("Source", [source.citation, source.url])]
    return all.map { section in
      ([section.heading] + section.lines.map { "  \($0)" }).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
