import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Reporting
import SourceText
import TestSupport
import Testing

/// Programs that read words in pieces, cut texts off, and answer at embeddings.
@Suite struct EmbeddingProgramTests {
  private static let text =
    "A warm, funny film with a script that trusts its audience; the ending is dull"
  private static let background = ["A dull evening.", "Wonderful acting and a perfect cast!"]

  private static func methods(_ list: String, within access: ModelAccess) throws
    -> [ConfiguredMethod]
  {
    try ConfiguredMethod.list(parsing: list, defaults: [], within: access)
  }

  private static func model() throws -> Model {
    try #require(Contrast.short().first { $0.architecture == .lstm }).model
  }

  @Test(
    arguments: [
      "integrated-gradients:steps=6,tolerance=0",
      "integrated-gradients:steps=6,tolerance=0,baseline=zero",
      "smoothgrad:samples=3", "smoothgrad-squared:samples=3", "vargrad:samples=3",
      "expected-gradients:steps=4,tolerance=0", "input-x-gradient", "saliency",
    ], [OutputScale.probability, .logit])
  func `a word has the sum of the numbers that the network inside gives its pieces`(
    list: String, target: OutputScale
  ) throws {
    let model = try Self.model()
    let network = Explainer(
      model: model, output: Output(target), background: Self.background, usesClosedForm: false)
    let explainer = try Explainer(
      EmbeddingProgram(model), target: target, background: Self.background)
    #expect(explainer.access == .gradientAnywhere)
    let method = try #require(try Self.methods(list, within: .gradientAnywhere).first)
    let inside = method.attribute(network.explain(Self.text))
    let found = method.attribute(explainer.explain(Self.text))
    let pairs = stride(from: 0, to: inside.scores.count, by: 2).map { first in
      inside.scores[first..<min(first + 2, inside.scores.count)].reduce(0, +)
    }
    #expect(found.scores.count == pairs.count)
    for (found, expected) in zip(found.scores, pairs) { #expect(abs(found - expected) < 1e-9) }
    #expect(abs(found.specialTokens - (inside.specialTokens + inside.padding)) < 1e-9)
    #expect(abs(found.sum - inside.sum) < 1e-9)
    #expect((found.baselineValue == nil) == (inside.baselineValue == nil))
    #expect(abs((found.baselineValue ?? 0) - (inside.baselineValue ?? 0)) < 1e-9)
    #expect(abs((found.convergenceDelta ?? 0) - (inside.convergenceDelta ?? 0)) < 1e-9)
    #expect(explainer.failure == nil)
  }

  @Test func `the rows of the gradient are those of pieces`() throws {
    let model = try Self.model()
    let network = Explainer(model: model, output: Output(.probability), usesClosedForm: false)
    let explainer = try Explainer(EmbeddingProgram(model))
    let rows = explainer.explain(Self.text).atEmbeddings
    let inside = network.explain(Self.text)
    #expect(rows.embedded == inside.embedded)
    #expect(rows.gradient.rows == inside.gradient.rows)
    #expect((rows.gradient - inside.gradient).elements.allSatisfy { abs($0) < 1e-9 })
    #expect(rows.review.tokens.contains { $0.text == EncodedReview.specialToken })
    #expect(rows.review.tokens.contains { $0.text == "warm" })
  }

  @Test
  func `methods that need other embeddings are refused where a program does not answer there`()
    throws
  {
    let program = EmbeddingProgram(try Self.model(), access: .gradientAtInput)
    #expect(program.access == .gradientAtInput)
    #expect(throws: Diagnostics.self) {
      try Self.methods("integrated-gradients", within: program.access)
    }
    let explainer = try Explainer(program)
    let product = try #require(try Self.methods("input-x-gradient", within: program.access).first)
    #expect(product.attribute(explainer.explain(Self.text)).baselineValue == nil)
  }

  @Test(arguments: [
    (
      "integrated-gradients:baseline=mean",
      """
      --methods: error: a program does not have the baseline 'mean'
        hint: use pad, the baselines that the program returns, or zero
      """
    ),
    (
      "occlusion:baseline=zero",
      """
      --methods: error: the option 'baseline' of method 'occlusion' does not apply to a program
        hint: a missing word is removed from the text, or replaced by --predictor-mask
      """
    ),
  ])
  func `a baseline that a program does not have is refused`(list: String, message: String) throws {
    do {
      _ = try ConfiguredMethod.list(parsing: list, defaults: [], within: .gradientAnywhere)
      Issue.record("\(list) is taken")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func `words that a program cuts off are unread, and never move up`() async throws {
    let child = EmbeddingProgram(try Self.model(), limit: 3)
    let explainer = try Explainer(child)
    let review = explainer.encode(Self.text)
    #expect(review.read == 0..<3 && review.truncated == 5)
    let methods = try Self.methods(
      "shapley-value-sampling:samples=4,occlusion,integrated-gradients:steps=4,tolerance=0",
      within: explainer.access)
    for method in methods {
      #expect(method.attribute(explainer.explain(Self.text)).scores.count == 3)
    }
    // The text as it is, and its beginnings.
    #expect(Set(child.texts.filter { $0.contains("script") }) == [Self.text])
    #expect(child.texts.count > 8)
  }

  @Test func `a page shows pieces as one word, what was not read, and what to beware of`()
    async throws
  {
    let program = EmbeddingProgram(try Self.model(), limit: 5)
    let page = try await TemporaryFolder.useWaiting { folder in
      let request = ReportBuilder.Request(
        output: .init(folder["site"]),
        methods:
          "shapley-value-sampling:samples=3,integrated-gradients:steps=4,tolerance=0,input-x-gradient",
        access: .gradientAnywhere)
      let list = try PickList(parsing: Array("{#a} \(Self.text)\n".utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(
        with: Explainer(program, target: .probability))
      return try #require(sitePages(in: folder)["reviews/a.html"])
    }
    let struck = try #require(page.firstRange(of: "<s class=\"unread\">"))
    let unread = page[struck.upperBound...].prefix { $0 != "<" }
    #expect(unread.contains("audience; the ending is dull"))
    #expect(page.contains("first 5 words"))
    #expect(page.contains("the program reads 5 words of it"))
    #expect(page.contains("special tokens"))
    #expect(page.contains("funny film"))
    let caution = try #require(InputXGradient.card.cautionWithoutLayers)
    #expect(page.contains(caution.prefix(60)))
    #expect(page.contains("Baseline: the baseline embeddings of the program"))
  }

  @Test func `a method with a caution colours no word in front of a program`() throws {
    let model = try Self.model()
    func result(_ explainer: Explainer) throws -> ReviewAnalysis.Result {
      let methods = try Self.methods("input-x-gradient", within: explainer.access)
      let pick = Pick(id: "a", text: Self.text, location: SourceLocation(file: "a"))
      return ReviewAnalyzer(explainer, methods: methods).analyse(pick, number: 1).results[0]
    }
    let asked = try result(
      try Explainer(EmbeddingProgram(model)))
    #expect(!asked.supports && asked.caution != nil && asked.isContribution)
    let own = try result(Explainer(model, target: .probability))
    #expect(own.supports && own.caution == nil)
  }
}
