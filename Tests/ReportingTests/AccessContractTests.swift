import Attribution
import Classifier
import Faithfulness
import HTML
import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// Whatever is registered works with every classifier that offers what it declares to need, and is refused at its place by every
/// other.
///
/// A declaration that is too low ends in NaN, or in the precondition of the layers.
@Suite struct AccessContractTests {
  /// Classifiers of every level of access.
  private static let classifiers: [any TextClassifier] = [
    TinyClassifier.model,
    LimitedNetwork(model: TinyClassifier.model, access: .gradientAnywhere),
    LimitedNetwork(model: TinyClassifier.model, access: .gradientAtInput),
    LimitedNetwork(model: TinyClassifier.model, access: .predictions),
    FunctionClassifier { texts in texts.map { $0.contains("good") ? [0.2, 0.8] : [0.6, 0.4] } },
  ]

  private static let text = "A good film, not bad, and good"

  /// The run of a classifier with one method of each kind that works.
  private static func context(_ classifier: any TextClassifier) throws -> ReportContext {
    let explainer = try Explainer(classifier)
    let names = ["occlusion", "input-x-gradient", "integrated-gradients"].filter { name in
      AttributionMethods.named(name).map { $0.card.needs <= explainer.access } ?? false
    }
    let methods = try ConfiguredMethod.list(
      parsing: names.joined(separator: ","), defaults: [], within: explainer.access)
    let pick = Pick(id: "a", text: text, location: SourceLocation(file: "a"))
    return try ReportContext(
      ReviewAnalyzer(explainer, methods: methods), picks: [pick], focus: 0, scope: .report)
  }

  private static func document(_ text: String) throws -> Document<ReportContext> {
    try Document(
      parsing: SourceFile(path: "a.md", text: text), language: ReportLanguage.language(),
      reviews: ["a"])
  }

  @Test(arguments: classifiers.indices, AttributionMethods.names)
  func `a method scores every word, or is refused by its name`(_ index: Int, _ name: String) throws
  {
    let explainer = try Explainer(Self.classifiers[index])
    let type = try #require(AttributionMethods.named(name))
    if type.card.needs <= explainer.access {
      let method = try #require(
        try ConfiguredMethod.list(parsing: name, defaults: [], within: explainer.access).first)
      let found = method.attribute(explainer.explain(Self.text))
      #expect(found.scores.count == 7 && found.scores.allSatisfy(\.isFinite))
      #expect(found.baselineValue.map(\.isFinite) ?? true)
      #expect(found.convergenceDelta.map(\.isFinite) ?? true)
      #expect(explainer.failure == nil)
    } else {
      let problems = #expect(throws: Diagnostics.self) {
        try ConfiguredMethod.list(parsing: name, defaults: [], within: explainer.access)
      }
      #expect(
        problems?.description.hasPrefix("--methods: error: the method '\(name)' needs") == true)
    }
  }

  @Test(arguments: classifiers.indices, Metrics.names)
  func `a metric judges every method, or is refused by its name`(_ index: Int, _ name: String)
    throws
  {
    let explainer = try Explainer(Self.classifiers[index])
    let type = try #require(Metrics.named(name))
    if type.card.needs <= explainer.access {
      let metrics = try ConfiguredMetric.list(parsing: name, within: explainer.access)
      let methods = try ConfiguredMethod.list(
        parsing: "occlusion,random", defaults: [], within: explainer.access)
      let table = FaithfulnessStudy(explainer, methods: methods, metrics: metrics).run(
        on: [Self.text, "bad film", "not good"])
      for cell in table.columns.flatMap(\.cells) {
        #expect(cell.own.map { $0.mean.isFinite } ?? true)
      }
      #expect(explainer.failure == nil)
    } else {
      let problems = #expect(throws: Diagnostics.self) {
        try ConfiguredMetric.list(parsing: name, within: explainer.access)
      }
      #expect(
        problems?.description.hasPrefix("--metrics: error: the metric '\(name)' needs") == true)
    }
  }

  @Test(arguments: classifiers.indices)
  func `a chunk is woven without NaN, or refused at its place before a review is read`(
    _ index: Int
  ) throws {
    let context = try Self.context(Self.classifiers[index])
    let access = context.run.analyst.explainer.access
    let options = [
      "architectures": " limit=1", "faithfulness": " limit=1", "orders": " shuffles=1",
      "scores": " method=occlusion",
    ]
    for chunk in ReportLanguage.language().chunks {
      let braces = "{\(chunk.verb)\(options[chunk.verb] ?? "")}"
      let scope = chunk.scopes.contains(.review) ? "review" : "report"
      let document = try Self.document(
        "---\nscope: \(scope)\n---\n\n```\(braces)\n```\n")
      let problems = document.unavailability(in: context)
      if chunk.needs <= access {
        #expect(problems.isEmpty, "\(chunk.verb)")
        let woven = try document.weave(in: context)
        // Base64 has any letters in a row.
        let markup = woven.html.markup.replacing(/<script[^>]*>[^<]*/, with: "")
        #expect(!markup.contains("NaN") && !markup.contains(">nan"), "\(chunk.verb)")
      } else {
        let found = try #require(problems.first, "\(chunk.verb)")
        #expect(found.description.hasPrefix("a.md:5:4: error: the chunk '\(chunk.verb)' needs"))
        #expect(throws: Diagnostics.self) { try document.weave(in: context) }
      }
    }
  }

  @Test(arguments: classifiers.indices)
  func `a value is a number, or refused at its place before a review is read`(_ index: Int) throws {
    let context = try Self.context(Self.classifiers[index])
    let access = context.run.analyst.explainer.access
    for value in ReportLanguage.language().values {
      let path = value.path.replacing("CLASS", with: "positive")
      let scope = value.scopes.contains(.review) ? "review" : "report"
      let document = try Self.document("---\nscope: \(scope)\n---\n\n`{value \(path)}`\n")
      let problems = document.unavailability(in: context)
      if value.needs <= access {
        #expect(problems.isEmpty, "\(path)")
        #expect(value.value(context)?.number?.isNaN != true, "\(path)")
      } else {
        let found = try #require(problems.first, "\(path)")
        #expect(found.description.hasPrefix("a.md:5:2: error: the "), "\(found)")
        #expect(throws: Diagnostics.self, "\(path)") { try document.weave(in: context) }
      }
    }
  }

  @Test func `a section for layers is not checked where there are none`() throws {
    let context = try Self.context(Self.classifiers[3])
    let document = try Self.document(
      "# T\n\n## Units {when=model.has-layers}\n\n```{units}\n```\n\n`{value units.count}`\n")
    #expect(document.unavailability(in: context).isEmpty)
  }

  @Test(arguments: ["integrated-gradients:tolerance=0.001", "saliency", "input-x-gradient"])
  func `a network has the same gradients by the protocol as by its layers`(list: String) throws {
    let method = try #require(try ConfiguredMethod.list(parsing: list, defaults: []).first)
    let limited = try Explainer(Self.classifiers[1])
    let layers = Explainer(
      model: TinyClassifier.model, output: Output(.probability), usesClosedForm: false)
    for text in TinyClassifier.reviews where !text.isEmpty {
      let found = method.attribute(limited.explain(text))
      let expected = method.attribute(layers.explain(text))
      #expect(found.scores.count == expected.scores.count)
      for (found, expected) in zip(found.scores, expected.scores) {
        #expect(abs(found - expected) < 1e-9)
      }
    }
  }

  @Test func `a classifier that declares layers gives its network`() {
    let hollow = LimitedNetwork(model: TinyClassifier.model, access: .layers)
    #expect(throws: Diagnostics.self) { try Explainer(hollow) }
  }
}
