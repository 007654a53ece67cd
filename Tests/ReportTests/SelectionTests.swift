import TestSupport
import Testing

/// The lists of the reviews with one kind of verdict.
@Suite struct SelectionTests {
  /// Reviews of which the embedded model gets one wrong.
  private static let picks =
    (1...10).map { "{#good-\($0) label=positive} A wonderful, superb, excellent film.\n" }.joined()
    + "{#odd label=positive} Awful, terrible, the worst waste of time.\n"

  @Test func `a list of many reviews links to the right, the wrong and the unsure ones`() throws {
    try Workplace.use { work in
      try work.folder.write(Self.picks, to: "many.txt")
      let outcome = try work.build("many.txt")
      #expect(outcome.status == 0)
      let index = try #require(work.folder.read("public/index.html"))
      let wrong = try #require(work.folder.read("public/index-wrong.html"))
      let right = try #require(work.folder.read("public/index-right.html"))
      #expect(
        index.contains("<a href=\"index.html\" aria-current=\"page\">All <span>11</span></a>"))
      #expect(index.contains("<a href=\"index-wrong.html\">Wrong <span>1</span></a>"))
      #expect(wrong.contains("reviews/odd.html") && !wrong.contains("reviews/good-1.html"))
      #expect(right.contains("reviews/good-10.html") && !right.contains("reviews/odd.html"))
      #expect(wrong.contains("<title>Wrong verdicts: "))
      #expect(!index.contains("index-unsure.html"))
    }
  }

  @Test func `a short list, and one in a single file, have no such links`() throws {
    try Workplace.use { work in
      try work.folder.write(Self.picks, to: "many.txt")
      #expect(try work.build("picks.txt").status == 0)
      let index = try #require(work.folder.read("public/index.html"))
      #expect(!index.contains("Reviews by verdict"))
      let single = try work.build("many.txt", to: "one.html", "--single-file")
      #expect(single.status == 0)
      let file = try #require(work.folder.read("one.html"))
      #expect(!file.contains("Reviews by verdict"))
    }
  }
}
