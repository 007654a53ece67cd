import Classifier
import Foundation
import Preview
import Reporting
import SourceText
import TestSupport
import Testing

/// A preview builds what a build builds, from what it remembers.
@Suite struct PreviewTests {
  private static let review = """
    ---
    title: "`{value review.title}`"
    scope: review
    ---

    ```{include}
    file: part.md
    ```

    ```{tokens #fig-words}
    ```

    """
  private static let report = """
    # Findings

    ![A dot](dot.svg)

    ```{check}
    claim: all of reviews review.words > 0
    ```

    ```{reviews}
    ```

    """

  /// A change of a file, and the number of reviews that are analysed again.
  private struct Change {
    let file: String
    let text: String
    let newReviews: Int

    init(_ file: String, _ text: String, _ newReviews: Int = 0) {
      (self.file, self.text, self.newReviews) = (file, text, newReviews)
    }
  }

  private static let changes = [
    Change("findings.md", report + "More.\n"),
    Change("findings.md", report + "```{check}\nclaim: any of reviews review.words > 3\n```\n"),
    Change("findings.md", report.replacing("# Findings", with: "# Results")),
    Change("templates/report.css", "p { color: red }\n"),
    Change("templates/theme.css", "p { color: blue }\n"),
    Change("templates/theme.css", "p { color: green }\n"),
    Change("templates/index.md", "# All reviews\n\n```{reviews}\n```\n"),
    Change("part.md", "Another part.\n"),
    Change("page.md", review + "More.\n"),
    Change("files/c.txt", "The film was great.", 1),
    Change("files/d.txt", "A boring film.", 1),
    Change("picks.txt", "{#a} A good film.\n{#b} A bad, boring film.\n@files/*.txt\n", 1),
    Change(
      "picks.txt", "{#a} A good film.\n{#b title=Boring} A bad, boring film.\n@files/*.txt\n"),
    Change(
      "picks.txt",
      "{#first} A film.\n{#a} A good film.\n{#b title=Boring} A bad, boring film.\n@files/*.txt\n",
      1),
    Change("page.md", review + "Number `{value review.number}`.\n"),
    Change(
      "picks.txt", "{#a} A good film.\n{#b title=Boring} A bad, boring film.\n@files/*.txt\n"),
    Change("dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>"),
    // From here on pages of reviews show other reviews too.
    Change("page.md", review + "`{value review.words review=a}`\n"),
    Change(
      "picks.txt", "{#a} A very good film.\n{#b title=Boring} A bad film.\n@files/*.txt\n", 2),
    Change(
      "findings.md",
      report.replacing("# Findings", with: "# Results")
        + "```{faithfulness metrics=comprehensiveness}\n```\n"),
    Change("picks.txt", "{#a} A very good film.\n{#b} A great film.\n@files/*.txt\n", 1),
  ]

  private func settings(
    _ folder: TemporaryFolder, output: String, areInputsNamed: Bool = true
  ) -> Preview.Settings {
    Preview.Settings(
      ReportBuilder.Request(
        reviews: areInputsNamed ? folder["picks.txt"] : nil,
        documents: [folder["findings.md"], folder["page.md"]], templates: folder["templates"],
        output: .init(folder[output]), methods: "saliency,occlusion"),
      model: areInputsNamed ? folder["model"] : nil)
  }

  private func use(_ test: (TemporaryFolder) async throws -> Void) async throws {
    try await TemporaryFolder.useWaiting { folder in
      try TinyClassifier.model.write(to: folder["model"])
      try folder.write("{#a} A good film.\n{#b} A bad film.\n@files/*.txt\n", to: "picks.txt")
      try folder.write("The film was not great.", to: "files/c.txt")
      try folder.write("Great, great, great!", to: "files/e.txt")
      try folder.write("p {}\n", to: "templates/report.css")
      try folder.write("A part.\n", to: "part.md")
      try folder.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "dot.svg")
      try folder.write(Self.review, to: "page.md")
      try folder.write(Self.report, to: "findings.md")
      try await test(folder)
    }
  }

  /// The files of a site.
  private func tree(_ folder: TemporaryFolder, _ output: String) -> [String: String?] {
    let files = folder.entries.filter { $0.hasPrefix(output + "/") && $0.contains(".") }
    return Dictionary(
      uniqueKeysWithValues: files.map { (String($0.dropFirst(output.count)), folder.read($0)) })
  }

  /// Holds the site against one that a preview builds which remembers nothing.
  private func expectSameAsFresh(_ folder: TemporaryFolder, _ comment: Comment) async throws {
    var fresh = try Preview(settings(folder, output: "fresh"))
    _ = try await fresh.build()
    let expected = tree(folder, "fresh")
    #expect(expected.count > 10)
    #expect(tree(folder, "site") == expected, comment)
  }

  @Test
  func `after every change the site is that of a first build, and only new texts are analysed`()
    async throws
  {
    try await use { folder in
      var preview = try Preview(settings(folder, output: "site"))
      #expect(try await preview.build().newReviews == 4)
      for change in Self.changes {
        try folder.write(change.text, to: change.file)
        #expect(try await preview.nextChange().first == folder[change.file])
        let outcome = try await preview.build()
        #expect(outcome.newReviews == change.newReviews, "\(change.file): \(change.text)")
        try await expectSameAsFresh(folder, "\(change.file): \(change.text)")
      }
    }
  }

  @Test func `another model makes everything anew`() async throws {
    try await use { folder in
      var preview = try Preview(settings(folder, output: "site"))
      _ = try await preview.build()
      let other = TinyClassifier.model(padding: .pre)
      try folder.write(try #require(other.files().first).bytes, to: "model/config.json")
      #expect(try await preview.nextChange() == [folder["model/config.json"]])
      #expect(try await preview.build().newReviews == 4)
      try await expectSameAsFresh(folder, "another model")
    }
  }

  @Test func `a report that reads a data set is woven anew each time`() async throws {
    try await use { folder in
      let head = "text,label\nA good film.,1\n"
      try folder.write(head + "A bad film.,0\n", to: "data.csv")
      try folder.write(
        Self.report + "```{faithfulness data=data.csv metrics=comprehensiveness}\n```\n",
        to: "findings.md")
      var preview = try Preview(settings(folder, output: "site"))
      _ = try await preview.build()
      try folder.write(head + "A boring film that is not good.,0\n", to: "data.csv")
      try folder.write("p { color: red }\n", to: "templates/report.css")
      #expect(try await preview.nextChange() == [folder["templates/report.css"]])
      #expect(try await preview.build().newReviews == 0)
      try await expectSameAsFresh(folder, "a data set")
    }
  }

  @Test func `a file that is written as it was has not changed`() async throws {
    try await use { folder in
      var preview = try Preview(settings(folder, output: "site"))
      _ = try await preview.build()
      try folder.write(Self.report, to: "findings.md")
      try folder.write("nobody asked for this", to: "files/notes.md")
      try folder.write("Another part.\n", to: "part.md")
      #expect(try await preview.nextChange() == [folder["part.md"]])
    }
  }

  @Test func `what is broken or missing is watched until it is mended`() async throws {
    try await use { folder in
      var preview = try Preview(settings(folder, output: "site"))
      _ = try await preview.build()
      let good = tree(folder, "site")
      let broken = [
        ("part.md", "`{value nothing}`\n"),
        ("page.md", Self.review.replacing("part.md", with: "parts/new.md")),
        ("picks.txt", "@new/*.txt\n@missing.txt\n"),
      ]
      for (file, text) in broken {
        try folder.write(text, to: file)
        #expect(try await preview.nextChange().first == folder[file])
        await #expect(throws: Diagnostics.self) { _ = try await preview.build() }
        #expect(tree(folder, "site") == good)
      }
      let mended = [
        ("missing.txt", "A bad film."), ("parts/new.md", "New.\n"), ("part.md", "A part.\n"),
      ]
      for (file, text) in mended {
        try folder.write(text, to: file)
        // A part that is included no longer is no matter.
        if file != "part.md" { #expect(try await preview.nextChange() == [folder[file]]) }
      }
      try FileManager.default.createDirectory(
        atPath: folder["new"], withIntermediateDirectories: false)
      try folder.write("A good film.", to: "new/one.txt")
      #expect(try await preview.nextChange() == [folder["new/one.txt"]])
      #expect(try await preview.build().reviews == 2)
      try await expectSameAsFresh(folder, "mended")
    }
  }

  @Test func `reviews and the model that a document names are watched`() async throws {
    try await use { folder in
      try folder.write(
        "---\ntitle: Named\nreviews: files\nmodel: model\n---\n\n" + Self.report, to: "findings.md")
      var preview = try Preview(settings(folder, output: "site", areInputsNamed: false))
      #expect(try await preview.build().reviews == 2)
      try folder.write("A boring film.", to: "files/more/d.txt")
      #expect(try await preview.nextChange() == [folder["files/more/d.txt"]])
      #expect(try await preview.build().reviews == 3)
      try folder.write("# Card\n", to: "model/card.md")
      #expect(try await preview.nextChange() == [folder["model/card.md"]])
    }
  }
}
