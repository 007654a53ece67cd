import Foundation
import TestSupport
import Testing

/// The options of a file of another tool and those of a program that predicts.
extension OptionTrial {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ClassifierTests/Fixtures/keras").path

  private static let names =
    "--word-index --index-offset --vocabulary --sequence-length --padding --truncating --standardize --split --classes"

  /// Options for a model whose file says nothing of words: none has its default value.
  private static let options = [
    "--sequence-length", "9", "--padding", "pre", "--standardize", "lower", "--classes", "bad,good",
    "--index-offset", "0", "--truncating", "post", "--split", "character",
  ]

  private static let index = ["--word-index", "\(fixtures)/word_index.json", "--index-offset", "3"]

  /// What a command prints without what was decided, which a folder does not leave open.
  private static func withoutDecisions(_ output: String) -> String {
    output.replacing(#/,"decisions":\[[^\]]*\]/#, with: "")
  }

  /// Every command that reads a model, without its output.
  private static let commands = [
    ["attribute", "--reviews", "picks.txt", "--methods", "occlusion"],
    ["explain", "A good film.", "--methods", "occlusion"],
    ["diagnose", "--reviews", "picks.txt", "--methods", "occlusion", "--json"],
    ["evaluate", "--data", "two.csv", "--json"],
    ["build", "tiny.md", "--reviews", "picks.txt", "--methods", "occlusion", "--json", "-"],
  ]

  /// Writes a folder with the model as the options make it, and a file with its words in another order.
  private static func importModel(_ work: Workplace) throws -> (file: String, words: String) {
    let file = "\(fixtures)/k3-tutorial.keras"
    let text = try work.printed(["import", file, "--output", "plain"] + index)
    #expect(text.hasPrefix("plain: "))
    // As many rows as there are, but for four: without an option the first line would have index 4.
    let letters = Array("aobdfgilmn".map { String($0) })
    try work.folder.write(
      (letters + (0..<26).map { "word\($0)" }).joined(separator: "\n") + "\n", to: "words.txt")
    try work.folder.write("review,label\nA good film.,good\nA bad film.,bad\n", to: "two.csv")
    _ = try work.printed(
      ["import", file, "--output", "changed", "--vocabulary", "words.txt"] + options)
    return (file, "words.txt")
  }

  #if Keras
  static let modelTrials: [OptionTrial] =
    [
      OptionTrial("import", names + " --output") { work in
        _ = try importModel(work)
        let plain = try #require(work.folder.read("plain/config.json"))
        let changed = try #require(work.folder.read("changed/config.json"))
        #expect(plain != changed)
        let words = try #require(work.folder.read("words.txt"))
        #expect(work.folder.read("changed/vocabulary.txt")?.hasPrefix("<PAD>\n" + words) == true)
        for part in [
          "\"bad\"", "\"good\"", "9", "\"padding\": \"pre\"", "\"lower\"",
          "\"truncating\": \"post\"", "\"split\": \"character\"",
        ] {
          #expect(changed.contains(part), "\(part): \(changed)")
        }
      },
      OptionTrial("import", "--verbose") { work in
        let program = try ProgressCommandTests.program(in: work)
        let command = ["import", "\(fixtures)/k3-later.keras", "--output"]
        let plain = try program.run(command + ["plain"])
        let verbose = try program.run(command + ["verbose", "--verbose"])
        #expect(verbose.output == plain.output.replacing("plain:", with: "verbose:"))
        let lines = verbose.error.replacing(plain.error, with: "").split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("import: reading the model, ") })
        #expect(lines.contains { $0.hasPrefix("import: writing the folder, ") })
        #expect(lines.allSatisfy { $0.hasPrefix("import: ") && $0.hasSuffix(" s so far") })
      },
      OptionTrial("preview", names) { work in
        let (file, words) = try importModel(work)
        try work.folder.write("", to: "temporary/file")
        let program = try RunningProgram(
          [
            "preview", "tiny.md", "--reviews", "picks.txt", "--output", "site", "--port", "0",
            "--methods",
            "occlusion", "--model", file, "--vocabulary", words,
          ] + options, in: work.folder.path,
          temporary: work.folder["temporary"])
        defer { program.kill() }
        _ = try await program.firstBuild()
        #expect(
          try work.folder.read("site/data/report.jsonl")
            == work.printed(commands[0] + ["--model", "changed"]))
        // A file of ranks and a file of words are two answers to one question.
        #expect(
          try Program(folder: work.folder.path).run(
            [
              "preview", "tiny.md", "--reviews", "picks.txt", "--model", file, "--word-index",
              "none.json",
              "--port",
              "0", "--methods", "none",
            ]
          ).status == 2)
      },
    ]
    + commands.map { command in
      OptionTrial(command[0], names) { work in
        try work.folder.write("A good film.\n", to: "picks.txt")
        let (file, words) = try importModel(work)
        #expect(
          try withoutDecisions(
            work.printed(command + ["--model", file, "--vocabulary", words] + options))
            == work.printed(command + ["--model", "changed"]))
        if command[0] != "evaluate" {
          #expect(
            try withoutDecisions(work.printed(command + ["--model", file] + index))
              == work.printed(command + ["--model", "plain"]))
        } else {
          try work.folder.write(
            "review,label\nA good film.,positive\nA bad film.,negative\n", to: "two.csv")
          #expect(
            try work.printed(command + ["--model", file] + index)
              == work.printed(command + ["--model", "plain"]))
        }
      }
    }
  #else
  static let modelTrials: [OptionTrial] = []
  #endif

  private static let predictorNames =
    "--predictor --predictor-timeout --predictor-mask --predictor-cache --no-predictor-cache"

  static let predictorTrials: [OptionTrial] =
    (commands + [["preview", "tiny.md", "--reviews", "picks.txt"]])
    .map {
      command in
      OptionTrial(command[0], predictorNames) { work in
        let example = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
        try work.folder.write(try #require(example).text, to: "model.sh")
        try work.folder.write(
          "review,label\nA good film.,positive\nA bad film.,negative\n", to: "two.csv")
        try work.folder.write("", to: "temporary/file")
        let isPreview = command[0] == "preview"
        // Only metrics take words away, and gradients are needed for a survey.
        var command = command
        if command[0] == "evaluate" {
          command += ["--faithfulness", "--methods", "occlusion", "--metrics", "comprehensiveness"]
        }
        func run(_ program: String, _ options: String...) async throws -> Program.Outcome {
          let arguments = command + ["--predictor", program] + options
          guard isPreview else {
            return try Program(
              folder: work.folder.path, environment: ["XDG_CACHE_HOME": work.folder["standard"]]
            ).run(arguments)
          }
          let running = try RunningProgram(
            arguments + ["--port", "0", "--methods", "occlusion"], in: work.folder.path,
            temporary: work.folder["temporary"])
          defer { running.kill() }
          do { _ = try await running.firstBuild() } catch {
            return Program.Outcome(status: 2, output: "", error: try running.errors())
          }
          return Program.Outcome(status: try running.end(by: SIGINT), output: "", error: "")
        }
        let asking = "tee -a asked | sh model.sh"
        #expect(
          try await run(asking, "--predictor-cache", "kept", "--predictor-mask", "[GAP]").status
            == 0)
        let asked = work.folder.read("asked") ?? ""
        if command[0] != "diagnose" {
          #expect(asked.contains("[GAP]"))
          #expect(work.folder.entries.contains { $0.hasPrefix("kept/") })
          try work.folder.write("", to: "asked")
          #expect(
            try await run(asking, "--predictor-cache", "kept", "--predictor-mask", "[GAP]").status
              == 0)
          #expect(work.folder.read("asked") == "")
        }
        try work.folder.write("", to: "asked")
        #expect(try await run(asking, "--no-predictor-cache").status == 0)
        let bare = work.folder.read("asked") ?? ""
        #expect(!bare.contains("[GAP]") && (command[0] == "diagnose" || !bare.isEmpty))
        #expect(!work.folder.entries.contains { $0.hasPrefix("standard/") })
        // A program that never says a word is given up after so many seconds.
        let mute = try await run(
          "cat > asked", "--predictor-timeout", "0.25", "--no-predictor-cache")
        #expect(mute.status == 2)
        #expect(mute.error.contains("takes more than 0.25 seconds"), "\(mute.error)")
      }
    }
}
