import Attribution
import Classifier
import Foundation
import HTML
import LinearAlgebra
import Reporting
import SourceText
import TestSupport
import Testing

/// A page about a program begins to count at one number, which all of its parts print.
struct ProgramStartTests {
  private static let programDocument = """
    ---
    title: One start
    scope: review
    ---

    `{value prediction.sentence}`

    ```{prediction}
    ```

    ```{scores #fig-w method=kernel-shap}
    ```

    ```{compare #tbl-c}
    ```
    """

  /// For each way of missing: the mask, the option, what is left of "A good film!", what the page calls it, and what the
  /// numbers say of it.
  private static let missing: [(String?, String, String, String, [String: String])] = [
    (nil, "", "!", "the text without its words", ["removal": "remove"]),
    (nil, ",removal=remove", "!", "the text without its words", ["removal": "remove"]),
    (
      "[MASK]", "", "[MASK] [MASK] [MASK]!", "the text with “[MASK]” for every word",
      ["removal": "replace", "mask": "[MASK]"]
    ),
    (
      "[MASK]", ",removal=remove", "!", "the text without its words", ["removal": "remove"]
    ),
  ]

  @Test(arguments: missing, [OutputScale.probability, .logit])
  func `with a program all parts begin with what it says of the text without its words`(
    _ item: (String?, String, String, String, [String: String]), target: OutputScale
  ) async throws {
    let (mask, option, left, words, settings) = item
    let child = CountingProgram(maskToken: mask)
    let methods = "kernel-shap:samples=40\(option),occlusion:window=1\(option)"
    let pages = try await TemporaryFolder.useWaiting { folder in
      let request = ReportBuilder.Request(
        documents: [try folder.write(Self.programDocument, to: "one.md")],
        output: .init(folder["site"]), methods: methods, access: .gradientAnywhere)
      let list = try PickList(parsing: Array("{#a} A good film!\n".utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(
        with: Explainer(child, target: target))
      return sitePages(in: folder)
    }
    let probability = child.probability(of: left)
    #expect(abs(probability - child.probability(of: "")) > 0.05)
    let start = target == .probability ? probability : 2 * atanh(2 * probability - 1)
    let said = "is \(NumberText.percent(probability)) at the baseline, \(words);"
    for name in ["one/a.html", "reviews/a.html"] {
      let page = Node(page: try #require(pages[name]))
      #expect(page.text.contains(said))
      #expect(!page.text.contains("padding"))
      #expect(
        page.all("figure", "meter")[0].all("desc")[0].text.contains(
          "; \(NumberText.fixed(100 * probability, digits: 1)) per cent at the baseline;"))
      let steps = try #require(page.all("table").first { $0.rows[0].first == "Step" })
      #expect(steps.rows[1] == ["baseline", "", NumberText.fixed(100 * start, digits: 2)])
      #expect(page.text.contains("from the baseline, \(words), to the prediction"))
      let sums = try #require(
        page.all("table", "methods-table")[0].rows.first { $0[0] == "complete" })
      let own = child.probability(of: "A good film!")
      let end = target == .probability ? own : 2 * atanh(2 * own - 1)
      let needed = NumberText.points(end - start)
      #expect(sums.dropFirst().allSatisfy { $0.hasSuffix(needed) })
    }
    let line = try JSON(
      parsing: SourceFile(path: "report.jsonl", text: try #require(pages["jsonl"])))
    for found in line["attributions"]?.array ?? [] {
      #expect(abs((found["baseline_value"]?.number ?? .nan) - start) < 1e-12)
      #expect(found["options"]?["baseline"] == nil)
      for key in ["removal", "mask"] { #expect(found["options"]?[key]?.string == settings[key]) }
    }
    #expect(line["attributions"]?.array?.count == 2)
  }
}

/// A program whose answers depend on what is left of a text.
private struct CountingProgram: TextClassifier {
  let identity = "counting"
  let classes = Label.binary
  let maskToken: String?

  func probability(of text: String) -> Double {
    func count(_ piece: String) -> Double { Double(text.ranges(of: piece).count) }
    let logit = 0.3 + 1.1 * count("good") - 0.4 * count("film") - 0.9 * count("!")
    return sigmoid(logit + 0.5 * count("[MASK]"))
  }

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    texts.map { [1 - probability(of: $0), probability(of: $0)] }
  }
}
