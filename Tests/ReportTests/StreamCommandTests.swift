import Foundation
import TestSupport
import Testing

/// `report attribute` on standard input.
@Suite struct StreamCommandTests {
  private func use(_ test: (Workplace, Program) throws -> Void) throws {
    try Workplace.use { work in
      try work.writeModel()
      try test(work, Program(folder: work.folder.path))
    }
  }

  private let attribute = ["attribute", "--model", "model", "--methods", "saliency", "--reviews"]

  @Test(arguments: ["1", "4"])
  func `each review is answered before the next one arrives`(jobs: String) throws {
    try use { work, program in
      let outcome = try program.run(
        script: """
          mkfifo in out
          report \(attribute.joined(separator: " ")) - --jobs \(jobs) < in > out &
          exec 3> in 4< out
          for word in good bad fine; do
            echo "A $word film." >&3
            read -r line <&4
            echo "$line"
          done
          exec 3>&-
          wait $!
          cat <&4
          """)
      #expect(outcome.status == 0, "\(outcome.error)")
      try work.folder.write("A good film.\nA bad film.\nA fine film.\n", to: "three.txt")
      #expect(outcome.output == (try program.run(attribute + ["three.txt"])).output)
    }
  }

  @Test func `the first problem ends a stream after the lines before it`() throws {
    try use { work, program in
      let input = "A good film.\n{#a label=maybe} Bad.\nFine.\n"
      let outcome = try program.run(attribute + ["-"], input: input)
      #expect(outcome.status == 2)
      #expect(outcome.output.split(separator: "\n").count == 1)
      #expect(outcome.error.hasPrefix("<stdin>:2:11: error: there is no class 'maybe'\n"))
    }
  }

  @Test(arguments: ["-", "three.txt"])
  func `with --keep-going an error takes the place of a review, and the status tells`(path: String)
    throws
  {
    struct Line: Decodable {
      struct Problem: Decodable {
        let message: String
        let line: Int
      }
      let id: String?
      let error: [Problem]?
    }
    try use { work, program in
      let input = "A good film.\n{#a label=maybe} Bad.\nFine.\n"
      try work.folder.write(input, to: "three.txt")
      let outcome = try program.run(attribute + [path, "--keep-going"], input: input)
      #expect(outcome.status == 2)
      let lines = try outcome.output.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8))
      }
      #expect(lines.map(\.id) == ["review-1", nil, "review-3"])
      #expect(lines.map { $0.error?.map(\.line) } == [nil, [2], nil])
      #expect(outcome.error.contains(":2:11: error: there is no class 'maybe'"))
    }
  }

  @Test func `--keep-going needs lines, and a table is read whole without it`() throws {
    try use { work, program in
      let table = "text,label\nA good film,positive\n"
      let refused = try program.run(attribute + ["-", "--keep-going"], input: table)
      #expect(refused.status == 2)
      #expect(refused.error.contains("--keep-going requires JSON Lines or one review per line"))
      let read = try program.run(attribute + ["-"], input: table)
      #expect(read.status == 0 && read.output.contains("\"label\":\"positive\""))
    }
  }

  @Test func `a closed pipe ends a stream that would never end`() throws {
    try use { work, program in
      let outcome = try program.run(
        script: "yes 'A good film.' | report \(attribute.joined(separator: " ")) - | head -n 3")
      #expect(outcome.output.split(separator: "\n").count == 3)
    }
  }

  @Test func `no line of JSON contains a line end of another language`() throws {
    try use { work, program in
      let outcome = try program.run(
        attribute + ["-"], input: "A good\u{2028}film,\u{2029}a bad\u{85}one, é and “so on”.\n")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("A good\\u2028film,\\u2029a bad\\u0085one, é and “so on”."))
    }
  }
}

extension StreamCommandTests {
  @Test func `results of another embedded model name the option that chooses it`() throws {
    try use { work, program in
      try work.folder.write("A good film.\n", to: "one.txt")
      let options = ["--methods", "saliency"]
      for (model, name, hint) in [
        (["--model", "max"], "embedded model 'max'", "use --model max"),
        ([], "embedded default model", "omit --model"),
      ] {
        let results = try program.run(["attribute", "--reviews", "one.txt"] + options + model)
        try work.folder.write(results.output, to: "results.jsonl")
        let other = model.isEmpty ? ["--model", "max"] : []
        let outcome = try program.run(
          ["build", "--from", "results.jsonl", "--output", "site"] + options + other)
        #expect(outcome.status == 2)
        #expect(
          outcome.error.contains("results.jsonl:1: error: these are results of the \(name), but"))
        #expect(outcome.error.contains("hint: \(hint)\n"), "\(outcome.error)")
        let built = try program.run(
          ["build", "--from", "results.jsonl", "--output", "site", "--quiet"] + options + model)
        #expect(built.status == 0, "\(built.error)")
      }
    }
  }
}

extension OptionTrial {
  /// `--keep-going`.
  static let streamTrials: [OptionTrial] = [
    OptionTrial("build", "--from --part") { work in
      let options = ["--methods", "saliency", "--model", "model"]
      let lines = try work.printed(["attribute", "--reviews", "picks.txt"] + options)
      try work.folder.write(lines, to: "results.jsonl")
      let build = ["build", "tiny.md", "--quiet"] + options
      _ = try work.printed(build + ["--reviews", "picks.txt", "--output", "one"])
      _ = try work.printed(build + ["--from", "results.jsonl", "--output", "two"])
      #expect(
        work.tree("one/").values.map(\.count).sorted()
          == work.tree("two/").values.map(\.count).sorted())
      #expect(work.folder.read("two/data/report.jsonl") == lines)
      _ = try work.printed(
        build + ["--from", "results.jsonl", "--part", "2/2", "--output", "part"])
      #expect(
        work.folder.read("part/data/report.jsonl")
          == lines.split(separator: "\n").last.map { $0 + "\n" })
      let program = Program(folder: work.folder.path)
      for wrong in [
        ["--from", "results.jsonl", "--reviews", "picks.txt"], ["--from", "none.jsonl"],
        ["--reviews", "picks.txt", "--part", "3/2"],
        ["--reviews", "picks.txt", "--part", "1/2", "--junit", "a.xml"],
        ["--reviews", "picks.txt", "--part", "1/2", "--colours", "report"],
      ] {
        #expect(try program.run(build + wrong).status == 2, "\(wrong)")
      }
    },
    OptionTrial("preview", "--from") { work in
      let options = ["--methods", "saliency", "--model", "model"]
      let lines = try work.printed(["attribute", "--reviews", "picks.txt"] + options)
      try work.folder.write(lines, to: "results.jsonl")
      try work.folder.write("", to: "temporary/file")
      let program = try RunningProgram(
        ["preview", "tiny.md", "--from", "results.jsonl", "--output", "site", "--port", "0"]
          + options, in: work.folder.path, temporary: work.folder["temporary"])
      defer { program.kill() }
      _ = try await program.firstBuild()
      #expect(work.folder.read("site/data/report.jsonl") == lines)
    },
    OptionTrial("attribute", "--keep-going") { work in
      let program = Program(folder: work.folder.path)
      try work.folder.write("Fine.\n@nowhere.txt\n", to: "two.txt")
      let attribute = ["attribute", "--methods", "saliency", "--reviews", "two.txt"]
      let stopped = try program.run(attribute)
      let kept = try program.run(attribute + ["--keep-going"])
      #expect(stopped.output.isEmpty && stopped.status == 2)
      #expect(kept.output.split(separator: "\n").count == 2 && kept.status == 2)
    },
  ]
}
