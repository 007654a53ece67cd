import TestSupport
import Testing

/// What `report diff` says of input that makes no sense.
@Suite struct BadRunsTests {
  private static let hint = "\n  hint: use the output of 'report attribute'"

  /// What a broken run is told, without the name of its file.
  struct Broken: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let message: String

    init(_ name: String, _ text: String, _ message: String) {
      testDescription = name
      self.text = text
      self.message = message
    }
  }

  static let broken = [
    Broken(
      "empty", "", ": error: the file contains no reviews" + hint),
    Broken(
      "blank", "\n \n", ": error: the file contains no reviews" + hint),
    Broken(
      "no JSON", "A fine film.\n", ":1:1: error: expected a value here" + hint),
    Broken(
      "truncated", RunLine().json + String(RunLine(id: "two").json.prefix(60)),
      ":2:61: error: the file ends where '\"' should be" + hint
    ),
    Broken(
      "a list", "[1]\n", ":1: error: the line is not a JSON object" + hint),
    Broken(
      "another schema", "{\"text\":\"A\"}\n", ":1: error: 'id' is missing" + hint),
    Broken(
      "NaN", RunLine(scores: "[NaN,1]").json,
      ":1:309: error: expected a value here" + hint
    ),
    Broken(
      "null", RunLine(scores: "[1,null]").json,
      """
      :1: error: 'attributions[0].scores[1]' is null
        hint: null denotes a number that is not finite
      """
    ),
    Broken(
      "too large", RunLine(scores: "[1e999,1]").json,
      ":1:309: error: expected a value here" + hint
    ),
    Broken(
      "a text for a number", RunLine(scores: #"["0.2",1]"#).json,
      ":1: error: 'attributions[0].scores[0]' is not a number" + hint
    ),
    Broken(
      "a score too many", RunLine(scores: "[1,2,3]").json,
      ":1: error: 'attributions[0].scores' has length 3, but there are 2 tokens" + hint
    ),
    Broken(
      "no target", RunLine(target: "probabilty").json,
      ":1: error: there is no target 'probabilty'\n  hint: did you mean 'probability'?"
    ),
    Broken(
      "no probability", RunLine(probability: 1.5).json,
      ":1: error: 'prediction.probability' is 1.5\n  hint: a probability must be from 0 to 1"
    ),
    Broken(
      "an id twice", RunLine().json + "\n" + RunLine().json,
      ":3: error: the id 'one' is given twice\n  hint: it was first given on line 1"
    ),
    Broken(
      "deep", String(repeating: "[", count: 100_000),
      ":1:101: error: this is nested too deeply" + hint
    ),
  ]

  @Test(arguments: broken)
  func `a broken run is told where and why`(
    run: Broken
  ) throws {
    try Workplace.use { work in
      try work.folder.write(RunLine().json, to: "good.jsonl")
      try work.folder.write(run.text, to: "bad.jsonl")
      let old = try work.report("diff", "bad.jsonl", "good.jsonl")
      #expect(old.withoutExcerpts == .failed(2, "bad.jsonl" + run.message))
      #expect(try work.report("diff", "good.jsonl", "bad.jsonl") == old)
    }
  }

  @Test func `the problems of both runs and of the gates are reported together`() throws {
    try Workplace.use { work in
      try work.folder.write("{}\n[]\n", to: "old.jsonl")
      try work.folder.write([0x7B, 0xFF], to: "new.jsonl")
      #expect(
        try work.report(
          "diff", "old.jsonl", "new.jsonl", "--fail-on", "flips,rank,moved:-1,flip,flip:2"
        ).withoutExcerpts
          == .failed(
            2,
            """
            --fail-on: error: there is no gate 'flips'
              hint: did you mean 'flip'?
            --fail-on: error: 'rank' is not a gate
              hint: use rank:R with a number from -1 to 1, for example rank:0.8
            --fail-on: error: 'moved:-1' is not a gate
              hint: use moved:N with the number of words per review that may move, for example moved:5
            --fail-on: error: the gate 'flip' is given twice
            new.jsonl:1:2: error: this byte is not UTF-8
              hint: save the file as UTF-8
            old.jsonl:1: error: 'id' is missing\(Self.hint)
            old.jsonl:2: error: the line is not a JSON object\(Self.hint)
            """))
      #expect(
        try work.report("diff", "none.jsonl", ".")
          == .failed(
            2,
            """
            .: error: this is a folder, not a file
            none.jsonl: error: there is no such file
            """))
    }
  }

  @Test func `runs without a review in common are no comparison`() throws {
    try Workplace.use { work in
      try work.folder.write(RunLine(id: "a").json, to: "old.jsonl")
      try work.folder.write(RunLine(id: "b").json, to: "new.jsonl")
      #expect(
        try work.report("diff", "old.jsonl", "new.jsonl")
          == .failed(
            2,
            """
            new.jsonl: error: the runs have no review in common
              hint: reviews are matched by id; the first id is 'a' in old.jsonl and 'b' here
            """))
    }
  }

  @Test func `an output never replaces a run or a folder`() throws {
    try Workplace.use { work in
      try work.folder.write(RunLine().json, to: "old.jsonl")
      try work.folder.write(RunLine().json, to: "new.jsonl")
      let before = work.tree()
      #expect(
        try work.report("diff", "old.jsonl", "new.jsonl", "--output", "./old.jsonl")
          == .failed(
            2,
            """
            ./old.jsonl: error: the output is one of the input files
              hint: choose another file
            """))
      #expect(
        try work.report("diff", "old.jsonl", "new.jsonl", "--output", ".")
          == .failed(
            2, ".: error: the output is a folder, not a file\n  hint: use the path of a file"))
      #expect(work.tree() == before)
    }
  }

  @Test func `a long review is aligned, and one that is too long is refused`() throws {
    try Workplace.use { work in
      func run(_ count: Int, _ prefix: String) -> String {
        let words = (0..<count).map { "\(prefix)\($0)" }
        let scores = words.map { _ in "0.1" }.joined(separator: ",")
        return RunLine(text: prefix, words: words, scores: "[\(scores)]").json
      }
      try work.folder.write(run(2000, "a"), to: "old.jsonl")
      try work.folder.write(run(2000, "b"), to: "new.jsonl")
      #expect(try work.report("diff", "old.jsonl", "new.jsonl").output.contains("−2000 +2000"))
      try work.folder.write(run(9000, "a"), to: "old.jsonl")
      try work.folder.write(run(9000, "b"), to: "new.jsonl")
      #expect(
        try work.report("diff", "old.jsonl", "new.jsonl").withoutExcerpts
          == .failed(
            2,
            """
            new.jsonl:1: error: the texts differ too much to be aligned
              hint: the text in old.jsonl:1 has 9000 tokens, this one 9000
            """))
    }
  }

  @Test func `huge numbers whose differences overflow are no trap`() throws {
    try Workplace.use { work in
      let rest = RunLine().rest.replacing("\"padding\":0", with: "\"padding\":1e308")
      try work.folder.write(RunLine(scores: "[1e308,-1e308]", rest: rest).json, to: "old.jsonl")
      try work.folder.write(RunLine(scores: "[-1e308,1e308]").json, to: "new.jsonl")
      for format in ["text", "markdown", "json", "html", "junit"] {
        let outcome = try work.report(
          "diff", "old.jsonl", "new.jsonl", "--format", format, "--fail-on", "moved:1,rank:0")
        #expect(outcome.status == 1)
        #expect(format != "json" || !outcome.output.contains("inf"))
      }
    }
  }

  @Test func `options that make no sense are wrong input`() throws {
    try Workplace.use { work in
      let wrong = [
        (["--threshold=-1"], "--threshold must be a number of at least 0"),
        (["--threshold=nan"], "--threshold must be a number of at least 0"),
        (["--details=-1"], "--details must be at least 0"),
        (["--words=-1"], "--words must be at least 0"),
        (["--format=junit"], "--format junit requires --fail-on, whose gates are the test cases"),
      ]
      for (options, message) in wrong {
        let outcome = try Program(folder: work.folder.path).run(["diff", "a", "b"] + options)
        #expect(outcome.status == 2)
        #expect(outcome.error.hasPrefix("Error: \(message)\n"))
      }
    }
  }
}
