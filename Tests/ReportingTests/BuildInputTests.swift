import Attribution
import Classifier
import Foundation
import Reporting
import SourceText
import Synchronization
import TestSupport
import Testing

/// A builder reads each input once, and a cache of analyses changes nothing but the time.
@Suite struct BuildInputTests {
  /// Two documents, of which the second names the reviews and includes a part and a picture.
  private func useDocuments(
    _ test: (TemporaryFolder, ReportBuilder.Request) async throws -> Void
  ) async throws {
    try await TemporaryFolder.useWaiting { folder in
      try folder.write("{#a} A good film.\n{#b} A bad film.\n", to: "picks.txt")
      try folder.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "dot.svg")
      try folder.write("A part about `{value review.words review=a}` words.\n", to: "part.md")
      let one = try folder.write(
        "---\nscope: review\n---\n# Words\n\n```{tokens}\n```\n", to: "one.md")
      let two = try folder.write(
        "---\nreviews: picks.txt\n---\n# Report\n\n![A dot](dot.svg)\n\n"
          + "```{include}\nfile: part.md\n```\n", to: "two.md")
      try await test(
        folder,
        ReportBuilder.Request(
          documents: [one, two], output: .init(folder["site"]), methods: "occlusion,saliency"))
    }
  }

  @Test func `each input is read once, also when a document names the reviews`() async throws {
    try await useDocuments { folder, request in
      var read: [ReportBuilder.Input] = []
      _ = try ReportBuilder(request) { read.append($0) }
      let files = ["one.md", "two.md", "part.md", "dot.svg"]
      let expected = files.map { ReportBuilder.Input.file(folder[$0]) }
      #expect(read.count == files.count + 1)
      #expect(Set(read) == Set(expected + [.reviews(folder["picks.txt"])]))
    }
  }

  @Test func `an input that is missing is announced as well`() async throws {
    try await useDocuments { folder, request in
      try FileManager.default.removeItem(atPath: folder["part.md"])
      var read: [ReportBuilder.Input] = []
      #expect(throws: Diagnostics.self) { try ReportBuilder(request) { read.append($0) } }
      #expect(read.contains(.file(folder["part.md"])))
    }
  }

  @Test func `mistakes in the reviews and in documents are reported together`() async throws {
    try await useDocuments { folder, request in
      try folder.write("{#a} A good film.\n{#a} A bad film.\n", to: "picks.txt")
      try folder.write("`{value review.wrods}`\n", to: "part.md")
      let error = #expect(throws: Diagnostics.self) { try ReportBuilder(request) }
      let files = Set(error?.all.compactMap(\.location?.file) ?? [])
      #expect(files == [folder["picks.txt"], folder["part.md"]])
    }
  }

  @Test func `a document that names an unknown review of a file that another names is reported`()
    async throws
  {
    try await useDocuments { folder, request in
      try folder.write("`{value review.words review=c}`\n", to: "part.md")
      let error = #expect(throws: Diagnostics.self) { try ReportBuilder(request) }
      #expect(error?.all.map(\.message) == ["there is no review 'c'"])
    }
  }

  @Test func `a cache changes no byte, and only new texts are analysed`() async throws {
    try await useDocuments { folder, request in
      let analyses = AnalysisCache()
      let explainer = Explainer(TinyClassifier.model)
      let first = try await ReportBuilder(request).build(with: explainer, reusing: analyses)
      #expect(first.newReviews == 2)
      // The same texts in another order, with other ids, and one more.
      try folder.write(
        "{#a} A bad film.\n{#c title=Third} A good film.\n{#d} A film.\n", to: "picks.txt")
      let again = try await ReportBuilder(request).build(with: explainer, reusing: analyses)
      #expect(again.newReviews == 1 && again.reviews == 3)
      let pages = sitePages(in: folder)
      #expect(pages.count > 6)
      _ = try await ReportBuilder(request).build(with: explainer)
      #expect(sitePages(in: folder) == pages)
    }
  }

  @Test func `another method or target makes every analysis new`() async throws {
    try await useDocuments { folder, request in
      let analyses = AnalysisCache()
      for (target, isNew) in [
        (OutputScale.probability, true), (.logit, true), (.logit, false), (.probability, true),
      ] {
        let outcome = try await ReportBuilder(request).build(
          with: Explainer(TinyClassifier.model, target: target), reusing: analyses)
        #expect(outcome.newReviews == (isNew ? 2 : 0))
      }
    }
  }

  @Test func `the analyses of a program that failed are forgotten`() async throws {
    try await useDocuments { folder, request in
      let classifier = FailingClassifier()
      let request = ReportBuilder.Request(
        reviews: folder["picks.txt"], documents: [folder["one.md"]],
        output: .init(folder["site"]), methods: "occlusion", access: .gradientAnywhere)
      let analyses = AnalysisCache()
      func build() async throws -> ReportBuilder.Outcome {
        try await ReportBuilder(request).build(
          with: Explainer(classifier, target: .probability), reusing: analyses)
      }
      #expect(try await build().newReviews == 2)
      #expect(try await build().newReviews == 0)
      // The chunks of a changed document ask for more, and fail.
      try folder.write(
        "---\nscope: review\n---\n# Words\n\n```{tokens methods=kernel-shap}\n```\n", to: "one.md")
      classifier.fails.withLock { $0 = true }
      await #expect(throws: Diagnostics.self) { _ = try await build() }
      classifier.fails.withLock { $0 = false }
      #expect(try await build().newReviews == 2)
    }
  }
}

/// A classifier that fails on demand.
private final class FailingClassifier: TextClassifier {
  let identity = "failing"
  let classes: [Label] = ["negative", "positive"]
  let fails = Mutex(false)

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    if fails.withLock({ $0 }) { throw Diagnostics("it failed") }
    return texts.map { $0.contains("good") ? [0.25, 0.75] : [0.625, 0.375] }
  }
}
