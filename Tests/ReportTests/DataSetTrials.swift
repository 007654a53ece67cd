import Foundation
import TestSupport
import Testing

/// The options for chunks about a whole data set.
extension OptionTrial {
  private static let document = """
    ---
    title: Data
    ---

    ```{shift #tbl-shift}
    ```

    ```{duplicates #tbl-duplicates}
    ```

    ```{history #tbl-history}
    ```

    ```{check #chk-words}
    claim: importance.words >= history.last
    ```
    """

  private static func write(_ work: Workplace) throws {
    try work.folder.write(document, to: "set.md")
    try work.folder.write("text\nA good film!\nSomething else.\n", to: "train.csv")
    try work.folder.write("text\nA robot.\nA bad robot.\nRobots.\n", to: "old.csv")
  }

  private static let options = ["--against-reviews", "old.csv", "--train-data", "train.csv"]
  private static let model = [
    "--reviews", "picks.txt", "--model", "model", "--methods", "occlusion", "--quiet",
  ]

  private static func expectPage(_ page: String?, _ runs: String? = nil) throws {
    let page = try #require(page)
    #expect(page.contains("2 reviews compared with 3 from <code>old.csv</code>"))
    #expect(page.contains("2 reviews and 2 training reviews contain 1 group"))
    if let runs { #expect(page.contains("in \(runs) and in this one")) }
  }

  static let dataSetTrials: [OptionTrial] = [
    OptionTrial("build", "--against-reviews --train-data --history --run") { work in
      try write(work)
      let build = ["build", "set.md", "--output", "site"] + model
      for (number, runs) in [(1, "0 earlier runs"), (2, "1 earlier run")] {
        let kept = ["--history", "runs.jsonl", "--run", "commit \(number)"]
        #expect(try work.printed(build + options + kept) == "")
        try expectPage(work.folder.read("site/set.html"), runs)
      }
      let lines = try #require(work.folder.read("runs.jsonl")).split(separator: "\n")
      #expect(lines.count == 2 && lines[1].contains("\"run\":\"commit 2\""))
      // Without the options the page says what it lacks.
      let bare = try Program(folder: work.folder.path).run(build + ["--checks", "warn"])
      #expect(bare.status == 0)
      let page = try #require(work.folder.read("site/set.html"))
      #expect(page.contains("use <code>--against-reviews</code>"))
      #expect(page.contains("use <code>--history</code>"))
      // A name of a run without a history is a mistake.
      #expect(try Program(folder: work.folder.path).run(build + ["--run", "a"]).status == 2)
    },
    OptionTrial("preview", "--against-reviews --train-data") { work in
      try write(work)
      try work.folder.write("", to: "temporary/file")
      let program = try RunningProgram(
        ["preview", "set.md", "--output", "site", "--port", "0"] + model + options,
        in: work.folder.path, temporary: work.folder["temporary"])
      defer { program.kill() }
      _ = try await program.firstBuild()
      try expectPage(work.folder.read("site/set.html"))
    },
    OptionTrial("join", "--against-reviews --train-data --history --run") { work in
      try write(work)
      let program = Program(folder: work.folder.path)
      let build = ["build", "set.md"] + model + options
      let whole = try program.run(
        build + ["--output", "whole", "--history", "a.jsonl", "--run", "x"])
      #expect(whole.status == 0, "\(whole.error)")
      for number in 1...2 {
        let part = ["--part", "\(number)/2", "--output", "parts/\(number)"]
        #expect(try program.run(build + part).status == 0)
        // The values of claims are not known before all parts are.
        #expect(try program.run(build + part + ["--history", "part.jsonl"]).status == 2)
      }
      #expect(work.folder.read("part.jsonl") == nil)
      let join =
        ["join", "parts/1", "parts/2", "--output", "joined", "--documents", "set.md", "--quiet"]
        + ["--model", "model", "--methods", "occlusion"]
      let joined = try program.run(join + options + ["--history", "b.jsonl", "--run", "x"])
      #expect(joined.status == 0, "\(joined.error)")
      let page = try #require(work.folder.read("whole/set.html"))
      try expectPage(page, "0 earlier runs")
      #expect(work.folder.read("joined/set.html") == page)
      let history = try #require(work.folder.read("a.jsonl"))
      #expect(work.folder.read("b.jsonl") == history)
      #expect(try program.run(join).status == 2)
    },
  ]
}
