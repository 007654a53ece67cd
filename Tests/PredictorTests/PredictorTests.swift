import Classifier
import Foundation
import Predictor
import TestSupport
import Testing

/// What a program answers, how often it is asked, and what is kept.
@Suite struct PredictorTests {
  static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  @Test(arguments: ["shell", "python"])
  func `the examples of the guide answer`(language: String) throws {
    guard language == "shell" || Self.hasPython else { return }
    try TemporaryFolder.use { folder in
      let child = Child(folder: folder)
      let predictor = try child.start(try child.example(language))
      defer { predictor.stop() }
      #expect(predictor.classes == ["negative", "positive"])
      let texts = ["A good film.", "A \"bad\" film\\", "", "good, good", "A \",\" film\n"]
      let found = try predictor.probabilities(of: texts, about: "x").map { $0[1] }
      let expected = [1.0, -1, 0, 2, 0].map { 1 / (1 + exp(-$0)) }
      for (found, expected) in zip(found, expected) {
        // Python's example takes a word with a sign for another one.
        #expect(abs(found - expected) < 1e-12 || language == "python")
      }
      #expect(abs(found[0] - expected[0]) < 1e-12)
      let words = try predictor.tokens(of: "Don't, they said").words
      #expect(words == [0..<5, 7..<11, 12..<16])
    }
  }

  @Test func `a text is asked for once, and never again by another run`() throws {
    try TemporaryFolder.use { folder in
      let child = Child(folder: folder)
      let command = "tee '\(folder["asked"])' | \(try child.example("shell"))"
      let texts = ["good", "bad", "good", "fine"]
      let first = try child.start(command)
      let once = try first.probabilities(of: texts, about: "good fine bad")
      #expect(first.tally == Predictor.Tally(computed: 3, cached: 0))
      #expect(try first.probabilities(of: ["bad", "new"], about: "good fine bad")[0] == once[1])
      #expect(first.tally == Predictor.Tally(computed: 4, cached: 1))
      first.stop()
      #expect(folder.read("asked")?.split(separator: "\n").count == 2)

      let second = try child.start(command)
      #expect(try second.probabilities(of: texts, about: "good fine bad") == once)
      #expect(second.tally == Predictor.Tally(computed: 0, cached: 3))
      second.stop()
      #expect(folder.read("asked") == "")
    }
  }

  @Test func `an answer that a crash cut short is asked for again, and the others are not`() throws
  {
    try TemporaryFolder.use { folder in
      let child = Child(folder: folder)
      let first = try child.start(try child.example("shell"))
      let found = try first.probabilities(of: ["good", "bad"], about: "r")
      first.stop()
      let file = try #require(
        folder.entries.filter { $0.hasPrefix("cache/") }.max { $0.count < $1.count })
      let lines = try #require(folder.read(file))
      try folder.write(String(lines.dropLast(9)), to: file)
      let second = try child.start(try child.example("shell"))
      #expect(try second.probabilities(of: ["good", "bad"], about: "r") == found)
      #expect(second.tally == Predictor.Tally(computed: 1, cached: 1))
      second.stop()
      #expect(folder.read(file) == lines)
    }
  }

  /// A softmax in 32 bits may be past its ends by rounding.
  @Test func `a probability a little below 0 or above 1 is 0 or 1, in the cache as well`() throws {
    try TemporaryFolder.use { folder in
      let child = Child(folder: folder)
      let answer = #"echo '{"id":1,"probabilities":[[-5e-5,1.00005]]}'"#
      let first = try child.start("\(Child.hello)read -r line; \(answer)")
      #expect(try first.probabilities(of: ["x"], about: "x") == [[0, 1]])
      first.stop()
      let second = try child.start("\(Child.hello)cat > '\(folder["asked"])'")
      #expect(try second.probabilities(of: ["x"], about: "x") == [[0, 1]])
      #expect(second.tally == Predictor.Tally(computed: 0, cached: 1))
      second.stop()
      #expect(folder.read("asked") == "")
    }
  }

  @Test
  func `a program has a minute for an answer, and answers are kept, unless something else is said`()
  {
    let settings = Predictor.Settings(command: "x")
    #expect(settings.timeLimit == 60)
    #expect(settings.cache == Predictor.standardCache)
  }

  @Test func `nothing is kept of a program that does not say who it is`() throws {
    try TemporaryFolder.use { folder in
      let hello = #"echo '{"protocol":1,"classes":["a","b"]}'; read line; "#
      let predictor = try Child(folder: folder).start(hello + Child.answer)
      _ = try predictor.probabilities(of: ["x"], about: "x")
      predictor.stop()
      #expect(!folder.entries.contains { $0.hasPrefix("cache") })
    }
  }

  @Test func `a program that crashes once is started again`() throws {
    try TemporaryFolder.use { folder in
      let command =
        Child.hello + """
          read line; test -e '\(folder["crashed"])' || { touch '\(folder["crashed"])'; exit 9; }; \
          \(Child.answer)
          """
      let predictor = try Child(folder: folder).start(command)
      #expect(try predictor.probabilities(of: ["x"], about: "x") == [[0.25, 0.75]])
      predictor.stop()
    }
  }

  @Test func `a program that has tokens is asked for the words of a review, once`() throws {
    try TemporaryFolder.use { folder in
      let hello = #"echo '{"protocol":1,"classes":["a","b"],"identity":"t","tokens":true}'; "#
      let answer =
        #"echo '{"id":1,"probabilities":[[0.5,0.5]],"tokens":[[{"start":0,"end":1},{"start":1,"end":3}]]}'"#
      let child = Child(folder: folder)
      // It waits to be asked: what comes before is more than it was asked.
      let first = try child.start("\(hello) read -r line; \(answer)")
      #expect(try first.tokens(of: "abc").words == [0..<1, 1..<3])
      first.stop()
      let second = try child.start("\(hello) cat > '\(folder["asked"])'")
      #expect(try second.tokens(of: "abc").words == [0..<1, 1..<3])
      second.stop()
      #expect(folder.read("asked") == "")
    }
  }
}
