import Foundation
import TestSupport
import Testing

/// What a document says about itself, and how its page shows it, in every form of a report.
@Suite struct DocumentCommandTests {
  private static let picks = """
    {#warm label=positive} A warm, funny film with a script that trusts its audience.
    {#slow label=negative} Two hours of rain and nobody says a word.
    """

  /// Lets a test use a folder with two reviews and a document.
  private func use(
    _ document: String, _ test: (_ folder: TemporaryFolder, _ program: Program) throws -> Void
  ) throws {
    try TemporaryFolder.use { folder in
      try folder.write(Self.picks, to: "picks.txt")
      try folder.write(document, to: "a.md")
      try test(folder, Program(folder: folder.path))
    }
  }

  private let build = [
    "build", "a.md", "--reviews", "picks.txt", "--methods", "saliency", "--quiet", "--output",
  ]

  private static let signed = """
    ---
    title: T
    author: [A. Writer, "B <i>&"]
    date: 2026-03-01
    ---

    ```{provenance}
    ```
    """

  @Test func `author and date stand under the title and in the provenance, in every form`() throws {
    try use(Self.signed) { folder, program in
      let time = #"<time datetime="2026-03-01">2026-03-01</time>"#
      let author = "A. Writer, B &lt;i&gt;&amp;"
      #expect(try program.run(build + ["site"]).status == 0)
      #expect(try program.run(build.dropLast() + ["--single-file", "one.html"]).status == 0)
      for name in ["site/a.html", "one.html"] {
        let page = try #require(folder.read(name))
        #expect(page.contains("<p class=\"byline\">\(author), \(time)</p>"), "\(name)")
        #expect(page.contains("<dt>Author</dt><dd>\(author)"), "\(name)")
        #expect(page.contains("<dt>Date of the text</dt><dd>\(time)"), "\(name)")
      }
      #expect(try program.run(build.dropLast() + ["--markdown", "one.md"]).status == 0)
      let text = try #require(folder.read("one.md"))
      #expect(text.contains(/## T\n\nA. Writer, B .*, 2026-03-01\n/))
      #expect(text.contains("Date of the text"))
    }
  }

  @Test(arguments: ["author: A", "date: 2026-03-01"])
  func `a document with one of them shows that alone, and one without shows none`(line: String)
    throws
  {
    try use("---\ntitle: T\n\(line)\n---\n\n```{provenance}\n```\n") { folder, program in
      #expect(try program.run(build + ["site"]).status == 0)
      let page = try #require(folder.read("site/a.html"))
      #expect(page.contains("<p class=\"byline\">"))
      #expect(page.contains("<dt>Author</dt>") == line.hasPrefix("author"))
      #expect(page.contains("<time ") == line.hasPrefix("date"))
      let review = try #require(folder.read("site/reviews/warm.html"))
      #expect(!review.contains("byline") && !review.contains("<dt>Author"))
    }
  }

  @Test func `a page whose title is its first heading has one, which links find`() throws {
    let text =
      "# On `rain` {#sec-rain}\n\nSee `{ref sec-rain}` and [it](a.md#sec-rain).\n\n## More\n"
    try use(text) { folder, program in
      #expect(try program.run(build + ["site"]).status == 0)
      let page = try #require(folder.read("site/a.html"))
      #expect(page.ranges(of: "<h1").count == 1)
      #expect(page.contains(#"<h1><span id="sec-rain">On rain</span></h1>"#))
      #expect(page.contains(#"aria-current="page">On rain</a>"#))
      for (name, option) in [
        ("one.html", "--single-file"), ("one.md", "--markdown"),
      ] {
        #expect(try program.run(build.dropLast() + [option, name]).status == 0)
        let all = try #require(folder.read(name))
        #expect(
          all.ranges(of: name == "one.md" ? "\n## On rain" : ">On rain</span></h1>").count == 1)
        #expect(
          !all.contains("# On rain\n\n# On rain") && !all.contains("## On rain\n\n## On rain"))
      }
    }
  }

  @Test(arguments: [
    ("prediction.label != \"postive\"", "prediction.label", "postive", "did you mean 'positive'?"),
    (
      "prediction.label == \"Positive\"", "prediction.label", "Positive", "did you mean 'positive'?"
    ),
    (
      "prediction.verdict == \"positive\"", "prediction.verdict", "positive",
      "did you mean 'Positive'?"
    ),
    ("review.label != \"negatve\"", "review.label", "negatve", "did you mean 'negative'?"),
    ("review.id != \"wram\"", "review.id", "wram", "did you mean 'warm'?"),
    ("prediction.class == \"good\"", "prediction.class", "good", "available: negative, positive"),
    ("prediction.against != \"neg\"", "prediction.against", "neg", "did you mean 'negative'?"),
    (
      "collapse.layer != \"GlobalAveragePooling\"", "collapse.layer", "GlobalAveragePooling",
      "available: "
    ),
    ("target.unit == \"points\"", "target.unit", "points", "did you mean 'points of probability'?"),
    ("saliency.baseline != \"padding\"", "saliency.baseline", "padding", "available: "),
    (
      "all of reviews prediction.label != \"neutral\"", "prediction.label", "neutral",
      "available: negative, positive"
    ),
  ])
  func `a claim about what can never be is an error, not a claim that always holds`(
    claim: String, path: String, literal: String, hint: String
  ) throws {
    try use("---\ntitle: T\n---\n\n```{check}\nclaim: \(claim)\n```\n") { folder, program in
      let outcome = try program.run(build + ["site"])
      #expect(outcome.status == 2, "\(outcome.error)")
      let column =
        (claim.range(of: "\"").map { claim.distance(from: claim.startIndex, to: $0.lowerBound) }
          ?? 0) + 8
      #expect(
        outcome.error.hasPrefix(
          "a.md:6:\(column): error: the value '\(path)' is never '\(literal)'\n"),
        "\(outcome.error)")
      #expect(outcome.error.contains("  hint: \(hint)"), "\(outcome.error)")
      #expect(folder.read("site/index.html") == nil)
    }
  }

  @Test func `a hint names a command that lists what there is`() throws {
    try use("`{value prediction.mood}` `{value zzzz.qqqq}`\n") { _, program in
      let outcome = try program.run(build + ["site"])
      #expect(outcome.error.contains("the nearest names are prediction."))
      #expect(outcome.error.contains("; 'report chunks value' lists all "))
      let hinted = try program.run(["chunks", "value"])
      #expect(hinted.status == 0)
      #expect(hinted.output.contains("prediction.confidence"))
      #expect(hinted.output.contains("collapse.max-row-difference"))
    }
    for command in [["chunks"], ["chunks", "when"], ["methods"], ["metrics"]] {
      try use("a") { _, program in
        let outcome = try program.run(command)
        #expect(outcome.status == 0 && !outcome.output.isEmpty)
      }
    }
  }

  @Test func `a label that is a number is never taken for its opposite`() throws {
    try use("a") { folder, program in
      try folder.write("text,label\nA warm film,-1\nA slow film,2\nA film,N\n", to: "b.csv")
      let outcome = try program.run(["attribute", "--methods", "saliency", "--reviews", "b.csv"])
      #expect(outcome.status == 2)
      #expect(outcome.error.ranges(of: "there is no class").count == 3)
      #expect(!outcome.error.contains("did you mean"))
    }
  }

  @Test func `links and pictures in captions work as they do in the text`() throws {
    let text = """
      # A

      ```{scores}
      caption: See [the other][b], [itself](a.md#more) and ![a dot](dot.png).
      ```

      ## More

      [b]: a.md
      """
    try use(text) { folder, program in
      try folder.write(Self.dot, to: "dot.png")
      let outcome = try program.run(build + ["site"])
      #expect(outcome.error == "")
      #expect(outcome.status == 0)
      let page = try #require(folder.read("site/a.html"))
      #expect(page.contains("<a href=\"a.html\">the other</a>"))
      #expect(page.contains("<a href=\"a.html#more\">itself</a>"))
      #expect(page.contains(/<img src="assets\/[^"]+" alt="a dot"/))
    }
  }

  /// A picture of one pixel.
  private static let dot: [UInt8] = Array(
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    ) ?? Data())
}
