internal import Literate
internal import Reporting
internal import SourceText

/// An expression is written and read again, and whatever is wrong with a claim or a list is said at a place within it.
enum ExpressionFuzzer: Fuzzer {
  static let name = "expression"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let form = ExpressionSyntax(parsing: text) {
      let again = ExpressionSyntax(parsing: form.text)
      try BrokenLaw.unless(again == form, "'\(text)' is written as '\(form.text)'")
      try BrokenLaw.unless(again?.text == form.text, "'\(form.text)' is written in another way")
    }
    let line = text.map { $0.isNewline ? " " : String($0) }.joined()
    for document in [
      "```{check}\nclaim: \(line)\n```",
      "```{reviews}\nwhere: \(line)\nsort: \(line)\ncolumns: \(line)\n```",
      "## A {when=(\(line))}",
    ] {
      do {
        _ = try Document(
          parsing: SourceFile(path: "x.md", text: document), language: ReportLanguage.language())
      } catch {
        try BrokenLaw.ifMisplaced(error, in: Array(document.utf8))
      }
    }
  }
}
