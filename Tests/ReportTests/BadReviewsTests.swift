import Foundation
import TestSupport
import Testing

/// Reviews that can't be reported on: each is named with its place, and the site that was there stays.
@Suite struct BadReviewsTests {
  /// Builds a site, then fails to build another over it.
  private func expect(
    _ message: String, for picks: some Sequence<UInt8>,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    try Workplace.use { work in
      try work.folder.write("old", to: "public/index.html")
      try work.folder.write("data/files.txt\nindex.html\n", to: "public/data/files.txt")
      try work.folder.write(picks, to: "bad.txt")
      let before = work.tree()
      let failure = Program.Outcome.failed(2, message)
      let site = try work.build("bad.txt")
      #expect(site == failure, sourceLocation: sourceLocation)
      let lines = try work.report("attribute", "--reviews", "bad.txt")
      #expect(lines == failure, sourceLocation: sourceLocation)
      #expect(work.tree() == before, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: ["", "\n\n# only a comment\n", "\u{FEFF}"])
  func `a file without reviews`(text: String) throws {
    try expect(
      """
      bad.txt: error: there are no reviews
        hint: write one review per line, optionally preceded by {#id label=positive}
      """, for: text.utf8)
  }

  @Test func `bytes that are no text`() throws {
    try expect(
      """
      bad.txt:2:3: error: this byte is not UTF-8
        2 | na\u{FFFD}ve
          |   ^
        hint: save the file as UTF-8, or use --encoding windows-1252, which seems to fit
      bad.txt:3:2: error: unexpected NUL byte
        3 | a\u{FFFD}b
          |  ^
        hint: this does not look like a text file
      bad.txt:4:1: error: this byte is not UTF-8
        4 | \u{FFFD}
          | ^
        hint: save the file as UTF-8, or use --encoding windows-1252, which seems to fit
      """, for: Array("fine\nna".utf8) + [0xEF] + Array("ve\na\0b\n".utf8) + [0xFF])
  }

  @Test func `ids, keys and paths that lead nowhere, all at once`() throws {
    try expect(
      """
      bad.txt:2:2: error: duplicate id 'x'
        2 | {#x} b
          |  ^
        hint: it was first used at bad.txt:1:2
      bad.txt:3:2: error: the id 'index' is reserved for a page of the site
        3 | {#index} c
          |  ^
      bad.txt:4:5: error: this pick has no option 'lable'
        4 | {#y lable=positive} d
          |     ^
        hint: did you mean 'label'?
      bad.txt:6:1: error: no file matches 'no/*.txt'
        6 | @no/*.txt
          | ^
      bad.txt:7:1: error: there is no file 'gone.txt'
        7 | @gone.txt
          | ^
        hint: paths are relative to this file's folder; use \\@ for a review that begins with @
      bad.txt:8:1: error: the items of this pick are not closed
        8 | {#
          | ^
        hint: write {#id label=positive} before a review; use \\{ for a review that begins with a brace
      """,
      for: """
        {#x} a
        {#x} b
        {#index} c
        {#y lable=positive} d
        {label=positive} e
        @no/*.txt
        @gone.txt
        {#
        """.utf8)
  }

  @Test func `a site of reviews without a word`() throws {
    try Workplace.use { work in
      try work.folder.write("!!!\n{#x} <br />?\n", to: "empty.txt")
      let warning = """
        empty.txt: warning: the model finds no word in 2 of 2 reviews
          hint: they are treated as empty reviews

        """
      #expect(
        try work.build("empty.txt")
          == Program.Outcome(
            status: 0, output: "3 pages on 2 reviews: open public/index.html\n", error: warning))
      let page = try #require(work.folder.read("public/reviews/x.html"))
      #expect(page.contains("Nothing was read"))

      let lines = try work.report("attribute", "--reviews", "empty.txt")
      #expect(lines.status == 0 && lines.error == warning)
      #expect(lines.output.split(separator: "\n").count == 2)
    }
  }

  @Test func `a document has nothing to show of a review without a word`() throws {
    try Workplace.use { work in
      try work.folder.write("{#x} !!!\n", to: "empty.txt")
      try work.folder.write("{#x} !!!\nA film.\n", to: "some.txt")
      let chunk = "```{tokens}\n```\n"
      try work.folder.write("---\nscope: report\n---\n\n" + chunk, to: "any.md")
      try work.folder.write(
        "---\nscope: report\n---\n\n```{tokens review=x}\n```\n", to: "chunk.md")
      try work.folder.write(
        "---\nscope: report\noptions:\n  review: x\n---\n\n" + chunk, to: "head.md")
      let named = "the model finds no word in the review 'x'"
      for (document, reviews, problem) in [
        (
          "any.md", "empty.txt",
          "any.md:5:4: error: the model finds no word in any review"
        ), ("chunk.md", "some.txt", "chunk.md:5:19: error: \(named)"),
        ("head.md", "some.txt", "head.md:4:11: error: \(named)"),
      ] {
        let outcome = try work.build(reviews, to: "public", document)
        #expect(outcome.status == 2)
        #expect(outcome.error.hasPrefix(problem), "\(outcome.error)")
        #expect(work.tree("public").isEmpty)
      }
    }
  }

  @Test(arguments: ["average-masked", "max", "lstm"])
  func `a review without a word has a page that says so`(model: String) throws {
    try Workplace.use { work in
      try work.folder.write(
        "!!!\n{#x label=positive} <br />?\n{#empty}\n{#film} A warm film.\n", to: "some.txt")
      let warning = """
        some.txt: warning: the model finds no word in 3 of 4 reviews
          hint: they are treated as empty reviews

        """
      let site = try work.build("some.txt", to: "public", "--model", model)
      #expect(site.status == 0 && site.error == warning, "\(site.error)")
      for page in ["review-1", "x", "empty"] {
        let text = try #require(work.folder.read("public/reviews/\(page).html"))
        #expect(text.contains("Nothing was read"))
        #expect(text.contains("For an empty review, the model predicts"))
      }
      #expect(
        work.folder.read("public/reviews/x.html")?.contains("<blockquote>&lt;br />?") == true
          || work.folder.read("public/reviews/x.html")?.contains("&lt;br /&gt;?") == true)
      #expect(work.folder.read("public/reviews/film.html")?.contains("Nothing was read") == false)
      let lines = try work.report(
        "attribute", "--reviews", "some.txt", "--methods", "saliency,lime,shapley-value-sampling",
        "--model", model)
      #expect(lines.status == 0 && lines.error == warning)
      #expect(lines.output.ranges(of: "\"attributions\":[]").count == 3)
    }
  }

  @Test func `a file that is missing`() throws {
    try Workplace.use { work throws in
      let failure = Program.Outcome.failed(2, "none.txt: error: there is no such file")
      #expect(try work.build("none.txt") == failure)
      #expect(try work.report("attribute", "--reviews", "none.txt") == failure)
      #expect(work.folder.entries == ["picks.txt"])
    }
  }

  @Test func `a review of 100 MB`() throws {
    try Workplace.use { work in
      // The disk keeps nothing of a file that was only made longer.
      try work.folder.write("", to: "big.txt")
      let file = try FileHandle(forWritingTo: URL(filePath: work.folder["big.txt"]))
      try file.truncate(atOffset: 100 << 20)
      try file.close()
      try work.folder.write("@big.txt\n", to: "reference.txt")
      #expect(
        try work.build("reference.txt")
          == .failed(
            2,
            """
            big.txt: error: the file has 104857600 bytes, more than the limit of 1048576 bytes
              hint: check that this is the right file
            """))
      let line = String(repeating: "a", count: 2 << 20)
      try work.folder.write("fine\n\(line)\n", to: "line.txt")
      #expect(
        try work.build("line.txt")
          == .failed(
            2,
            """
            line.txt:2:1: error: this review has 2097152 bytes; the limit is 1048576
              2 | \(line.prefix(100))…
                | ^
              hint: check that this is the right file
            """))
      #expect(work.folder.entries == ["big.txt", "line.txt", "picks.txt", "reference.txt"])
    }
  }

  @Test func `explain says what the model answers to a text without a word`() throws {
    try Workplace.use { work throws in
      let outcome = try work.report("explain", "?!")
      #expect(outcome.status == 0 && outcome.error.isEmpty)
      let empty =
        "The model finds no words in this review and predicts the same as for an empty one."
      #expect(outcome.output.hasPrefix("Positive: ") && outcome.output.hasSuffix("\n\n\(empty)\n"))
    }
  }
}
