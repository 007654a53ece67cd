import Attribution
import Classifier
import Foundation
import HTML
import LinearAlgebra
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// A page begins to count at one number, which all of its parts print.
struct StartingPointTests {
  /// What is explained, and how.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var methods = "integrated-gradients,occlusion,saliency"
    /// The option `--baseline`.
    var option: Baseline?
    /// Where the page is to begin.
    var start = Baseline.pad
    var target = OutputScale.probability
    var choice = ClassChoice()
    let model: @Sendable () throws -> Model

    var testDescription: String {
      "\(name) \(methods) \(option?.rawValue ?? "") \(target) \(choice)"
    }
  }

  private static let picks = """
    {#short} A good film.
    {#long} A film that is not great, not good, not bad: a boring film with the one good scene, the film, a film.
    {#unknown} Zorblatt <b>frobnicate</b>.
    """

  private static let document = """
    ---
    title: One start
    scope: review
    ---

    `{value prediction.sentence}` `{value prediction.baseline digits=6}`

    ```{prediction}
    ```

    ```{scores #fig-w method=integrated-gradients}
    ```

    ```{path #fig-p}
    ```

    ```{units #fig-u}
    ```

    ```{compare #tbl-c}
    ```
    """

  private static let architectures: [Case] = Architecture.allCases.map { architecture in
    Case(name: architecture.rawValue) {
      try Model.load(
        architecture == .average ? nil : architecture.rawValue
      ).shortened()
    }
  }

  private static let baselines: [Case] = Baseline.allCases.flatMap { baseline in
    [OutputScale.probability, .logit].flatMap { target in
      [
        Case(name: "tiny", option: baseline, start: baseline, target: target) {
          TinyClassifier.model
        },
        Case(name: "layers", option: baseline, start: baseline, target: target) {
          try OddClassifier.withoutClosedForm()
        },
      ]
    }
  }

  private static let classes: [Case] = [
    ClassChoice(), ClassChoice("mixed"), ClassChoice("mixed", against: "bad"),
  ].flatMap { choice in
    [OutputScale.probability, .logit].map { target in
      Case(name: "three", target: target, choice: choice) { TinyClassifier.threeClasses }
    }
  }

  /// The leading method says where the page begins; without one that has a baseline, the run does.
  private static let leading: [Case] = [
    ("occlusion:baseline=zero", nil, Baseline.zero),
    ("lrp,occlusion:baseline=mean,integrated-gradients:baseline=mean", nil, .mean),
    ("occlusion:removal=remove,integrated-gradients", nil, .pad),
    ("saliency", nil, .pad), ("saliency", .unknown, .unknown), ("input-x-gradient", nil, .zero),
    ("shapley-value-sampling:samples=5,baseline=unknown", .zero, .unknown),
  ].map { methods, option, start in
    Case(name: "tiny", methods: methods, option: option, start: start) { TinyClassifier.model }
  }

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ClassifierTests/Fixtures").path

  private static let files: [Case] =
    ["words.bin", "both.bin", "tree.bin", "pruned.ftz"].map { file in
      Case(name: file) { try Model(at: "\(fixtures)/fasttext/\(file)") }
    }
    + ["k3-tutorial.keras", "k3-chain.keras", "k2-curves.h5"].flatMap { file in
      [Baseline.pad, .zero].map { baseline in
        Case(name: file, option: baseline, start: baseline) {
          try Model(
            at: "\(fixtures)/keras/\(file)",
            options: ImportOptions(
              wordIndex: "\(fixtures)/keras/word_index.json", indexOffset: 3))
        }
      }
    }

  private static let cases: [Case] = classes + leading + files + baselines + architectures

  @Test(arguments: cases)
  func `headline, bar, waterfall, way, units, sums, terminal and numbers begin with one number`(
    _ item: Case
  ) async throws {
    let model = try item.model()
    let pages = try await build(item, model)
    let explainer = try Explainer(
      model, target: item.target, explaining: item.choice)
    let methods = try ConfiguredMethod.list(
      parsing: item.methods, defaults: defaults(item), within: .layers)
    let list = try PickList(parsing: Array(Self.picks.utf8), path: "picks.txt").picks
    for (index, pick) in list.enumerated() {
      let review = explainer.explain(pick.text)
      let start = item.start.value(for: review)
      let chances = review.explainer.explaining(review.output.with(.probability))
        .explain(pick.text)
      let probability = item.start.value(for: chances)
      let page = Node(page: try #require(pages["one/\(pick.id).html"]))
      let (text, words) = (page.text, item.start.summary)
      let stated =
        "is \(NumberText.percent(probability)) at the baseline, \(plain(item, review));"
      try checkMovers(text, after: stated, review, item)
      #expect(text.contains(NumberText.fixed(probability, digits: 6)))
      #expect(
        try #require(pages["reviews/\(pick.id).html"]).contains(stated))
      try checkBar(page, model, probability, chances, item)
      // The waterfall and what stands below it.
      let steps = try #require(page.all("table").first { $0.rows[0].first == "Step" })
      #expect(steps.rows[1] == ["baseline", "", NumberText.fixed(100 * start, digits: 2)])
      let waterfall = try #require(page.all("div", "waterfall").first)
      #expect(
        waterfall.all("desc")[0].text.hasPrefix(
          "From \(NumberText.fixed(100 * start, digits: 2)) to "))
      #expect(waterfall.all("text").contains { $0.text == "baseline" })
      #expect(text.contains("from the baseline, \(words) in every position, to the prediction"))
      try checkWay(page, start, item)
      #expect(
        text.contains("they are the change from \(NumberText.fixed(100 * start, digits: 2)) to "))
      try checkSums(page, of: methods, review, item)
      let analysis = ReviewAnalyzer(explainer, methods: methods, defaults: defaults(item))
        .analyse(pick, number: index + 1)
      #expect(
        TerminalText(analysis, hasColour: false).text.contains(
          "(baseline, \(words) in every position: \(NumberText.percent(probability, digits: 1)))"))
      let line = try JSON(
        parsing: SourceFile(
          path: "report.jsonl",
          text: String(try #require(pages["jsonl"]).split(separator: "\n")[index])))
      for (method, found) in zip(methods, line["attributions"]?.array ?? [])
      where Origin(of: method.method)?.baseline == item.start {
        #expect(found["baseline_value"]?.number == start)
      }
    }
  }

  /// What a reader is told of the baseline: only padding has plainer words, and "empty" is said where it is true.
  private func plain(_ item: Case, _ review: ReviewInput) -> String {
    guard item.start == .pad else { return "\(item.start.summary) in every position" }
    let text = review.explainer.network.text
    let empty = review.explainer.explaining(review.output).explain("")
    let isBlank = text.encode("").paddingPositions.count == review.length && review.mask == nil
    if isBlank { #expect(abs(empty.value - item.start.value(for: review)) < 1e-12) }
    return isBlank ? "an empty review" : "padding (filler) in place of every word"
  }

  private func checkBar(
    _ page: Node, _ model: Model, _ probability: Double, _ chances: ReviewInput, _ item: Case
  ) throws {
    guard model.classes.count > 2 else {
      let meter = try #require(page.all("figure", "meter").first)
      #expect(
        meter.all("desc")[0].text.contains(
          "; \(NumberText.fixed(100 * probability, digits: 1)) per cent at the baseline;"))
      let gap = try #require(meter.all("line", "gap").first)
      #expect(gap.attributes["x1"] == NumberText.coordinate(100 * probability) + "%")
      #expect(gap.attributes["x2"] == gap.attributes["x1"])
      return
    }
    let bars = try #require(page.all("table", "classes").first)
    for (index, name) in model.classes.enumerated() {
      let explainer = chances.explainer.explaining(
        Output(.probability, of: index, logits: model.sequential.outputs))
      let own = item.start.value(for: explainer.explain(chances.review.text))
      let row = try #require(bars.rows.first { $0[0] == name.name })
      #expect(row[3] == NumberText.percent(own, digits: 1))
      // A light mark shows the baseline where it lies on the bar, and there alone.
      let chance = explainer.explain(chances.review.text).value
      let bar = try #require(bars.all("tr").first { $0.all("th").first?.text == name.name })
      let gap = try #require(bar.all("line", "gap").first)
      #expect(abs(gap.number("x1") - 100 * own) < 0.051 && gap.number("x2") == gap.number("x1"))
      #expect((gap.number("y2") > 0) == (own < chance))
    }
  }

  private func checkWay(_ page: Node, _ start: Double, _ item: Case) throws {
    let isProbability = item.target == .probability
    let said =
      isProbability
      ? NumberText.percent(start, digits: 1) : NumberText.fixed(start, digits: 2, isSigned: true)
    let ends = page.all("text", "strong").filter { $0.text == "baseline \(said)" }
    #expect(ends.count == 1)
    let table = try #require(page.all("table").first { $0.rows[0].first == "Share of the path" })
    let first =
      isProbability ? NumberText.fixed(100 * start, digits: 2) : NumberText.fixed(start, digits: 3)
    #expect(Array(table.rows[1].prefix(2)) == ["0.000", first])
    // Switches stand among the tenths of the way.
    let places = table.rows.dropFirst().compactMap { Double($0[0]) }
    #expect(places == places.sorted() && places.count == table.rows.count - 1)
  }

  /// The columns that are counted from the page's baseline need the change from its number.
  private func checkSums(
    _ page: Node, of methods: [ConfiguredMethod], _ review: ReviewInput, _ item: Case
  ) throws {
    let table = try #require(page.all("table", "methods-table").first)
    let sums = try #require(table.rows.first { $0[0] == "complete" })
    for (column, method) in methods.enumerated()
    where Origin(of: method.method)?.baseline == item.start {
      let needed = NumberText.points(review.value - item.start.value(for: review))
      #expect(
        ["yes, \(needed)", "no, expected \(needed)", "not promised, \(needed)"].contains(
          sums[column + 1]))
    }
  }

  private func defaults(_ item: Case) -> [Options.Item] {
    let place = SourceLocation(file: "--baseline")
    return item.option.map {
      [
        Options.Item(
          key: "baseline", value: $0.rawValue, keyLocation: place, valueLocation: place)
      ]
    } ?? []
  }

  private func request(_ item: Case, _ folder: TemporaryFolder) throws -> ReportBuilder.Request {
    ReportBuilder.Request(
      documents: [try folder.write(Self.document, to: "one.md")], output: .init(folder["site"]),
      methods: item.methods, defaults: defaults(item))
  }

  /// The headline names what leads away from the baseline: the words that are read, and padding where it is another row.
  private func checkMovers(
    _ text: String, after said: String, _ review: ReviewInput, _ item: Case
  ) throws {
    let start = try #require(text.firstRange(of: said))
    let sentence = text[start.upperBound...].prefix { $0 != "." }
    let counts = review.review.paddingPositions.contains(where: review.isUnmasked)
    #expect(sentence.contains("padding") == (counts && item.start != .pad))
    let read = review.review.read
    let part =
      review.review.truncated == 0 ? "" : read.lowerBound > 0 ? "last " : "first "
    if read.count > 1 { #expect(sentence.contains("\(part)\(read.count) words")) }
    #expect(sentence.contains("first ") == (part == "first "))
    #expect(sentence.contains("last ") == (part == "last "))
  }

  private func build(_ item: Case, _ model: Model) async throws -> [String: String] {
    try await TemporaryFolder.useWaiting { folder in
      let list = try PickList(parsing: Array(Self.picks.utf8), path: "picks.txt")
      _ = try await ReportBuilder(request(item, folder), picks: list).build(
        with: Explainer(model, target: item.target, explaining: item.choice))
      return sitePages(in: folder)
    }
  }
}
