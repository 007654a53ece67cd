import Classifier
import Reporting
import SourceText
import Spooling
import TestSupport
import Testing

/// The reviews of a run, which may be in a file.
@Suite struct PicksTests {
  private static let texts = [
    "", "A good film.", "\u{0}\r\n\t", "déjà 映画 👩‍👩‍👧‍👦 e\u{301}\u{202E}\u{FEFF}",
    "<script>&amp;</script>",
    String(repeating: "long ", count: 100_000),
  ]

  /// Reviews with and without each optional part.
  private static var all: [Pick] {
    let place = SourceLocation(file: "ä b.csv", line: 7)
    return texts.enumerated().flatMap { index, text in
      [nil, Label("positive"), Label("très ☃")].flatMap { label in
        [nil, place].flatMap { labelLocation in
          [place, SourceLocation(file: "x", line: 2, column: 3)].map { location in
            (label, labelLocation, location)
          }
        }
      }.enumerated().map { number, parts in
        Pick(
          id: "r-\(index)-\(number)", title: number.isMultiple(of: 2) ? nil : "T \(text.prefix(9))",
          text: text, label: parts.0, labelLocation: parts.1, location: parts.2)
      }
    }
  }

  @Test func `reviews are read as they were added, with all their parts`() throws {
    let picks = try Picks(Self.all)
    #expect(picks.count == Self.all.count)
    #expect(picks.elementsEqual(Self.all))
    for index in picks.indices.reversed() { #expect(picks[index] == Self.all[index]) }
  }

  @Test func `many long reviews are read from a file, on several threads`() async throws {
    let long = (0..<40).flatMap { round in
      Self.all.map { pick in
        Pick(id: "\(pick.id)-\(round)", text: "\(round) \(pick.text)", location: pick.location)
      }
    }
    let picks = try Picks(long)
    await withTaskGroup { group in
      for start in 0..<4 {
        group.addTask {
          stride(from: start, to: picks.count, by: 4).allSatisfy { picks[$0] == long[$0] }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `ids are unique, and the given ones stay`() throws {
    try TemporaryFolder.use { folder in
      for name in ["a/x.txt", "b/x.txt", "b/X!.txt", "c/x.txt", "d/index.txt", "e/Ж.txt"] {
        try folder.write("Good.", to: name)
      }
      let lines = ["@a/x.txt", "One.", "{#x-2} Two.", "@*/*.txt", "{#review-3} Three.", "Four."]
      let path = try folder.write(lines.joined(separator: "\n"), to: "picks.txt")
      #expect(
        try PickList(reading: path).picks.map(\.id) == [
          "x", "review-2", "x-2", "x-3", "x-4", "x-5", "x-6", "index-2", "review-9", "review-3",
          "review-11",
        ])
    }
  }

  @Test func `a review that two have the id of is named at both places`() throws {
    let lines =
      (0..<500).map { "{#r\($0)} Good \($0).\n" }.joined() + "{#r77} Bad.\n{#index} Bad.\n"
    let error = #expect(throws: Diagnostics.self) {
      try PickList(parsing: Array(lines.utf8), path: "p.txt")
    }
    #expect(
      error?.all.map(\.description) == [
        "p.txt:501:2: error: duplicate id 'r77'\n  hint: it was first used at p.txt:78:2",
        "p.txt:502:2: error: the id 'index' is reserved for a page of the site",
      ])
  }
}
