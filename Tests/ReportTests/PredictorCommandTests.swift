import Foundation
import TestSupport
import Testing

/// Reports on a program that predicts.
@Suite struct PredictorCommandTests {
  /// Lets a test use a folder with reviews and the program of the guide, `sh model.sh`.
  private func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      let example = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
      try work.folder.write(try #require(example).text, to: "model.sh")
      try work.folder.write(
        "{#good label=positive} A good film.\nBad, bad & good again.\n", to: "picks.txt")
      try test(work)
    }
  }

  private static let program = ["--predictor", "tee -a asked | sh model.sh"]
  private static let cache = ["--predictor-cache", "cache"]

  private func run(_ work: Workplace, _ arguments: String...) throws -> Program.Outcome {
    try Program(folder: work.folder.path).run(arguments + Self.program + Self.cache)
  }

  @Test func `a program gets a full report, and the second time nobody asks it`() throws {
    try use { work in
      let build = ["build", "--reviews", "picks.txt", "--output"]
      let first = try Program(folder: work.folder.path).run(
        build + ["one"] + Self.program + Self.cache)
      #expect(
        first
          == Program.Outcome(
            status: 0, output: "3 pages on 2 reviews: open one/index.html\n", error: ""))
      let page = try #require(work.folder.read("one/reviews/good.html"))
      for part in [
        "Occlusion", "Kernel SHAP", "removed from the text",
        "No set of words was found whose removal changes the verdict. No set of fewer than 2 does",
        "A program exposes no vocabulary", "<title>Good: ",
      ] {
        #expect(page.contains(part), "\(part)")
      }
      let words = page.replacing(#/<[^>]*>/#, with: "")
      #expect(!words.contains("NaN") && !words.contains("padding") && !words.contains("gradient"))
      #expect(try #require(work.folder.read("asked")).contains("A good film."))

      try work.folder.write("", to: "asked")
      let second = try Program(folder: work.folder.path).run(
        build + ["two", "--jobs", "1"] + Self.program + Self.cache)
      #expect(second.status == 0)
      #expect(work.folder.read("asked") == "")
      #expect(
        Set(
          work.tree("one/").map {
            [$0.key.dropFirst(4).description, $0.value.base64EncodedString()]
          })
          == Set(
            work.tree("two/").map {
              [$0.key.dropFirst(4).description, $0.value.base64EncodedString()]
            }))
    }
  }

  @Test func `a program that fails on the way leaves the old report`() throws {
    try use { work in
      #expect(try run(work, "build", "--reviews", "picks.txt").status == 0)
      let old = work.tree("public")
      try work.folder.write("A good one, and new.\n", to: "picks.txt")
      try work.folder.write("head -n 1 model.sh > m; . ./m; read line; exit 5\n", to: "bad.sh")
      let outcome = try Program(folder: work.folder.path).run(
        ["build", "--reviews", "picks.txt", "--predictor", "sh bad.sh", "--no-predictor-cache"])
      #expect(outcome.status == 2)
      #expect(
        outcome.error == """
          --predictor: error: the program 'sh bad.sh' exited with status 5 in batch 1 (one text, the first empty), twice

          """)
      #expect(work.tree("public") == old)
    }
  }

  @Test func `what looks into the model is refused with its place`() throws {
    try use { work in
      try work.folder.write(
        """
        ---
        title: Inside
        scope: review
        ---

        `{value collapse.collapses}` and `{value saliency.sum}`, `{value swaps.flip-sentence}` and `{value swaps.up-word}`

        ```{gradients}
        ```

        ```{compare methods=saliency,occlusion}
        ```

        ## Only with gradients {#sec-gradients when=model.has-gradients}

        ```{collapse}
        ```

        ## Only with a network {#sec-inside when=model.has-layers}

        ```{units}
        ```

        """, to: "inside.md")
      let outcome = try run(work, "build", "inside.md", "--reviews", "picks.txt")
      #expect(outcome.status == 2)
      let lines = outcome.error.split(separator: "\n").filter { $0.contains("error:") }
      #expect(
        lines == [
          "inside.md:6:2: error: the value 'collapse.collapses' needs gradients, which this program does not return",
          "inside.md:6:35: error: the method 'saliency' needs gradients, which this program does not return",
          "inside.md:6:93: error: the value 'swaps.up-word' needs the layers of the model, which a program does not expose",
          "inside.md:8:4: error: the chunk 'gradients' needs gradients, which this program does not return",
          "inside.md:11:4: error: the method 'saliency' needs gradients, which this program does not return",
        ])
      #expect(work.tree("public").isEmpty)
    }
  }

  /// Lets a test use a folder with reviews and the guide's program that gives gradients.
  private func useGradients(_ test: (Workplace) throws -> Void) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else { return }
    try Workplace.use { work in
      let examples = try Guide.examples(in: "AnyProgram").filter { $0.language == "python" }
      try work.folder.write(try #require(examples.last).text, to: "model.py")
      try work.folder.write(
        "{#good label=positive} A good, warm film.\nBad, dull & bad again.\n", to: "picks.txt")
      try test(work)
    }
  }

  private static let average = ["--predictor", "tee -a asked | python3 model.py"]

  @Test func `a program that gives gradients is found to repeat one row`() throws {
    try useGradients { work in
      func build(_ output: String) throws -> Program.Outcome {
        try Program(folder: work.folder.path).run(
          ["build", "--reviews", "picks.txt", "--output", output] + Self.average + Self.cache)
      }
      let first = try build("one")
      #expect(first.error == "" && first.status == 0)
      let page = try #require(work.folder.read("one/reviews/good.html"))
      for part in [
        "The gradient of this review is one row, repeated over 4 positions", "Input × gradient",
        "Saliency",
        "The program returns the same gradient row for every word of this review",
        "∂p/∂E, 4 × 2: one row, repeated",
        "Flat here, and no better than chance: Saliency.",
      ] {
        #expect(page.contains(part), "\(part)")
      }
      let words = page.replacing(#/<[^>]*>/#, with: "")
      #expect(!words.contains("NaN") && !words.contains("padding"))
      #expect(
        try #require(work.folder.read("one/index.html")).contains(
          "two rows of one review differ by at most"))
      try work.folder.write("", to: "asked")
      #expect(try build("two").status == 0)
      #expect(work.folder.read("asked") == "")
      #expect(work.folder.read("two/reviews/good.html") == page)
    }
  }

  @Test func `what asks for more than gradients at the review is refused`() throws {
    try useGradients { work in
      try work.folder.write(
        """
        ---
        title: Inside
        scope: review
        ---

        `{value collapse.collapses}`, `{value collapse.layer}` and `{value smoothgrad.sum}`

        ```{gradients #fig-a method=lrp}
        ```

        ```{check #chk-a}
        claim: collapse.max-row-difference == 0
        says: All rows are one.
        ```

        ## Only with a network {#sec-inside when=model.has-layers}

        ```{units}
        ```

        """, to: "inside.md")
      let outcome = try Program(folder: work.folder.path).run(
        ["build", "inside.md", "--reviews", "picks.txt"] + Self.average + Self.cache)
      #expect(outcome.status == 2)
      let lines = outcome.error.split(separator: "\n").filter { $0.contains("error:") }
      #expect(
        lines == [
          "inside.md:6:32: error: the value 'collapse.layer' needs the layers of the model, which a program does not expose",
          "inside.md:6:61: error: the method 'smoothgrad' needs gradients at embeddings other than the review's own, which this program does not return",
          "inside.md:8:4: error: the method 'lrp' needs the layers of the model, which a program does not expose",
        ])
      for (methods, reason) in [
        (
          "smoothgrad",
          "needs gradients at embeddings other than the review's own, which this program does not return"
        ),
        ("lrp", "needs the layers of the model, which a program does not expose"),
      ] {
        let refused = try Program(folder: work.folder.path).run(
          ["explain", "A film", "--methods", methods] + Self.average + Self.cache)
        #expect(refused.error.hasPrefix("--methods: error: the method '\(methods)' \(reason)\n"))
      }
    }
  }

  @Test func `diagnose says whether the gradients of a program collapse`() throws {
    try useGradients { work in
      let diagnose = try Program(folder: work.folder.path).run(
        ["diagnose", "--reviews", "picks.txt"] + Self.average + Self.cache)
      #expect(diagnose.error == "")
      let text = diagnose.output.replacing(#/ {2,}/#, with: "  ")
      for part in [
        "average 1, a program\n2 classes: negative, positive\n\nWord-level gradients collapse: ",
        "  reviews in which all gradient rows are equal  2 of 2\n",
        "  rank of the gradient matrix  1\n", "  input-x-gradient  tells words apart\n",
        "  saliency  flat: one number for all words",
        "than the program provides:\n  integrated-gradients, ",
      ] {
        #expect(text.contains(part), "\(part)")
      }
      let json = try Program(folder: work.folder.path).run(
        ["diagnose", "--json", "--reviews", "picks.txt"] + Self.average + Self.cache)
      #expect(
        json.output.contains(#""gradients":true,"embeddings":false,"methods":["input-x-gradient","#)
      )
      #expect(
        json.output.contains(
          #""survey":{"measured":{"reviews":2,"collapsed":2,"max_row_difference":0,"#))
      let study = try Program(folder: work.folder.path).run(
        ["explain", "A good film"] + Self.average + Self.cache)
      #expect(study.output.contains("Largest difference between two of the 3 gradient rows: 0."))
    }
  }

  @Test func `attribute, explain, evaluate and diagnose ask a program`() throws {
    try use { work in
      let attribute = try run(
        work, "attribute", "--reviews", "picks.txt", "--methods", "occlusion")
      #expect(attribute.error == "" && attribute.status == 0)
      #expect(attribute.output.split(separator: "\n").count == 2)
      let explain = try run(work, "explain", "A good film.")
      #expect(
        explain.output.hasPrefix("Positive: 73.1"))
      #expect(explain.output.contains("good[+23.1]"))
      try work.folder.write("A good film.", to: "data/pos/1_9.txt")
      try work.folder.write("A bad film.", to: "data/neg/1_2.txt")
      try work.folder.write("A good, bad, bad film.", to: "data/neg/2_2.txt")
      let evaluate = try run(work, "evaluate", "--data", "data")
      #expect(evaluate.error == "" && evaluate.output.contains("accuracy  1.0000"))
      let study = try run(
        work, "evaluate", "--data", "data", "--faithfulness", "--methods", "occlusion")
      #expect(study.error == "" && study.output.contains("occlusion"))
      let diagnose = try run(work, "diagnose")
      #expect(
        diagnose.output.hasPrefix("good or bad 1, a program\n2 classes: negative, positive\n"))
      #expect(diagnose.output.contains("This program returns no gradients"))
    }
  }

  @Test(arguments: [
    (["--predictor-timeout", "5"], "--predictor-timeout requires --predictor"),
    (["--predictor", "x", "--model", "m"], "--model cannot be used with --predictor"),
    (["--predictor", "x", "--baseline", "zero"], "--baseline cannot be used with --predictor"),
    (
      ["--predictor", "x", "--predictor-timeout", "0"],
      "--predictor-timeout must be above 0 and at most 86400 seconds"
    ),
    (
      ["--predictor", "x", "--predictor-cache", "c", "--no-predictor-cache"],
      "use --predictor-cache or --no-predictor-cache, not both"
    ),
  ])
  func `options that make no sense are refused`(options: [String], message: String) throws {
    try Workplace.use { work in
      let outcome = try Program(folder: work.folder.path).run(["explain", "x"] + options)
      #expect(outcome.status == 2)
      #expect(outcome.error.hasPrefix("Error: \(message)\n"))
    }
  }

  @Test func `an interrupted run leaves no program behind`() throws {
    try use { work in
      try work.folder.write(
        "head -n 1 model.sh > m; . ./m; echo $$ > child; trap '' INT TERM; while :; do sleep 1; done\n",
        to: "deaf.sh")
      // The child is there before the signal, whatever the machine has to do.
      let outcome = try Program(folder: work.folder.path).run(
        script: """
          report explain 'A film' --predictor 'sh deaf.sh' --no-predictor-cache & run=$!
          while ! test -s child; do sleep 0.1; done
          kill -INT $run || true
          kill -TERM $run || true
          wait $run || true
          while kill -0 $(cat child) 2>/dev/null; do sleep 0.1; done
          echo gone
          """)
      #expect(outcome.output == "gone\n")
    }
  }
}
