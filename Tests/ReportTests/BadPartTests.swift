import Foundation
import TestSupport
import Testing

/// What `report join` says of parts that do not belong together, and of files that are not parts.
@Suite struct BadPartTests {
  private static let command = ["evaluate", "--model", "model", "--data", "two.csv"]

  /// Lets a test use three parts of an evaluation, `a.jsonl`, `b.jsonl` and `c.jsonl`.
  private func use(_ test: (Workplace) throws -> Void) throws {
    try PartCommandTests.use { work in
      for (number, name) in ["a", "b", "c"].enumerated() {
        try compute("\(number + 1)/3", Self.command, to: name, in: work)
      }
      try test(work)
    }
  }

  private func compute(
    _ part: String, _ command: [String], to name: String, in work: Workplace
  ) throws {
    let text = try work.printed(command + ["--part", part])
    try work.folder.write(text, to: "\(name).jsonl")
  }

  private func join(_ names: String..., in work: Workplace) throws -> Program.Outcome {
    try Program(folder: work.folder.path).run(["join"] + names.map { "\($0).jsonl" })
      .withoutExcerpts
  }

  @Test func `a missing part is named, and one that is given twice`() throws {
    try use { work in
      #expect(
        try join("c", "a", in: work)
          == .failed(
            2,
            """
            c.jsonl:1:40: error: part 2 of 3 is missing
              hint: give all parts of the run: 'report join' combines them in the order of the reviews
            """))
      try work.folder.write(try #require(work.folder.read("b.jsonl")), to: "copy.jsonl")
      #expect(
        try join("a", "b", "c", "copy", in: work)
          == .failed(
            2,
            """
            copy.jsonl:1:40: error: part 2 of 3 is given twice
              hint: it is also in 'b.jsonl'
            """))
      try compute("4/12", Self.command, to: "d", in: work)
      try compute("9/12", Self.command, to: "e", in: work)
      #expect(
        try join("d", "e", in: work).error.hasPrefix(
          "d.jsonl:1:40: error: parts 1 to 3, 5 to 8 and 10 to 12 of 12 are missing\n"))
    }
  }

  @Test func `parts of two runs are told apart by what differs`() throws {
    try use { work in
      try work.folder.write(
        "review,sentiment\nGood,positive\n!,negative\nBad,negative\n", to: "o.csv")
      let other = Array(Self.command.dropLast())
      try compute("2/3", other + ["o.csv"], to: "reviews", in: work)
      try compute("2/3", Self.command + ["--limit", "10"], to: "limit", in: work)
      try compute("2/4", Self.command, to: "four", in: work)
      try compute(
        "2/3", ["evaluate", "--model", "max", "--data", "two.csv"], to: "model", in: work)
      for (name, column, message) in [
        ("reviews", "59", "this part is of other reviews than 'a.jsonl'"),
        ("limit", "59", "this part is of other reviews than 'a.jsonl'"),
        ("four", "49", "this is one of 4 parts, but 'a.jsonl' is one of 3"),
        ("model", "156", "this part is of another model than 'a.jsonl'"),
      ] {
        let outcome = try join("a", name, "c", in: work)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
          outcome.error.hasPrefix(
            "\(name).jsonl:1:\(column): error: \(message)\n  hint: compute all"),
          "\(outcome.error)")
      }
      let study = [
        "evaluate", "--faithfulness", "--model", "model", "--data", "two.csv", "--metrics",
        "sparseness", "--methods",
      ]
      try compute("1/2", study + ["lime:samples=20"], to: "s1", in: work)
      for (name, options, key) in [
        ("s2", ["lime:samples=21"], "methods"),
        ("s3", ["lime:samples=20", "--seed", "2"], "methods"),
        ("s4", ["lime:samples=20", "--target", "logit"], "target"),
        ("s5", ["lime:samples=20", "--background", "picks.txt"], "background"),
      ] {
        try compute("2/2", study + options, to: name, in: work)
        let outcome = try join("s1", name, in: work)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
          outcome.error.contains(
            "error: this part was computed with other settings than 's1.jsonl': '\(key)' differs\n"),
          "\(outcome.error)")
      }
      #expect(
        try join("a", "s1", in: work)
          == .failed(
            2,
            """
            s1.jsonl:1:2: error: these are parts of two kinds: this one is of a faithfulness study, those before it are of an evaluation
              hint: join the parts of one run
            """))
    }
  }

  @Test func `another version is refused`() throws {
    try use { work in
      let text = try #require(work.folder.read("b.jsonl"))
      try work.folder.write(
        text.replacing(#/"version":"[^"]*"/#, with: #""version":"0.0.1""#), to: "b.jsonl")
      let outcome = try join("a", "b", "c", in: work)
      #expect(outcome.status == 2 && outcome.output.isEmpty)
      #expect(
        outcome.error.hasPrefix(
          "b.jsonl:1:22: error: this part is of version 0.0.1 of the program, which is "),
        "\(outcome.error)")
    }
  }

  @Test func `a damaged file is reported with its line, and all such files together`() throws {
    try use { work in
      let text = try #require(work.folder.read("b.jsonl"))
      let lines = text.split(separator: "\n").map(String.init)
      let damaged: [(name: String, text: String, place: String, message: String)] = [
        (
          "cut", lines.dropLast(2).joined(separator: "\n") + "\n", "4:1",
          "the file ends before the record of review 7"
        ),
        (
          "end", lines.dropLast().joined(separator: "\n"), "5:1",
          "the file ends before its last line"
        ),
        ("half", String(text.dropLast(40)), "5:23", "the file ends where "),
        (
          "twice", (lines.prefix(2) + lines.dropFirst()).joined(separator: "\n"), "3:2",
          "the record of review 5 is expected here"
        ),
        (
          "more", (lines.prefix(5) + lines.suffix(2)).joined(separator: "\n"), "6:1",
          #"the last line of this part, {"records":4}, is expected here"#
        ),
        (
          "label", text.replacing(#""label":0"#, with: #""label":2"#), "2:13",
          "'label' is not a whole number from 0 to 1"
        ),
        (
          "number", text.replacing(#""logits":["#, with: #""logits":[null,"#), "2:23",
          "'logits' is not an array of numbers"
        ),
        ("after", text + "{}\n", "7:1", "the first line of a part is expected here"),
        ("empty", "", "1:1", "the file is empty"),
        ("other", #"{"id":"a","text":"b"}"# + "\n", "1:1", "this is not a part file"),
        ("kind", text.replacing("evaluation", with: "party"), "1:2", "this is not a part file"),
      ]
      for (name, text, place, message) in damaged {
        try work.folder.write(text, to: "\(name).jsonl")
        for outcome in [try join("a", name, "c", in: work), try join(name, "a", "c", in: work)] {
          #expect(outcome.status == 2 && outcome.output.isEmpty)
          let start = "\(name).jsonl:\(place)"
          #expect(outcome.error.hasPrefix(start), "\(outcome.error)")
          #expect(outcome.error.contains(" error: \(message)"), "\(outcome.error)")
          #expect(outcome.error.contains("\n  hint: "))
        }
      }
      let all = try join("cut", "a", "empty", "other", in: work).error
      #expect(all.count(of: " error: ") == 3)
      #expect(
        try work.report("join", "a.jsonl", ".").withoutExcerpts.error.hasPrefix(
          ".: error: this is not a part file\n"))
      #expect(
        try work.report("join", "none.jsonl").error.hasPrefix(
          "none.jsonl: error: there is no such file"))
    }
  }

  @Test func `a file with any byte changed is joined or refused, never a crash`() throws {
    try use { work in
      try compute(
        "1/1", ["diagnose", "model", "--reviews", "picks.txt", "--methods", "saliency"], to: "d",
        in: work)
      for name in ["a", "d"] {
        let bytes = Array(try #require(work.folder.read("\(name).jsonl")).utf8)
        for offset in stride(from: 0, to: bytes.count, by: 37) {
          var changed = bytes
          changed[offset] = UInt8(ascii: "9")
          try work.folder.write(changed, to: "changed.jsonl")
          let names = name == "a" ? ["changed", "b", "c"] : ["changed"]
          let outcome = try Program(folder: work.folder.path).run(
            ["join"] + names.map { "\($0).jsonl" })
          #expect(outcome.status == 0 || outcome.status == 2 && outcome.output.isEmpty)
        }
      }
    }
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
