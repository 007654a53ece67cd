import Foundation
import TestSupport
import Testing

/// The report about a whole data set that ships with the program, and the options for it.
@Suite struct DataSetCommandTests {
  /// Lets a test use a folder with the report, a model and twenty reviews with labels.
  private static func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      try work.writeModel()
      let report = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Reports/data-set.md")
      try work.folder.write(try String(contentsOf: report, encoding: .utf8), to: "data-set.md")
      let texts = [
        "A good film", "!!!", "Great, great film", "not good, bad", "boring", "the bad film",
        "a great, not boring film that is not good at all", "bad bad bad", "good", "the film",
      ]
      let rows = (0..<20).map { number in
        "\"\(texts[number % texts.count]) \(number)\",\(number % 3 == 0 ? "positive" : "negative")"
          + ",\(number % 2 == 0 ? "a" : "b")\n"
      }
      try work.folder.write("text,label,source\n" + rows.joined(), to: "reviews.csv")
      try work.folder.write("text\nA good robot.\nBad robots.\n", to: "old.csv")
      try test(work)
    }
  }

  private static let model = [
    "--model", "model", "--methods", "integrated-gradients", "--quiet", "--checks", "warn",
    "--against-reviews", "old.csv", "--train-data", "old.csv",
  ]
  private static let build = ["build", "data-set.md", "--reviews", "reviews.csv"] + model

  private static func site(_ name: String, in work: Workplace) -> [String: Data] {
    Dictionary(
      uniqueKeysWithValues: work.tree(name + "/").map { path, data in
        (String(path.dropFirst(name.count)), data)
      })
  }

  @Test func `parts that are joined, any number of jobs and results give the same bytes`() throws {
    try Self.use { work in
      let program = Program(folder: work.folder.path)
      let whole = try program.run(Self.build + ["--output", "whole", "--jobs", "1"])
      #expect(whole.status == 0, "\(whole.error)")
      let site = Self.site("whole", in: work)
      let page = try #require(work.folder.read("whole/data-set.html"))
      #expect(page.contains("20 labelled reviews") && page.contains("20 reviews compared with 2"))
      #expect(try program.run(Self.build + ["--output", "jobs", "--jobs", "4"]) == whole)
      #expect(Self.site("jobs", in: work) == site)
      for number in 1...3 {
        let part = ["--part", "\(number)/3", "--output", "parts/\(number)"]
        #expect(try program.run(Self.build + part).status == 0)
      }
      let join = ["join", "parts/3", "parts/1", "parts/2", "--documents", "data-set.md"]
      let joined = try program.run(join + Self.model + ["--output", "joined"])
      #expect(joined.status == 0, "\(joined.error)")
      #expect(Self.site("joined", in: work) == site)
      let results = try work.printed([
        "attribute", "--reviews", "reviews.csv", "--model", "model", "--methods",
        "integrated-gradients",
      ])
      try work.folder.write(results, to: "results.jsonl")
      let again = try program.run(
        ["build", "data-set.md", "--from", "results.jsonl", "--output", "again"] + Self.model)
      #expect(again.status == 0, "\(again.error)")
      #expect(work.folder.read("again/data-set.html") == page)
    }
  }

  @Test
  func `other reviews with a problem are reported at the option or the chunk, before the run`()
    throws
  {
    try Self.use { work in
      let program = Program(folder: work.folder.path)
      try work.folder.write("text,label\n,positive\nA film.,\n", to: "bad.csv")
      try work.folder.write("words,other\na,b\n", to: "columns.csv")
      let start = ["build", "data-set.md", "--reviews", "reviews.csv", "--model", "model"]
      for option in ["--against-reviews", "--train-data"] {
        let missing = try program.run(start + [option, "none.csv"])
        #expect(missing.status == 2 && missing.error.contains("there is no such file"))
        #expect(missing.error.hasPrefix("\(option): error: "))
        let columns = try program.run(start + [option, "columns.csv"])
        #expect(columns.status == 2 && columns.error.contains("column"), "\(columns.error)")
        #expect(work.tree("public").isEmpty)
      }
      try work.folder.write("```{duplicates train-data=gone.csv}\n```\n", to: "own.md")
      let own = try program.run(["build", "own.md", "--reviews", "reviews.csv"])
      #expect(own.status == 2 && own.error.contains("own.md:1:"), "\(own.error)")
    }
  }

  @Test func `held-out predictions with a problem stop the build, and the old site stays`() throws {
    try Self.use { work in
      let program = Program(folder: work.folder.path)
      let build = ["build", "own.md", "--reviews", "reviews.csv"] + ["--model", "model"]
      try work.folder.write("# Old\n", to: "own.md")
      #expect(try program.run(build).status == 0)
      let old = work.tree("public/")
      try work.folder.write("```{suspects held-out=held.jsonl}\n```\n", to: "own.md")
      let files: [(data: Data, place: String)] = [
        (Data(), "held.jsonl:1:1: error: the file has no predictions"),
        (Data("{\"text_sha256\":\"".utf8), "held.jsonl:1:17: error: "),
        (Data([0x7B, 0xFF, 0x7D]), "held.jsonl:1:2: error: this byte is not UTF-8"),
        (Data("\n{}\n".utf8), "held.jsonl:2:1: error: 'text_sha256' is not 64"),
      ]
      for file in files {
        try file.data.write(to: URL(filePath: work.folder["held.jsonl"]))
        let outcome = try program.run(build)
        #expect(outcome.status == 2 && outcome.error.hasPrefix(file.place), "\(outcome.error)")
        #expect(outcome.error.contains("hint: "))
        #expect(work.tree("public/") == old)
      }
    }
  }

  @Test func `a path that held-out predictions cannot have is an error before any training`() throws
  {
    try Self.use { work in
      let program = Program(folder: work.folder.path)
      let table = work.folder.read("reviews.csv")
      for path in [".", "", "reviews.csv"] {
        let outcome = try program.run(
          ["evaluate", "--data", "reviews.csv", "--folds", "2", "--held-out", path])
        #expect(outcome.status == 2 && outcome.output.isEmpty, "\(path): \(outcome)")
        #expect(outcome.error.contains(": error: the output is "))
        #expect(!outcome.error.contains("epoch"))
        #expect(outcome.error.contains("  hint: ") && work.folder.read("reviews.csv") == table)
      }
    }
  }

  @Test func `other reviews that no chunk takes are an error at their option`() throws {
    try Self.use { work in
      try work.folder.write("# Own\n", to: "own.md")
      for option in ["--against-reviews", "--train-data"] {
        let outcome = try work.report(
          "build", "own.md", "--reviews", "reviews.csv", "--model", "model", option, "old.csv")
        #expect(outcome.status == 2 && work.tree("public").isEmpty)
        #expect(
          outcome.error.hasPrefix("\(option): error: no chunk in these documents has the option"),
          "\(outcome.error)")
      }
    }
  }

  @Test func `a file that is no history is an error before anything is written`() throws {
    try Self.use { work in
      let program = Program(folder: work.folder.path)
      let table = try #require(work.folder.read("old.csv"))
      let foreign = try program.run(Self.build + ["--history", "old.csv"])
      #expect(foreign.status == 2 && foreign.error.hasPrefix("old.csv:1: error: "), "\(foreign)")
      #expect(work.tree("public").isEmpty && work.folder.read("old.csv") == table)
      let folder = try program.run(Self.build + ["--history", "a/new/folder/runs.jsonl"])
      #expect(folder.status == 0, "\(folder.error)")
      #expect(work.folder.read("a/new/folder/runs.jsonl")?.contains("chk-accuracy") == true)
    }
  }

  @Test(arguments: [
    ("", "error: '' is a folder, not a file", Int32(2)),
    (".", "error: '.' is a folder, not a file", 2),
    ("/dev/null", "/dev/null:1: error: this file is not a history of runs", 2),
    ("public/runs.jsonl", "error: 'public/runs.jsonl' is in the output folder", 2),
    ("reviews.csv", "error: cannot write 'reviews.csv': it is an input", 2),
    ("claims.xml", "error: cannot write 'claims.xml': the claims are written there", 2),
    ("old.csv/runs.jsonl", "old.csv/runs.jsonl: error: the file cannot be written", 3),
  ])
  func `a path that cannot be a history is an error before anything is written`(
    path: String, message: String, status: Int32
  ) throws {
    try Self.use { work in
      let outcome = try Program(folder: work.folder.path).run(
        Self.build + ["--junit", "claims.xml", "--history", path])
      #expect(outcome.status == status && outcome.error.contains(message), "\(outcome.error)")
      #expect(outcome.error.contains("\n  hint: "))
      #expect(work.tree("public").isEmpty && work.folder.read("claims.xml") == nil)
    }
  }

  @Test func `two builds at once keep both runs`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      let work = Workplace(folder: folder)
      try work.writeModel()
      try folder.write("A good film.\nBad.\n", to: "picks.txt")
      try folder.write("```{check #chk-a}\nclaim: importance.words > 1\n```\n", to: "own.md")
      let path = folder.path
      let statuses = try await withThrowingTaskGroup(of: Int32?.self) { group in
        for number in 1...4 {
          group.addTask {
            try Program(folder: path).run([
              "build", "own.md", "--reviews", "picks.txt", "--model", "model", "--methods",
              "occlusion", "--output", "site\(number)", "--history", "runs.jsonl", "--run",
              "run \(number)",
            ]).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == [0, 0, 0, 0])
      let lines = try #require(folder.read("runs.jsonl")).split(separator: "\n")
      #expect(lines.count == 4)
      for number in 1...4 { #expect(lines.count { $0.contains("\"run \(number)\"") } == 1) }
      #expect(lines.allSatisfy { $0.contains("\"chk-a\":") })
    }
  }

  @Test func `a claim that is worse than in the last run ends with status 1`() throws {
    try Self.use { work in
      let program = Program(folder: work.folder.path)
      let claim =
        "```{check #chk-accuracy}\nclaim: confusion.accuracy >= history.last - 0.01\n```\n"
      try work.folder.write(claim, to: "own.md")
      let build = [
        "build", "own.md", "--reviews", "reviews.csv", "--model", "model", "--methods",
        "occlusion", "--quiet", "--history", "runs.jsonl",
      ]
      #expect(try program.run(build) == Program.Outcome(status: 0, output: "", error: ""))
      #expect(try program.run(build).status == 0)
      let text = try #require(work.folder.read("reviews.csv"))
      // All labels are turned: what was right is wrong, and the other way round.
      let turned = text.replacing("positive", with: "?").replacing("negative", with: "positive")
        .replacing("?", with: "negative")
      try work.folder.write(turned, to: "reviews.csv")
      let first = try program.run(build)
      try work.folder.write(text, to: "reviews.csv")
      let second = try program.run(build)
      // One of the two turns makes it worse.
      #expect([first.status, second.status].sorted { ($0 ?? 9) < ($1 ?? 9) } == [0, 1])
      #expect((first.error + second.error).contains("own.md:2:8: error: the claim"))
      #expect(work.folder.read("runs.jsonl")?.split(separator: "\n").count == 4)
    }
  }

  @Test func `a folder that holds reviews of one label is a shortcut, the label's own is none`()
    throws
  {
    try Self.use { work in
      for number in 0..<40 {
        try work.folder.write("A film of w\(number)", to: "in/acme/pos/\(number).txt")
        try work.folder.write("A film of x\(number)", to: "in/mixed/neg/\(number).txt")
        try work.folder.write("A film of y\(number)", to: "in/mixed/pos/\(number).txt")
      }
      try work.folder.write("# T\n\n```{shortcuts minimum=5}\n```\n", to: "shortcuts.md")
      _ = try work.printed([
        "build", "shortcuts.md", "--reviews", "in", "--model", "model", "--quiet", "--output",
        "site",
      ])
      let page = try #require(work.folder.read("site/shortcuts.html"))
      let found = page.matches(of: #/the folder “(.+?)”/#).map { String($0.1) }
      #expect(found == ["acme"])
    }
  }
}
