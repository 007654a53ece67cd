import Foundation
import TestSupport
import Testing

@Suite struct TrainingCommandTests {
  private static let small = [
    "--epochs", "3", "--vocabulary-size", "20", "--sequence-length", "8", "--batch-size", "4",
    "--embedding-dimensions", "4", "--hidden-units", "4", "--validation-fraction", "0.25",
    "--learning-rate", "0.1",
  ]

  /// Lets a test use a folder with eight reviews of each kind.
  private func useData(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      for number in 1...8 {
        try work.folder.write("A good, warm film \(number)", to: "data/pos/\(number).txt")
        try work.folder.write("A bad, dull film \(number)", to: "data/neg/\(number).txt")
      }
      try test(work)
    }
  }

  private func train(_ work: Workplace, to output: String, jobs: Int) throws -> Program.Outcome {
    try Program(folder: work.folder.path).run(
      ["train", "--data", "data", "--output", output, "--jobs", "\(jobs)"] + Self.small)
  }

  @Test func `training gives the same bytes with any number of jobs, and shows each epoch`() throws
  {
    try useData { work in
      let one = try train(work, to: "one", jobs: 1)
      #expect(one.status == 0)
      #expect(one.output.hasPrefix("one: SHA-256 "))
      let lines = one.error.split(separator: "\n")
      #expect(lines.first == "12 training reviews, 4 validation reviews, 18 words")
      #expect(lines.dropFirst().map { $0.prefix(9) } == ["epoch 1/3", "epoch 2/3", "epoch 3/3"])
      #expect(!one.error.contains { "\r\u{1B}".contains($0) })

      #expect(try train(work, to: "three", jobs: 3).status == 0)
      for name in ["config.json", "vocabulary.txt", "weights.safetensors", "card.md"] {
        #expect(work.folder.read("one/\(name)") != nil || name == "weights.safetensors")
        #expect(work.tree("one/")["one/\(name)"] == work.tree("three/")["three/\(name)"])
      }
      #expect(work.tree("one/").count == 4)
      #expect(work.tree("three/").count == 4)
    }
  }

  @Test func `a trained model is evaluated, as text and as JSON`() throws {
    try useData { work in
      #expect(try train(work, to: "model", jobs: 2).status == 0)
      let text = try work.report("evaluate", "--data", "data", "--model", "model")
      #expect(text.status == 0)
      #expect(text.error.isEmpty)
      #expect(text.output.hasPrefix("reviews   16\nloss      0."))
      #expect(text.output.contains("\nlabel \\ verdict  negative  positive\nnegative "))

      let json = try work.report("evaluate", "--data", "data", "--model", "model", "--json")
      #expect(json.status == 0)
      let result = try JSONDecoder().decode(Result.self, from: Data(json.output.utf8))
      #expect(result.reviews == 16)
      #expect(result.confusion.values.reduce(0, +) == 16)
      let right = ["true_negatives", "true_positives"].compactMap { result.confusion[$0] }
      #expect(result.accuracy == Double(right.reduce(0, +)) / 16)
      #expect((0...1).contains(result.auc))
    }
  }

  @Test func `the cells of the confusion have the counts of their label and verdict`() throws {
    try Workplace.use { work in
      // Four of label and verdict positive, three negative ones taken as such, two missed and one false alarm.
      let rows =
        Array(repeating: "A wonderful and superb film.,positive", count: 4)
        + Array(repeating: "An awful waste of time.,negative", count: 3)
        + Array(repeating: "An awful waste of time.,positive", count: 2)
        + ["A wonderful and superb film.,negative"]
      try work.folder.write("review,sentiment\n\(rows.joined(separator: "\n"))\n", to: "data.csv")
      let outcome = try work.report("evaluate", "--data", "data.csv", "--json")
      let result = try JSONDecoder().decode(Result.self, from: Data(outcome.output.utf8))
      #expect(
        result.confusion == [
          "true_positives": 4, "true_negatives": 3, "false_negatives": 2, "false_positives": 1,
        ])
      let text = try work.report("evaluate", "--data", "data.csv").output
      #expect(text.contains(/\nnegative +3 +1\npositive +2 +4/))
    }
  }

  @Test(arguments: [6, 10])
  func `a limit takes as many reviews of each label, from all over the data`(limit: Int) throws {
    try Workplace.use { work in
      let rows = ["positive", "negative"].flatMap { label in
        (1...20).map { "Film number \($0).,\(label)" }
      }
      try work.folder.write("review,sentiment\n\(rows.joined(separator: "\n"))\n", to: "data.csv")
      let evaluate = ["evaluate", "--data", "data.csv", "--limit", "\(limit)", "--json"]
      let outcome = try Program(folder: work.folder.path).run(evaluate)
      let counts = try JSONDecoder().decode(Result.self, from: Data(outcome.output.utf8)).confusion
      #expect((counts["true_positives"] ?? 0) + (counts["false_negatives"] ?? 0) == limit / 2)
      #expect((counts["true_negatives"] ?? 0) + (counts["false_positives"] ?? 0) == limit / 2)
    }
  }

  @Test func `data that can't be learnt from are reported, and no folder is made`() throws {
    try useData { work in
      try work.folder.write("review,sentiment\nGood.,positive\nHm.,postive\n", to: "data.csv")
      try work.folder.write("Good.", to: "model.txt")
      try work.folder.write([0x61, 0xFF], to: "bad/pos/1.txt")
      try work.folder.write("b", to: "bad/neg/1.txt")
      let before = work.tree()
      let expected = [
        "none.csv": "none.csv: error: there is no such file",
        "model.txt": """
        model.txt: error: none of these reviews has a label
          hint: add a column 'label', use --label-column, or write {label=positive} before each review
        """,
        "data/pos": """
        data/pos: error: there are no reviews in this folder
          hint: it must contain the folders 'pos' and 'neg', or one folder of .txt files per class, or 'train' and 'test' \
        as in aclImdb
        """,
        "data.csv": """
        data.csv:3: error: there is no class 'postive'
          3 | Hm.,postive
          hint: did you mean 'positive'?
        """,
        "bad": """
        bad/pos/1.txt:1:2: error: this byte is not UTF-8
          1 | a\u{FFFD}
            |  ^
          hint: save the file as UTF-8, or use --encoding windows-1252, which seems to fit
        """,
      ]
      for (data, message) in expected {
        let training = try work.report("train", "--data", data, "--output", "model")
        #expect(training == .failed(2, message))
        let evaluation = try work.report("evaluate", "--data", data)
        #expect(evaluation == .failed(2, message))
      }
      #expect(work.tree() == before)
    }
  }
}

private struct Result: Decodable {
  let reviews: Int
  let accuracy: Double
  let auc: Double
  let confusion: [String: Int]
}
