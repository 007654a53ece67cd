import Foundation
import TestSupport
import Testing

/// Documents that say different things of different models, in every form of a report.
@Suite struct ConditionCommandTests {
  private static func document(_ row: String, _ rows: String) -> String {
    """
    ---
    title: Do the rows of `{value collapse.layer}` differ?
    toc: true
    ---

    ## The repeated row \(row)

    All are one.[^a]

    ```{check #chk-row}
    claim: collapse.distinct-rows == 1
    ```

    ## The rows differ \(rows)

    ```{gradients #fig-rows}
    ```

    ```{check #chk-rows}
    claim: collapse.distinct-rows > 1
    says: `{ref fig-rows}` shows it.
    ```

    ## Both

    Something.[^b]

    [^a]: One.

    [^b]: Two.
    """
  }

  private static let whole = document(
    "{#sec-row when=collapse.collapses}", "{#sec-rows unless=collapse.collapses}")

  /// The document with empty lines from one heading to another, so that claims keep their places.
  private static func cut(_ heading: String, until next: String) -> String {
    let text = document("{#sec-row}", "{#sec-rows}")
    guard let start = text.range(of: heading), let end = text.range(of: next) else { return text }
    let lines = text[start.lowerBound..<end.lowerBound].filter(\.isNewline)
    return String(text[..<start.lowerBound] + lines + text[end.lowerBound...])
  }

  @Test(arguments: [
    ("GlobalAveragePooling1D", cut("## The rows differ", until: "## Both"), "chk-row"),
    ("GlobalMaxPooling1D", cut("## The repeated row", until: "## The rows differ"), "chk-rows"),
  ])
  func `a report follows the finding as if it had been written for it`(
    layer: String, written: String, claim: String
  ) throws {
    try Workplace.use { work in
      try work.writeModel { _, bytes in
        let text = String(bytes: bytes, encoding: .utf8)
        return text.map { Array($0.replacing("GlobalAveragePooling1D", with: layer).utf8) } ?? bytes
      }
      let program = Program(folder: work.folder.path)
      func build(_ text: String, _ options: [String]) throws -> [String: Data] {
        try work.folder.write(text, to: "a.md")
        let outcome = try program.run(
          ["build", "a.md", "--reviews", "picks.txt", "--model", "model", "--quiet"]
            + Workplace.fewMethods + options)
        #expect(outcome == Program.Outcome(status: 0, output: "", error: ""))
        return work.tree("out")
      }
      let forms = ["--output", "--single-file", "--markdown", "--json"].map { option in
        [option, option == "--output" ? "out" : "out.file"]
      }
      for options in forms {
        #expect(try build(Self.whole, options) == build(written, options))
      }
      #expect(try #require(work.folder.read("out/junit.xml")).contains("tests=\"1\""))
      #expect(try #require(work.folder.read("out/a.html")).contains("id=\"\(claim)\""))
      // The title is not known while the list of reviews is woven.
      #expect(try #require(work.folder.read("out/index.html")).contains(">A</a>"))
    }
  }
}
