import Foundation
import TestSupport
import Testing

/// `report diff`: what it says of two runs, in every form.
@Suite struct DriftCommandTests {
  /// Lets a test use a folder with two runs of one review, whose verdict flips.
  private func useFlip(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      try work.folder.write(RunLine().json, to: "old.jsonl")
      let new = RunLine(
        text: "Bad film.", model: "bb22", probability: 0.25, verdict: "negative",
        words: ["bad", "film"], scores: "[-0.3,0.05]")
      try work.folder.write(new.json, to: "new.jsonl")
      try test(work)
    }
  }

  @Test func `a run compared with itself keeps every gate`() throws {
    try Workplace.use { work in
      try work.writeModel()
      let run = try work.report("attribute", "--reviews", "picks.txt", "--model", "model")
      try work.folder.write(run.output, to: "run.jsonl")
      let gates = "flip,probability:0,rank:1,moved:0,missing,incomparable"
      let outcome = try work.report("diff", "run.jsonl", "run.jsonl", "--fail-on", gates)
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      #expect(outcome.output.hasPrefix("No verdict flipped. "))
      #expect(outcome.output.contains("\n2 reviews unchanged.\n"))
      #expect(!outcome.output.contains("failed"))
    }
  }

  @Test func `a flipped verdict is told with where its change comes from`() throws {
    try useFlip { work in
      let outcome = try work.report("diff", "old.jsonl", "new.jsonl")
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      #expect(
        outcome.output == """
          1 of 1 verdict flipped. The probability of “positive” changed by 0.5000 on average and by \
          at most 0.5000, across 1 review.

          The runs
          ========
          old: old.jsonl, 1 review, model aa11, target probability
          new: new.jsonl, 1 review, model bb22, target probability
          1 review with changed text.
          Verdicts that agree with the label: 1 → 0 of 1.

          Method by method
          ================
          A word counts as moved if its attribution changed by more than 0.0100 and by more than \
          sampling noise; ρ is Spearman's rank correlation, τ Kendall's; “strongest” is the share of the \
          10 strongest words (half the words of a short review) that remain among the strongest.
          occlusion has no ranks on 1 review: all common words have the same attribution in one run.

            Method     Reviews  ρ  τ  Lowest ρ  on  Strongest  Words moved  Mean change  Convergence delta
            occlusion        1  –  –         –              –       0 of 1       0.0000              0 → 0

          Review by review
          ================
          The flipped verdict had a probability of 0.7500.

            Review  Verdict              Label               Probability   Change  Words moved (max)   Text
            one     positive → negative  positive ✓ → ✗  0.7500 → 0.2500  −0.5000                  0  −1 +1

          one: positive → negative, 0.7500 → 0.2500
          -----------------------------------------
          According to occlusion, the change is −0.5000: words in both runs 0.0000, removed words −0.2000, \
          added words −0.3000, padding and special tokens 0.0000, baseline 0.0000.

            Method     ρ  τ  Strongest  Words moved  Most
            occlusion  –  –          –       0 of 1

          Words that changed most, by occlusion
            Word      Old      New   Change  Rank
            bad    absent  −0.3000  −0.3000     –
            good  +0.2000   absent  −0.2000     –

          """)
    }
  }

  @Test func `failed gates are named, and the output is written all the same`() throws {
    try useFlip { work in
      let outcome = try work.report(
        "diff", "old.jsonl", "new.jsonl", "--fail-on", "flip,moved:1,rank:0.8,probability:0.6",
        "--format", "junit", "--output", "junit.xml")
      #expect(
        outcome
          == .failed(
            1,
            """
            new.jsonl:1: error: the gate 'flip' failed: 1 of 1; worst case one: positive → negative
            new.jsonl: error: the gate 'rank:0.8' failed: nothing to compare
            """))
      #expect(
        work.folder.read("junit.xml") == """
          <?xml version="1.0" encoding="UTF-8"?>
          <testsuites tests="4" failures="2" errors="0">
          <testsuite name="flip" tests="1" failures="1" errors="0">
          <testcase classname="flip" name="one" file="new.jsonl" line="1"><failure \
          message="positive → negative" type="gate"/></testcase>
          </testsuite>
          <testsuite name="moved:1" tests="1" failures="0" errors="0">
          <testcase classname="moved:1" name="one by occlusion" file="new.jsonl" line="1"/>
          </testsuite>
          <testsuite name="rank:0.8" tests="1" failures="1" errors="0">
          <testcase classname="rank:0.8" name="rank:0.8"><failure \
          message="nothing to compare" type="gate"/></testcase>
          </testsuite>
          <testsuite name="probability:0.6" tests="1" failures="0" errors="0">
          <testcase classname="probability:0.6" name="one" file="new.jsonl" line="1"/>
          </testsuite>
          </testsuites>

          """)
    }
  }

  @Test(arguments: ["flip", "probability:0.1", "rank:1", "moved:0"], [false, true])
  func `a failed gate names the worst of several cases`(gate: String, isWorstFirst: Bool) throws {
    let words = ["a", "b", "c", "d", "e"]
    func line(_ id: String, _ probability: Double, _ scores: String) -> String {
      RunLine(
        id: id, text: "a b c d e", probability: probability,
        verdict: probability > 0.5 ? "positive" : "negative", words: words, scores: scores
      ).json
    }
    let old = ["mild", "grave"].map { line($0, 0.75, "[0.1,0.2,0.3,0.4,0.5]") }
    let new = [
      line("mild", 0.45, "[0.2,0.1,0.3,0.4,0.5]"), line("grave", 0.05, "[0.5,0.4,0.3,0.2,0.1]"),
    ]
    try Workplace.use { work in
      for (name, lines) in [("old", old), ("new", new)] {
        let ordered = isWorstFirst ? lines.reversed() : lines
        try work.folder.write(ordered.joined(), to: "\(name).jsonl")
      }
      let outcome = try work.report("diff", "old.jsonl", "new.jsonl", "--fail-on", gate)
      #expect(outcome.status == 1)
      #expect(outcome.error.contains("failed: 2 of 2; worst case grave"), "\(outcome.error)")
    }
  }

  @Test func `a run may come from standard input, but not both`() throws {
    try useFlip { work in
      let program = Program(folder: work.folder.path)
      let new = try #require(work.folder.read("new.jsonl"))
      let gates = ["--fail-on", "flip,missing"]
      let files = try program.run(["diff", "old.jsonl", "new.jsonl"] + gates)
      let piped = try program.run(["diff", "old.jsonl", "-"] + gates, input: new)
      #expect(piped.status == 1)
      #expect(piped.output == files.output.replacing("new: new.jsonl", with: "new: <stdin>"))
      #expect(piped.error == files.error.replacing("new.jsonl:1", with: "<stdin>:1"))
      #expect(
        try program.run(["diff", "-", "new.jsonl"], input: "no run\n").error
          .hasPrefix("<stdin>:1:1: error: "))
      #expect(
        try program.run(["diff", "-", "-"], input: new)
          == .failed(
            2,
            """
            error: standard input cannot be used for both runs
              hint: write one of them to a file first
            """))
    }
  }

  @Test func `a gate names the line of a review that is in one run only`() throws {
    try Workplace.use { work in
      try work.folder.write(RunLine().json, to: "one.jsonl")
      var other = RunLine()
      other.id = "two"
      try work.folder.write(RunLine().json + other.json, to: "both.jsonl")
      let gone = "the gate 'missing' failed: 1 of 2; worst case two: in the"
      #expect(
        try work.report("diff", "both.jsonl", "one.jsonl", "--fail-on", "missing").error
          == "both.jsonl:2: error: \(gone) old run only\n")
      #expect(
        try work.report(
          "diff", "one.jsonl", "both.jsonl", "--fail-on", "missing", "--diagnostics", "json"
        ).error
          == #"{"file":"both.jsonl","line":2,"message":"\#(gone) new run only","severity":"error"}"#
          + "\n")
    }
  }

  @Test func `numbers that mean different things are not compared, and it is said why`() throws {
    try Workplace.use { work in
      try work.folder.write(RunLine().json, to: "old.jsonl")
      let others = [
        (RunLine(target: "logit"), "target: probability → logit"),
        (RunLine(options: #"{"baseline":"zero"}"#), "baseline: pad → zero"),
        (RunLine(options: #"{"baseline":"pad","window":"2"}"#), "window: not given → 2"),
      ]
      for (line, reason) in others {
        try work.folder.write(line.json, to: "new.jsonl")
        let outcome = try work.report(
          "diff", "old.jsonl", "new.jsonl", "--fail-on", "incomparable,moved:5")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\nocclusion cannot be compared on 1 review: \(reason).\n"))
        #expect(
          outcome.error == """
            new.jsonl:1: error: the gate 'incomparable' failed: 1 of 1; worst case one by \
            occlusion: \(reason)
            new.jsonl: error: the gate 'moved:5' failed: nothing to compare

            """)
      }
      try work.folder.write(
        RunLine(options: #"{"baseline":"pad","seed":"2"}"#).json, to: "new.jsonl")
      #expect(
        try work.report("diff", "old.jsonl", "new.jsonl", "--fail-on", "incomparable").status == 0)
    }
  }

  @Test func `a word moves by more than the threshold and by more than sampling explains`() throws {
    try Workplace.use { work in
      let errors = #""standard_errors":[0.02,0.001],"#
      let old = RunLine(rest: errors + RunLine().rest)
      try work.folder.write(old.json, to: "old.jsonl")
      var new = old
      // The first changes by 0.05, of which 1.96 · √(0.02² + 0.02²) may be chance; the second by 0.05 as well.
      new.scores = "[0.25,0.1]"
      try work.folder.write(new.json, to: "new.jsonl")
      for (threshold, moved) in [("0.01", 1), ("0.049", 1), ("0.051", 0)] {
        let outcome = try work.report(
          "diff", "old.jsonl", "new.jsonl", "--threshold", threshold, "--format", "json")
        let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
        #expect(report.reviews[0].methods[0].moved.map(\.text) == (moved == 1 ? ["film"] : []))
      }
    }
  }

  @Test func `the page is one file that asks for nothing, and shows a text as text`() throws {
    try Workplace.use { work in
      try work.folder.write(RunLine(id: "<b>&").json, to: "old.jsonl")
      try work.folder.write(
        RunLine(id: "<b>&", probability: 0.1, words: ["<script>", "film"]).json, to: "new.jsonl")
      let outcome = try work.report(
        "diff", "old.jsonl", "new.jsonl", "--format", "html", "--output", "drift.html")
      #expect(outcome == Program.Outcome(status: 0, output: "", error: ""))
      let page = try #require(work.folder.read("drift.html"))
      for forbidden in ["<script", "href=", "src=", "url(", "@import", "style=", "<b>"] {
        #expect(!page.contains(forbidden))
      }
      #expect(page.contains("&lt;b&gt;&amp;"))
      #expect(page.contains("<style>\n/* report.css"))
    }
  }

  @Test func `Markdown and terminal text hold what a file says as text`() throws {
    try Workplace.use { work in
      let id = #"a|b`c*\u001b[2J\n# x"#
      try work.folder.write(RunLine(id: id).json, to: "old.jsonl")
      try work.folder.write(RunLine(id: id, probability: 0.1).json, to: "new.jsonl")
      let markdown = try work.report("diff", "old.jsonl", "new.jsonl", "--format", "markdown")
      #expect(markdown.output.contains(##"| a\|b\`c\*\##u{FFFD}\[2J # x | positive |"##))
      let text = try work.report("diff", "old.jsonl", "new.jsonl")
      #expect(!text.output.contains("\u{1B}"))
      #expect(text.output.contains("a|b`c*\u{FFFD}[2J # x"))
    }
  }
}

private struct Report: Decodable {
  struct Review: Decodable { let methods: [Method] }
  struct Method: Decodable { let moved: [Word] }
  struct Word: Decodable { let text: String }
  let reviews: [Review]
}
