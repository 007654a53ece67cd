import Classifier
import Foundation
import TestSupport
import Testing

/// The options of a run: the model, the methods, and what of the model is explained.
extension OptionTrial {
  private static let options = [
    "--model", "three", "--methods", "expected-gradients,lime:samples=20", "--baseline", "zero",
    "--background", "background.txt", "--target", "logit", "--class", "mixed", "--against", "bad",
    "--seed", "7",
  ]
  private static let names =
    "--model --methods --baseline --background --target --class --against --seed"

  /// The parts of a line of `report attribute` that options decide.
  private struct Line: Decodable {
    struct Attribution: Decodable {
      let method: String
      let options: [String: String]
    }
    let id, model, target: String
    let `class`, against, background: String?
    let attributions: [Attribution]
  }

  private static func lines(_ text: String) throws -> [Line] {
    try text.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  static let runTrials: [OptionTrial] = [
    OptionTrial("attribute", names + " --reviews --jobs") { work in
      let command = ["attribute", "--reviews", "picks.txt"] + options
      let text = try work.printed(command + ["--jobs", "3"])
      let found = try lines(text)
      #expect(found.map(\.id) == ["good", "review-2"])
      for line in found {
        #expect(line.model == TinyClassifier.threeClasses.sha256)
        #expect(line.target == "logit" && line.class == "mixed" && line.against == "bad")
        #expect(line.attributions.map(\.method) == ["expected-gradients", "lime"])
        #expect(line.attributions[1].options["baseline"] == "zero")
        #expect(line.attributions[1].options["seed"] == "7")
      }
      let place = try #require(options.firstIndex(of: "--background"))
      let other = Array(command[..<(place + 3)] + command[(place + 5)...])
      let standard = try lines(work.printed(other))
      #expect(standard[0].background != found[0].background)
      // The number of jobs changes nothing, and no jobs are none.
      #expect(try work.printed(command + ["--jobs", "1"]) == text)
      #expect(try work.report("attribute", "--reviews", "picks.txt", "--jobs", "0").status == 2)
    },
    OptionTrial("build", names + " --reviews --jobs --output --quiet") { work in
      let text = try work.printed(["attribute", "--reviews", "picks.txt"] + options)
      let build =
        ["build", "tiny.md", "--reviews", "picks.txt", "--output", "site", "--jobs", "2"] + options
      #expect(try work.printed(build + ["--quiet"]) == "")
      #expect(work.folder.read("site/data/report.jsonl") == text)
      let said = try work.printed(build)
      #expect(said.hasSuffix("open site/index.html\n"))
      #expect(try work.report("build", "--reviews", "picks.txt", "--jobs", "0").status == 2)
    },
    OptionTrial("preview", names + " --reviews --jobs --output --port --quiet") { work in
      let text = try work.printed(["attribute", "--reviews", "picks.txt"] + options)
      try work.folder.write("", to: "temporary/file")
      let preview =
        [
          "preview", "tiny.md", "--reviews", "picks.txt", "--output", "site", "--port", "0",
          "--jobs", "2",
        ]
        + options
      for quiet in [[], ["--quiet"]] {
        let program = try RunningProgram(
          preview + quiet, in: work.folder.path, temporary: work.folder["temporary"])
        defer { program.kill() }
        // A free port, not the standard one.
        let address = try await program.firstBuild()
        #expect(address.hasPrefix("http://127.0.0.1:") && address != "http://127.0.0.1:4000/")
        #expect(work.folder.read("site/data/report.jsonl") == text)
        #expect(try program.end(by: SIGINT) == 0)
        let errors = try program.errors()
        #expect(errors.isEmpty == (quiet == ["--quiet"]))
      }
      #expect(try work.report("preview", "--reviews", "picks.txt", "--jobs", "0").status == 2)
    },
    OptionTrial("explain", names + " --rows") { work in
      try work.expectDifference(
        [
          "explain", "Not good film.", "--model", "three", "--methods",
          "expected-gradients,lime:samples=20",
        ],
        [
          ["--model", "model"], ["--methods", "occlusion"], ["--baseline", "zero"],
          ["--background", "background.txt"], ["--target", "logit"], ["--class", "mixed"],
          ["--class", "mixed", "--against", "bad"], ["--class", "mixed", "--against", "good"],
          ["--seed", "7"], ["--rows", "1"], ["--rows", "2"],
        ])
    },
    OptionTrial(
      "diagnose",
      "--model --methods --background --target --class --against --reviews --jobs --json --data --limit"
    ) { work in
      let command = [
        "diagnose", "--json", "--model", "three", "--methods", "expected-gradients,lime:samples=20",
      ]
      try work.expectDifference(
        command + ["--reviews", "picks.txt"],
        [
          ["--model", "model"], ["--methods", "occlusion"],
          ["--target", "logit"], ["--class", "mixed"],
          ["--class", "mixed", "--against", "bad"],
          ["--reviews", "background.txt"],
        ])
      let lost = try Program(folder: work.folder.path).run(command + ["--background", "none.txt"])
      #expect(lost.status == 2 && lost.error.hasPrefix("none.txt: error: "))
      try work.expectDifference(
        command + ["--data", "classes.csv", "--jobs", "2"], [["--limit", "1"], ["--limit", "2"]])
      #expect(
        try work.printed(command + ["--jobs", "1"]) == work.printed(command + ["--jobs", "2"]))
      #expect(try work.report("diagnose", "--jobs", "0").status == 2)
      let text = command.filter { $0 != "--json" }
      let outputs = [try work.printed(text), try work.printed(command)]
      #expect(!outputs[0].hasPrefix("{") && outputs[1].hasPrefix("{"))
    },
    OptionTrial(
      "evaluate", names + " --data --jobs --json --limit --faithfulness --metrics --removal"
    ) {
      work in
      let data = ["--data", "classes.csv", "--model", "three"]
      let faithfulness =
        [
          "evaluate", "--faithfulness", "--methods", "expected-gradients,lime:samples=20",
          "--metrics",
          "comprehensiveness", "--json",
        ] + data
      try work.expectDifference(
        faithfulness,
        [
          ["--methods", "occlusion"], ["--baseline", "zero"], ["--background", "background.txt"],
          ["--target", "logit"], ["--class", "mixed"], ["--class", "mixed", "--against", "bad"],
          ["--seed", "7"], ["--metrics", "sufficiency"], ["--removal", "remove"], ["--limit", "3"],
        ])
      // A method without a baseline is judged by metrics that have one.
      try work.expectDifference(
        [
          "evaluate", "--faithfulness", "--methods", "random", "--metrics", "comprehensiveness",
          "--json",
        ] + data, [["--baseline", "zero"], ["--baseline", "mean"]])
      #expect(
        try work.printed(faithfulness + ["--jobs", "1"])
          == work.printed(faithfulness + ["--jobs", "2"]))
      try work.expectDifference(
        ["evaluate"] + data, [["--json"], ["--limit", "2"], ["--limit", "3"]])
      #expect(try work.report("evaluate", "--data", "classes.csv", "--jobs", "0").status == 2)
      // The embedded model knows two classes only.
      #expect(try work.report("evaluate", "--data", "classes.csv").status == 2)
    },
    OptionTrial("evaluate", "--sanity --seeds --epochs") { work in
      let rows = (1...6).map { "A good film \($0).,positive\nA bad film \($0).,negative\n" }
      try work.folder.write("review,sentiment\n" + rows.joined(), to: "data.csv")
      struct Found: Decodable { let seeds, epochs, reviews: Int }
      let text = try work.printed([
        "evaluate", "--data", "data.csv", "--model", "model", "--sanity", "--seeds", "3",
        "--epochs",
        "2", "--limit", "5", "--methods", "saliency", "--json",
      ])
      let found = try JSONDecoder().decode(Found.self, from: Data(text.utf8))
      #expect(found.seeds == 3 && found.epochs == 2 && found.reviews == 5)
    },
    OptionTrial("join", "--json") { work in
      let command = ["evaluate", "--data", "classes.csv", "--model", "three"]
      try work.folder.write(try work.printed(command + ["--part", "1/1"]), to: "part.jsonl")
      try work.expectDifference(["join", "part.jsonl"], [["--json"]])
    },
    OptionTrial("evaluate", "--part") { work in
      try work.expectDifference(
        ["evaluate", "--data", "classes.csv", "--model", "three"],
        [["--part", "1/2"], ["--part", "2/2"], ["--part", "1/1"]])
    },
    OptionTrial("diagnose", "--part") { work in
      try work.expectDifference(
        ["diagnose", "three", "--reviews", "picks.txt"],
        [["--part", "1/2"], ["--part", "2/2"], ["--part", "1/1"]])
    },
    OptionTrial("export", "--model") { work in
      let text = try work.printed(["export", "copy", "--model", "three"])
      #expect(text.hasPrefix("copy: tiny-three, "))
    },
  ]
}
