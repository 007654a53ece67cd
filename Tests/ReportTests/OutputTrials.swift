import Foundation
import TestSupport
import Testing

/// The options of what is written.
extension OptionTrial {
  /// A document with a claim that does not hold and a table whose length an option decides.
  private static let document = """
    ---
    title: Mine
    ---

    ```{scores #fig-all method=occlusion}
    ```

    ```{check}
    claim: review.words > 100
    ```
    """

  /// The look of pages by templates of the author.
  private static func writeTemplates(_ work: Workplace) throws {
    let shell = "<!DOCTYPE html>\n<title>{{{title}}}</title><main>OWN {{{body}}}</main>\n"
    try work.folder.write(shell, to: "look/page.mustache")
  }

  static let outputTrials: [OptionTrial] = [
    OptionTrial("build", "--single-file --markdown --json --output") { work in
      let build =
        ["build", "tiny.md", "--reviews", "picks.txt", "--quiet", "--model", "model"]
        + Workplace.fewMethods
      let json = try work.printed(build + ["--json", "-"])
      let markdown = try work.printed(build + ["--markdown", "-"])
      let file = try work.printed(build + ["--single-file", "one.html"])
      let site = try work.printed(build + ["--output", "folder"])
      #expect(json.hasPrefix("{\"title\":") && markdown.hasPrefix("# "))
      #expect(file.isEmpty && site.isEmpty)
      #expect(work.folder.read("one.html")?.contains("<style>") == true)
      #expect(work.folder.read("folder/index.html")?.contains("<style>") == false)
    },
    OptionTrial("build", "--summary --summary-limit --junit --checks --diagnostics") { work in
      try work.folder.write(document, to: "mine.md")
      let build = [
        "build", "mine.md", "--reviews", "picks.txt", "--quiet", "--model", "model", "--methods",
        "occlusion", "--output", "site",
      ]
      let outcome = try Program(folder: work.folder.path).run(
        build + ["--summary", "step.md", "--junit", "claims.xml", "--diagnostics", "json"])
      #expect(outcome.status == 1)
      #expect(outcome.error.hasPrefix("{\"column\":"))
      #expect(work.folder.read("step.md")?.hasPrefix("# ") == true)
      #expect(work.folder.read("claims.xml")?.hasPrefix("<?xml") == true)
      let warned = try Program(folder: work.folder.path).run(build + ["--checks", "warn"])
      #expect(warned.status == 0 && warned.error.contains("warning: the claim"))
      let long = (1...60).map { "A good film, number \($0)." }.joined(separator: "\n")
      try work.folder.write(long, to: "picks.txt")
      for limit in [1500, 2500] {
        #expect(
          try work.report(
            "build", "tiny.md", "--reviews", "picks.txt", "--quiet", "--model", "model",
            "--methods",
            "occlusion", "--markdown", "r.md", "--summary-limit", "\(limit)"
          ).status == 0)
        let size = try #require(work.folder.read("r.md")).utf8.count
        #expect(size <= limit && size > 60)
        #expect(work.folder.read("r.md")?.contains("limited to \(limit) bytes") == true)
      }
    },
    OptionTrial("build", "--templates --colours -P") { work in
      try writeTemplates(work)
      try work.folder.write(document, to: "mine.md")
      let build = [
        "build", "mine.md", "--reviews", "picks.txt", "--quiet", "--model", "model", "--methods",
        "occlusion", "--checks", "warn", "--output",
      ]
      #expect(try work.printed(build + ["own", "--templates", "look"]) == "")
      #expect(work.folder.read("own/index.html")?.contains("<main>OWN ") == true)
      for (name, options) in [
        ("fixed", []), ("page", ["--colours", "page"]), ("report", ["--colours", "report"]),
        ("rows", ["-P", "rows=1"]),
      ] as [(String, [String])] {
        #expect(try work.printed(build + [name] + options) == "")
      }
      let scales = [
        "fixed": "one scale for all reviews and methods", "page": "one scale for this review",
        "report": "one scale for all reviews of this report",
      ]
      for (name, words) in scales {
        #expect(work.folder.read("\(name)/reviews/good.html")?.contains(words) == true, "\(name)")
      }
      func rows(_ name: String) -> Int {
        (work.folder.read("\(name)/mine.html") ?? "").matches(of: /#t\d+">/).count
      }
      #expect(rows("rows") > 0 && rows("rows") < rows("fixed"))
    },
    OptionTrial("preview", "--templates --colours -P --diagnostics") { work in
      try writeTemplates(work)
      try work.folder.write(document, to: "mine.md")
      try work.folder.write("", to: "temporary/file")
      let program = try RunningProgram(
        [
          "preview", "mine.md", "--reviews", "picks.txt", "--output", "site", "--port", "0",
          "--model", "model", "--methods", "occlusion", "--templates", "look", "--colours", "page",
          "-P", "rows=1", "--diagnostics", "json",
        ], in: work.folder.path, temporary: work.folder["temporary"])
      defer { program.kill() }
      _ = try await program.firstBuild()
      #expect(work.folder.read("site/index.html")?.contains("<main>OWN ") == true)
      let page = try #require(work.folder.read("site/reviews/good.html"))
      #expect(page.contains("one scale for this review"))
      let errors = try program.errors()
      #expect(errors.contains("{\"column\":"))
      let build = [
        "build", "mine.md", "--reviews", "picks.txt", "--output", "built", "--quiet", "--model",
        "model", "--methods", "occlusion", "--templates", "look", "-P", "rows=1", "--checks",
        "warn",
      ]
      _ = try work.printed(build)
      #expect(work.folder.read("site/mine.html") == work.folder.read("built/mine.html"))
    },
    OptionTrial("diff", "--threshold --fail-on --format --output --details --words") { work in
      let words = ["a", "b", "c", "d", "e"]
      func run(_ scores: [Double], _ probability: Double) -> String {
        (1...4).map { number in
          let list = scores.map { "\($0 * Double(number))" }.joined(separator: ",")
          return RunLine(
            id: "r\(number)", text: "a b c d e", probability: probability, words: words,
            scores: "[\(list)]"
          ).json
        }.joined()
      }
      try work.folder.write(run([0.01, 0.02, 0.03, 0.04, 0.05], 0.75), to: "old.jsonl")
      try work.folder.write(run([0.05, 0.03, 0.01, 0.02, 0.08], 0.7), to: "new.jsonl")
      let diff = ["diff", "old.jsonl", "new.jsonl"]
      /// The numbers of detailed reviews, and of words in the first.
      func counts(_ options: [String]) throws -> [Int] {
        let text = try work.printed(diff + options)
        let parts = text.components(separatedBy: "Words that changed most")
        let rows = parts.count > 1 ? parts[1].matches(of: /(?m)^  [a-e] +[+−]/).count : 0
        return [parts.count - 1, rows]
      }
      #expect(try counts(["--details", "1", "--words", "3"]) == [1, 3])
      #expect(try counts(["--details", "3", "--words", "2"]) == [3, 2])
      #expect(try counts([]) == [4, 5])
      // A word has to move by more than the threshold.
      let texts = [try work.printed(diff), try work.printed(diff + ["--threshold", "0.2"])]
      #expect(texts[0].contains("changed by more than 0.0100"))
      #expect(texts[1].contains("changed by more than 0.2000"))
      let gate = try Program(folder: work.folder.path).run(
        diff + ["--fail-on", "probability:0.02"])
      #expect(gate.status == 1 && gate.error.contains("the gate 'probability:0.02' failed"))
      let starts = [
        "text": "No verdict", "markdown": "# What changed", "json": "{", "html": "<!DOCTYPE html>",
        "junit": "<?xml",
      ]
      for (format, start) in starts {
        let options = ["--format", format, "--output", "d.txt", "--fail-on", "flip"]
        #expect(try work.printed(diff + options) == "")
        #expect(work.folder.read("d.txt")?.hasPrefix(start) == true, "\(format)")
      }
    },
  ]

  static let otherTrials: [OptionTrial] =
    [
      OptionTrial("init", "--ci --releases --templates --predictor") { work in
        for (system, file) in [
          ("github", ".github/workflows/report.yml"), ("gitlab", ".gitlab-ci.yml"),
          ("jenkins", "Jenkinsfile"),
        ] {
          _ = try work.printed(["init", system, "--ci", system])
          #expect(work.folder.read("\(system)/\(file)") != nil, "\(system): \(work.folder.entries)")
          #expect(work.tree("\(system)/templates").isEmpty)
          let address = "https://example.com/\(system)"
          _ = try work.printed(["init", "a-\(system)", "--ci", system, "--releases", address])
          #expect(work.folder.read("a-\(system)/\(file)")?.contains(address) == true)
        }
        for library in ["keras", "transformers", "sklearn"] {
          let text = try work.printed(["init", library, "--predictor", library])
          #expect(text.contains(" --predictor \"python3 predict_\(library).py MODEL\"\n"))
          let script = try #require(work.folder.read("\(library)/predict_\(library).py"))
          #expect(
            script.contains("report build report.md --predictor \"python3 predict_\(library).py"))
        }
        _ = try work.printed(["init", "own", "--templates"])
        #expect(work.folder.entries.contains { $0.hasPrefix("own/") && $0.hasSuffix("report.css") })
      }
    ] + diagnosticTrials

  /// A run of each command that fails, whose problem is asked for as JSON.
  private static let diagnosticTrials: [OptionTrial] = [
    ["attribute", "--reviews", "none.txt"], ["explain", "a", "--model", "none"],
    ["diagnose", "none"], ["evaluate", "--data", "none.csv"], ["join", "none.jsonl"],
    ["train", "--data", "none.csv", "--output", "x"], ["diff", "none.jsonl", "none.jsonl"],
    ["import", "none.keras", "--output", "x"], ["export", "picks.txt"],
    ["init", "picks.txt"], ["methods", "none"], ["metrics", "none"], ["chunks", "none"],
  ].map { command in
    OptionTrial(command[0], "--diagnostics") { work in
      for form in ["json", "github"] {
        let outcome = try Program(folder: work.folder.path).run(command + ["--diagnostics", form])
        #expect(outcome.status == 2 || outcome.status == 3)
        #expect(outcome.error.hasPrefix(form == "json" ? "{\"" : "::error "), "\(outcome)")
      }
    }
  }
}
