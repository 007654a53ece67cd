import Foundation
import TestSupport
import Testing

/// What files of reviews leave open, in each command.
extension OptionTrial {
  private static let names = "--text-column --label-column --id-column --labels --encoding"
  private static let values = [
    "--text-column": "words", "--label-column": "verdict", "--id-column": "name",
    "--labels": "a=negative,b=positive,c=", "--encoding": "windows-1252",
  ]
  private static let options = values.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }

  /// Writes a table of which nothing is understood without the options.
  private static func writeTable(_ work: Workplace) throws {
    let rows = (1...4).flatMap { number in
      [
        "x\(number),fine,A good film \(number),b", "y\(number),so,A bad film \(number),a",
        "z\(number),so,A film \(number),c",
      ]
    }
    let text = "name,text,words,verdict\n" + rows.joined(separator: "\n") + "\nw,,Bor"
    try work.folder.write(Array(text.utf8) + [0xE9] + Array(",a\n".utf8), to: "odd.csv")
  }

  /// Expects that a wrong value of any of the options ends a command.
  private static func expectRefusal(_ command: [String], _ work: Workplace) throws {
    for (option, _) in values {
      let others = values.filter { $0.key != option }.flatMap { [$0.key, $0.value] }
      let outcome = try Program(folder: work.folder.path).run(
        command + others + [option, "nothing"])
      #expect(outcome.status == 2, "\(command[0]) \(option)")
    }
  }

  private static func expectReport(_ text: String) {
    let lines = text.split(separator: "\n")
    #expect(lines.count == 9)
    for (start, line) in [
      (#"{"id":"x1","text":"A good film 1","label":"positive""#, lines.first),
      (#"{"id":"y1","text":"A bad film 1","label":"negative""#, lines.dropFirst().first),
      (#"{"id":"w","text":"Boré","label":"negative""#, lines.last),
    ] {
      #expect(line?.hasPrefix(start) == true, "\(line ?? "")")
    }
  }

  static let reviewTrials: [OptionTrial] = [
    OptionTrial("attribute", names) { work in
      try writeTable(work)
      let command = ["attribute", "--reviews", "odd.csv", "--methods", "saliency"]
      expectReport(try work.printed(command + options))
      try expectRefusal(command, work)
    },
    OptionTrial("build", names) { work in
      try writeTable(work)
      let command = ["build", "tiny.md", "--reviews", "odd.csv", "--methods", "saliency"]
      _ = try work.printed(command + options + ["--output", "site"])
      expectReport(try #require(work.folder.read("site/data/report.jsonl")))
      try expectRefusal(command, work)
    },
    OptionTrial("preview", names) { work in
      try writeTable(work)
      try work.folder.write("", to: "temporary/file")
      let program = try RunningProgram(
        [
          "preview", "tiny.md", "--reviews", "odd.csv", "--methods", "saliency", "--output", "site",
          "--port", "0", "--quiet",
        ] + options, in: work.folder.path, temporary: work.folder["temporary"])
      defer { program.kill() }
      _ = try await program.firstBuild()
      expectReport(try #require(work.folder.read("site/data/report.jsonl")))
      #expect(try program.end(by: SIGINT) == 0)
    },
    OptionTrial("evaluate", names) { work in
      try writeTable(work)
      let command = ["evaluate", "--data", "odd.csv", "--json", "--model", "model"]
      #expect(try work.printed(command + options).contains("\"reviews\":9"))
      try expectRefusal(command, work)
    },
    OptionTrial("diagnose", names) { work in
      try writeTable(work)
      let command = ["diagnose", "--data", "odd.csv", "--json", "--methods", "saliency"]
      let some = try work.printed(command + options)
      // Without the last pair the reviews with the label c are there too.
      let all = try work.printed(
        command + options.map { $0 == "a=negative,b=positive,c=" ? "a=negative" : $0 })
      #expect(some != all)
      try expectRefusal(command, work)
    },
    OptionTrial("train", names) { work in
      try writeTable(work)
      let command = [
        "train", "--data", "odd.csv", "--output", "one", "--epochs", "1",
        "--validation-fraction", "0.34",
      ]
      let trained = try Program(folder: work.folder.path).run(command + options)
      #expect(trained.status == 0, "\(trained.error)")
      #expect(trained.error.contains("6 training reviews, 3 validation reviews"))
      #expect(work.folder.read("one/vocabulary.txt")?.contains("boré") == true)
      try expectRefusal(command, work)
    },
  ]
}
