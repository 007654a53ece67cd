import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Reporting
import SourceText
import TestSupport
import Testing

/// A site on a model of three classes.
struct ClassSiteTests {
  private static let picks = """
    {#praise label=good} A good film.
    {#mixed label=MIXED} The film was bad, boring, not good!
    {#great label=mixed} Great, great, great.
    {#long} A film that is not great, not good, not bad: a boring film with the one good scene.
    """

  private static let document = """
    ---
    title: Three classes
    scope: report
    ---

    Of `{value model.classes}` classes the first is `{value prediction.class}`, held against
    `{value prediction.probability.bad digits=3}`.

    ```{check #chk-sum}
    claim: all of reviews prediction.probability.good > 0
    says: Every class has a probability.
    ```

    ```{check #chk-less}
    claim: prediction.probability.mixed < prediction.probability
    says: The verdict is the largest.
    ```

    ```{check #chk-logit}
    claim: prediction.logit.good == prediction.logit
    says: What is explained is the verdict.
    ```

    ```{check}
    claim: prediction.empty.good == prediction.empty
    ```

    ```{prediction}
    ```

    ```{reviews}
    ```
    """

  /// Builds a site and returns its files.
  private func build(
    _ choice: ClassChoice = ClassChoice(), picks: String = picks, document: String = document,
    model: Model = TinyClassifier.threeClasses, isMarkdown: Bool = false
  ) async throws -> [String: String] {
    try await TemporaryFolder.useWaiting { folder in
      let request = ReportBuilder.Request(
        documents: [try folder.write(document, to: "three.md")],
        output: isMarkdown ? .init(markdown: folder["site/report.md"]) : .init(folder["site"]))
      let list = try PickList(reading: try folder.write(picks, to: "picks.txt"))
      do {
        _ = try await ReportBuilder(request, picks: list).build(
          with: Explainer(model, target: .probability, explaining: choice))
      } catch let problems as Diagnostics {
        #expect(!folder.entries.contains("site"))
        return ["problems": folder.relative(problems)]
      }
      var files: [String: String] = [:]
      for path in folder.entries where path.hasPrefix("site/") {
        files[String(path.dropFirst(5))] = folder.read(path)
      }
      return files
    }
  }

  @Test func `a page has a bar for each class, and all its claims hold`() async throws {
    let files = try await build()
    let page = try #require(files["reviews/praise.html"])
    #expect(page.contains("<h1>Good, 93\u{202F}%</h1>") || page.contains("Good, 93"))
    #expect(page.components(separatedBy: "<th scope=\"row\"><strong>good</strong></th>").count == 2)
    for name in ["mixed", "bad"] { #expect(page.contains("<th scope=\"row\">\(name)</th>")) }
    #expect(page.contains("supports good <span>solid line</span>"))
    #expect(page.contains("supports other classes <span>dotted line</span>"))
    #expect(page.contains("The probability of “good” is"))
    #expect(page.contains("at the baseline, padding (filler) in place of every word"))
    #expect(page.contains("The label is good too."))
    #expect(!page.contains("positive"))
    let report = try #require(files["three.html"])
    #expect(report.contains("prediction.probability.good"))
    #expect(report.contains("4 of 4 reviews"))
    #expect(!report.contains("does not hold"))
    let junit = try #require(files["junit.xml"])
    #expect(junit.contains("failures=\"0\"") && !junit.contains("<failure"))
    // Two labels of three agree with the verdict.
    #expect(try #require(files["summary.md"]).contains("2 of 3 verdicts agree with the label."))
    let lines = try #require(files["data/report.jsonl"]).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].contains("\"label\":\"good\",\"version\":"))
    #expect(lines[0].contains("\"class\":\"good\",\"prediction\":{\"logits\":{\"good\":"))
    #expect(lines[1].contains("\"label\":\"mixed\""))
    #expect(lines[3].contains("\"class\":\"bad\""))
  }

  @Test func `class names of any script stand in values and claims`() async throws {
    let three = TinyClassifier.threeClasses
    let model = try Model(
      sequential: three.sequential, text: three.text, classes: ["sehr gut", "сносно", "बुरा"])
    let files = try await build(
      picks: "{#praise} A good film.\n",
      document: """
        ---
        title: Three scripts
        scope: report
        ---

        It has `{value prediction.probability.sehr_gut}`, `{value prediction.probability.сносно}` and
        `{value prediction.probability.बुरा}`, `{value prediction.logit.сносно digits=2}`.

        ```{check #chk-all}
        claim: all of reviews prediction.probability.बुरा < prediction.probability.sehr_gut
        says: The best is likelier than the worst.
        ```
        """, model: model)
    #expect(files["problems"] == nil)
    let page = try #require(files["three.html"])
    #expect(page.components(separatedBy: "<data value=").count > 4)
    #expect(
      try await build(
        picks: "A good film.\n", document: "`{value prediction.probability.сносна}`\n", model: model
      )[
        "problems"]
          == """
          three.md:1:2: error: there is no value 'prediction.probability.сносна'
            hint: did you mean 'сносно'?
          """)
  }

  @Test func `a page explains one class against another`() async throws {
    let files = try await build(
      ClassChoice("bad", against: "good"), document: "```{scores}\n```\n```{path}\n```\n")
    let page = try #require(files["reviews/praise.html"])
    #expect(page.contains("The probability of “bad” rather than “good” is"))
    #expect(page.contains("supports good <span>dotted line</span>"))
    #expect(page.contains("Towards bad") && page.contains("Towards good"))
    #expect(page.contains("steps to the right support “bad”, steps to the left “good”"))
    #expect(page.contains("probability of “bad” rather than “good”"))
    let line = try #require(files["data/report.jsonl"])
    #expect(line.contains("\"class\":\"bad\",\"against\":\"good\",\"prediction\":"))
  }

  @Test func `the other of two classes is explained with the page turned round`() async throws {
    let files = try await build(
      ClassChoice("negative"), picks: "{#a label=0} A good film.", document: "# T\n",
      model: TinyClassifier.model)
    let page = try #require(files["reviews/a.html"])
    #expect(page.contains("The probability of “negative” is"))
    #expect(page.contains("supports negative <span>solid line</span>"))
    #expect(page.contains("Probability that the review is negative"))
    #expect(try #require(files["data/report.jsonl"]).contains("\"class\":\"negative\""))
  }

  @Test func `two logits are as good as one`() async throws {
    let layers = TinyClassifier.threeClasses.sequential.layers
    let last = try #require(layers.last as? Dense)
    let two = try Model(
      sequential: Sequential(
        embedding: TinyClassifier.threeClasses.sequential.embedding,
        layers: layers.dropLast() + [
          Dense(
            name: "two", kernel: TinyClassifier.table(rows: last.kernel.rows, columns: 2, salt: 2),
            bias: TinyClassifier.table(rows: 1, columns: 2, salt: 0), activation: .softmax)
        ]), text: TinyClassifier.threeClasses.text, classes: ["ham", "spam"])
    let files = try await build(
      picks: "{#a label=spam} A good film.\n{#b} Bad, boring.", document: "# T\n", model: two)
    let page = try #require(files["reviews/a.html"])
    #expect(page.contains("<figure class=\"meter\">"))
    #expect(page.contains("supports ham") && page.contains("supports spam"))
  }

  @Test func `labels and names that no class has are reported together, each with its place`()
    async throws
  {
    let picks = """
      {#a label=godo} A good film.
      {label=nice} Bad.
      {#c label=bad} Boring.
      """
    #expect(
      try await build(picks: picks)["problems"] == """
        picks.txt:1:11: error: there is no class 'godo'
          hint: did you mean 'good'?
        picks.txt:2:8: error: there is no class 'nice'
          hint: available: good, mixed, bad
        """)
    #expect(
      try await build(
        document: """
          # T

          `{value prediction.probability.godo}` and `{value prediction.logit.positive}`

          ```{check}
          claim: prediction.empty.mxied < 1
          ```
          """)["problems"] == """
          three.md:3:2: error: there is no value 'prediction.probability.godo'
            hint: did you mean 'good'?
          three.md:3:44: error: there is no value 'prediction.logit.positive'
            hint: available: good, mixed, bad
          three.md:6:8: error: there is no value 'prediction.empty.mxied'
            hint: did you mean 'mixed'?
          """)
    #expect(
      try await build(ClassChoice("goood", against: "bda"))["problems"] == """
        --against: error: there is no class 'bda'
          hint: did you mean 'bad'?
        --class: error: there is no class 'goood'
          hint: did you mean 'good'?
        """)
  }

  @Test(arguments: [ClassChoice(), ClassChoice("mixed"), ClassChoice("mixed", against: "bad")])
  func `every chunk has something to say of three classes`(choice: ClassChoice) async throws {
    let verbs = [
      "tokens", "gradients", "scores", "compare", "convergence", "deletion", "collapse", "swaps",
      "vocabulary", "prediction", "reviews", "provenance", "agreement", "units", "path",
      "faithfulness",
    ]
    let files = try await build(
      choice,
      document: "---\nscope: report\ntitle: All\n---\n\n"
        + verbs.map { "```{\($0)}\n```\n" }.joined(separator: "\n"))
    #expect(files["problems"] == nil)
    let page = try #require(files["three.html"])
    #expect(!page.contains("positive") && !page.contains("“negative”"))
    let text = try #require(
      await build(choice, document: "# T\n", isMarkdown: true)["report.md"])
    #expect(!text.contains("supports positive"))
    #expect(text.contains(choice.contrast == nil ? "supports other classes" : "supports bad"))
  }

  @Test func `a folder's name is a label only where the model has such a class`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      try folder.write("A good film.", to: "pos/1.txt")
      let picks = try PickList(reading: folder.path).picks
      #expect(picks.map(\.label) == [.positive])
      func labels(_ model: Model) throws -> [Label?] {
        try ReviewAnalyzer(model: model, methods: [], target: .logit).check(picks).map(\.label)
      }
      #expect(try labels(TinyClassifier.model) == [.positive])
      #expect(try labels(TinyClassifier.threeClasses) == [nil])
    }
  }
}
