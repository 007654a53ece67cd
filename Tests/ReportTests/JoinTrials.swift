import Foundation
import TestSupport
import Testing

/// The options of `report join` for the folders of a build: those of the build.
extension OptionTrial {
  /// Expects that two parts, joined with the options of the build, are the whole site, and that nothing is joined without them.
  private static func expectJoin(
    _ options: [String], on reviews: String = "picks.txt", _ work: Workplace,
    environment: [String: String] = [:]
  ) throws {
    let program = Program(folder: work.folder.path, environment: environment)
    let build = ["build", "tiny.md", "--reviews", reviews, "--quiet"]
    let whole = try program.run(build + ["--output", "whole"] + options)
    #expect(whole.status == 0, "\(whole.error)")
    for number in 1...2 {
      let part = ["--part", "\(number)/2", "--output", "parts/\(number)"]
      #expect(try program.run(build + part + options).status == 0)
    }
    let join = ["join", "parts/2", "parts/1", "--output", "joined", "--documents", "tiny.md"]
    let outcome = try program.run(join + ["--quiet", "--jobs", "2"] + options)
    #expect(outcome.error == whole.error)
    #expect(outcome.output == "")
    func site(_ name: String) -> [String: Data] {
      Dictionary(
        uniqueKeysWithValues: work.tree(name + "/").map { path, data in
          (String(path.dropFirst(name.count)), data)
        })
    }
    #expect(!site("whole").isEmpty && site("joined") == site("whole"))
    #expect(try program.run(join).status == 2)
    #expect(site("joined") == site("whole"))
  }

  static let joinTrials: [OptionTrial] = [
    OptionTrial(
      "join",
      "--model --methods --baseline --background --target --class --against --seed --jobs --output --quiet --documents"
    ) { work in
      try expectJoin(
        [
          "--model", "three", "--methods", "expected-gradients,lime:samples=20", "--baseline",
          "zero", "--background", "background.txt", "--target", "logit", "--class", "mixed",
          "--against", "bad", "--seed", "7",
        ], work)
      #expect(try work.report("join", "parts/1", "parts/2", "--jobs", "0").status == 2)
      let said = try work.report("join", "parts/1", "--model", "three")
      #expect(said.error.contains("part 2/2 is missing"))
    },
    OptionTrial("join", "--text-column --label-column --id-column --labels --encoding") { work in
      // The background is read in the same way as the reviews.
      let text = "name,text,words,verdict\nx,fine,A good film,b\ny,so,A bad film,a\nw,,Bor"
      try work.folder.write(Array(text.utf8) + [0xE9] + Array(",a\n".utf8), to: "odd.csv")
      try expectJoin(
        [
          "--methods", "expected-gradients", "--background", "odd.csv", "--text-column", "words",
          "--label-column", "verdict", "--id-column", "name", "--labels", "a=negative,b=positive",
          "--encoding", "windows-1252",
        ], on: "odd.csv", work)
    },
    OptionTrial("join", "--model --methods") { work in
      // Numbers over reviews, lists and the columns of the input are those of the whole run, to the last bit.
      let rows = (1...9).map {
        "\($0 * $0),\($0 % 2 == 0 ? "a" : "b"),A good film \($0) of \($0 * 7 % 5).,positive\n"
      }
      try work.folder.write("Year,source,text,label\n" + rows.joined(), to: "columns.csv")
      let claims = [
        "share(prediction.correct where columns.source == \"a\") <= 1",
        "mean(integrated-gradients.sum where columns.year > 4) < 9",
        "median(collapse.gini) + sum(columns.year) / count() >= 0",
        "all of reviews words > 1 and words < 99",
      ]
      let chunks = claims.map { "```{check}\nclaim: \($0)\n```\n\n" }.joined()
      let list =
        "```{reviews}\nwhere: columns.year > 3\nsort: columns.source descending, -columns.year\nlimit: 5\n"
        + "columns: title, columns.year, integrated-gradients.strongest\n```\n"
      try work.folder.write("---\ntitle: Rows\n---\n\n" + chunks + list, to: "tiny.md")
      try expectJoin(
        ["--model", "model", "--methods", "integrated-gradients"], on: "columns.csv", work)
      let page = try #require(work.folder.read("whole/tiny.html"))
      #expect(
        page.components(separatedBy: "holds.</b>").count == 5 && page.contains("8 of 9 reviews"))
      // The same, from results.
      let results = try work.report(
        "attribute", "--reviews", "columns.csv", "--model", "model", "--methods",
        "integrated-gradients")
      try work.folder.write(results.output, to: "results.jsonl")
      let build = ["build", "tiny.md", "--from", "results.jsonl", "--quiet", "--output", "again"]
      let outcome = try Program(folder: work.folder.path).run(
        build + ["--model", "model", "--methods", "integrated-gradients"])
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(work.folder.read("again/tiny.html") == page)
    },
    OptionTrial("join", "--templates --colours -P") { work in
      try work.folder.write("---\ntitle: Own\n---\n\n```{reviews}\n```\n", to: "look/index.md")
      try work.folder.write("```{tokens}\n```\n\n```{compare rows=3}\n```\n", to: "look/review.md")
      try expectJoin(
        [
          "--methods", "occlusion", "--templates", "look", "--colours", "page", "-P", "rows=1",
        ], work)
    },
    OptionTrial("join", "--summary --summary-limit --junit --checks --diagnostics --verbose") {
      work in
      try work.folder.write(
        """
        ---
        title: Claims
        scope: review
        ---

        ```{check}
        claim: review.words > 100
        ```
        """, to: "tiny.md")
      let options = ["--model", "model", "--methods", "occlusion"]
      let build = ["build", "tiny.md", "--reviews", "picks.txt", "--quiet"] + options
      let program = Program(folder: work.folder.path)
      for number in 1...2 {
        let part = ["--part", "\(number)/2", "--output", "parts/\(number)"]
        #expect(try program.run(build + part).status == 0)
      }
      let files = ["--summary", "a.md", "--summary-limit", "2000", "--junit", "a.xml"]
      let others = ["--summary", "b.md", "--summary-limit", "2000", "--junit", "b.xml"]
      let whole = try program.run(build + ["--output", "whole"] + files)
      let join =
        ["join", "parts/1", "parts/2", "--output", "joined", "--documents", "tiny.md"] + options
      let joined = try program.run(join + others + ["--quiet"])
      #expect(whole.status == 1 && joined.status == 1 && joined.error == whole.error)
      for (one, other) in [("a.md", "b.md"), ("a.xml", "b.xml")] {
        let text = try #require(work.folder.read(one))
        #expect(text == work.folder.read(other))
      }
      #expect(try program.run(join + ["--checks", "warn"]).status == 0)
      #expect(try program.run(join + ["--summary-limit", "10"]).status == 2)
      let json = try program.run(["join", "parts/1", "--diagnostics", "json"])
      #expect(json.error.hasPrefix("{") && json.status == 2)
      let slow = Program(
        folder: work.folder.path, environment: ["REPORT_PROGRESS_SECONDS": "0"])
      #expect(try slow.run(join + ["--verbose"]).error.contains("join: "))
      #expect(try slow.run(join + ["--verbose", "--quiet"]).status == 2)
    },
  ]

  private static let predictorNames =
    "--predictor --predictor-timeout --predictor-mask --predictor-cache --no-predictor-cache"

  static let joinedModelTrials: [OptionTrial] =
    [
      OptionTrial("join", predictorNames) { work in
        let example = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
        try work.folder.write(try #require(example).text, to: "model.sh")
        for options in [
          ["--predictor-cache", "kept", "--predictor-mask", "[GAP]"],
          ["--no-predictor-cache", "--predictor-timeout", "20"],
        ] {
          try expectJoin(
            ["--methods", "occlusion", "--predictor", "sh model.sh"] + options, work,
            environment: ["XDG_CACHE_HOME": work.folder["standard"]])
        }
        #expect(!work.folder.entries.contains { $0.hasPrefix("standard/") })
      }
    ] + joinedImportTrials

  #if Keras
  private static let importNames =
    "--word-index --index-offset --vocabulary --sequence-length --padding --truncating --standardize --split --classes"

  private static let joinedImportTrials: [OptionTrial] = [
    OptionTrial("join", importNames) { work in
      let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "ClassifierTests/Fixtures/keras").path
      let file = ["--methods", "occlusion", "--model", "\(fixtures)/k3-tutorial.keras"]
      try expectJoin(
        file + ["--word-index", "\(fixtures)/word_index.json", "--index-offset", "3"], work)
      let letters = Array("aobdfgilmn".map { String($0) }) + (0..<26).map { "word\($0)" }
      try work.folder.write(letters.joined(separator: "\n") + "\n", to: "words.txt")
      try expectJoin(
        file + [
          "--vocabulary", "words.txt", "--sequence-length", "9", "--padding", "pre",
          "--standardize", "lower", "--classes", "bad,good", "--index-offset", "0", "--truncating",
          "post", "--split", "character",
        ], work)
    }
  ]
  #else
  private static let joinedImportTrials: [OptionTrial] = []
  #endif
}
