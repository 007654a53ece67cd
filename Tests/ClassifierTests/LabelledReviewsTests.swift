import Classifier
import Foundation
import Testing

@Suite struct LabelledReviewsTests {
  @Test func `aclImdb is read by split, negative reviews first, files by name`() throws {
    try Self.withFolder([
      "train/pos/0_9.txt": "p0", "train/pos/10_8.txt": "p10", "train/neg/2_1.txt": "n2",
      "train/unsup/0_0.txt": "u", "test/pos/0_7.txt": "tp", "test/neg/0_2.txt": "tn",
      "train/pos/readme.md": "not a review",
    ]) { folder in
      let train = try LabelledReviews(at: folder, split: .train).reviews
      #expect(train.map(\.text) == ["n2", "p0", "p10"])
      #expect(train.map(\.label) == [.negative, .positive, .positive])
      #expect(try LabelledReviews(at: folder, split: .test).reviews.map(\.text) == ["tn", "tp"])
      let half = try LabelledReviews(at: folder + "/test", split: .train).reviews
      #expect(half.map(\.text) == ["tn", "tp"])
    }
  }

  @Test func `tables are read by their columns`() throws {
    try Self.withFolder([
      "a.csv": "review,sentiment\n\"good, very\",positive\nbad,negative\n",
      "b.tsv": "Label\tText\n1\tgood\n0\tbad\n",
      "c.jsonl": "{\"text\":\"good\",\"label\":1}\n{\"text\":\"bad\",\"label\":\"neg\"}\n",
    ]) { folder in
      for name in ["a.csv", "b.tsv", "c.jsonl"] {
        let reviews = try LabelledReviews(at: "\(folder)/\(name)", split: .train).reviews
        #expect(reviews.map(\.label) == [.positive, .negative])
        #expect(reviews[1].text == "bad")
      }
    }
  }

  @Test func `all problems of the data are reported together`() throws {
    try Self.withFolder([
      "a.csv": "review,sentiment\ngood,fine\nbad\n",
      "b.csv": "review,sentimnt\n",
      "c.md": "",
      "d/x.txt": "",
      "e.jsonl": "{\"text\":\"good\"}\n",
      "f.csv": "text,label\n",
      "h.txt": "A film.\n",
    ]) { folder in
      func problem(_ name: String) -> String {
        problems { try LabelledReviews(at: "\(folder)/\(name)", split: .train) }
          .replacingOccurrences(of: folder + "/", with: "")
      }
      #expect(
        problem("a.csv") == """
          a.csv:2: error: there is no class 'fine'
            hint: available: negative, positive, pos, neg, 1, 0
          a.csv:3: error: this row has 1 field, the header has 2
            hint: put fields that contain a comma in double quotes
          """)
      #expect(
        problem("b.csv") == """
          b.csv:1: error: there is no column 'sentiment' or 'label'
            hint: the columns are 'review', 'sentimnt'; choose one with --label-column, as in --label-column sentimnt
          """)
      #expect(
        problem("c.md") == """
          c.md: error: there are no reviews
            hint: write one review per line, optionally preceded by {#id label=positive}
          """)
      #expect(
        problem("d") == """
          d: error: there are no reviews in this folder
            hint: it must contain the folders 'pos' and 'neg', or one folder of .txt files per class, or 'train' and 'test' \
          as in aclImdb
          """)
      #expect(
        problem("e.jsonl") == """
          e.jsonl:1: error: there is no column 'sentiment' or 'label'
            hint: the columns are 'text'; choose one with --label-column
          """)
      #expect(
        problem("f.csv") == """
          f.csv: error: there are no reviews
            hint: it contains no row with a review
          """)
      #expect(
        problem("h.txt") == """
          h.txt: error: none of these reviews has a label
            hint: add a column 'label', use --label-column, or write {label=positive} before each review
          """)
      #expect(problem("g.csv") == "g.csv: error: there is no such file")
    }
  }

  private static func withFolder(
    _ files: [String: String], _ body: (String) throws -> Void
  ) throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("reviews-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, text) in files {
      let file = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    try body(root.path)
  }
}
