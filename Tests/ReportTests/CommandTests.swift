import Foundation
import TestSupport
import Testing

/// What every command does when nothing is wrong.
@Suite struct CommandTests {
  @Test func `build writes a site and says where it is`() throws {
    try Workplace.use { work in
      let outcome = try work.build("picks.txt")
      #expect(outcome.status == 0)
      #expect(outcome.output == "5 pages on 2 reviews: open public/index.html\n")
      #expect(outcome.error.isEmpty)
      let files = [
        "assets/report.css", "average-pooling.html", "data/files.txt", "data/report.jsonl",
        "index.html", "junit.xml", "playground.html", "reviews/good.html", "reviews/review-2.html",
        "summary.md",
      ]
      #expect(work.tree("public").keys.sorted() == files.map { "public/\($0)" })
      #expect(work.folder.read("public/data/files.txt") == files.map { "\($0)\n" }.joined())
    }
  }

  @Test func `a site is the same for any number of jobs and in any folder`() throws {
    try Workplace.use { work throws in
      #expect(try work.build("picks.txt", to: "one", "--jobs", "1", "--quiet").status == 0)
      #expect(try work.build("picks.txt", to: "a/b", "--jobs", "3", "--quiet").status == 0)
      let one = work.tree("one/").map { ($0.key.dropFirst("one/".count), $0.value) }
      let two = work.tree("a/b/").map { ($0.key.dropFirst("a/b/".count), $0.value) }
      #expect(!one.isEmpty)
      #expect(
        Dictionary(uniqueKeysWithValues: one) == Dictionary(uniqueKeysWithValues: two))
    }
  }

  @Test func `attribute prints a line of JSON a review`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "attribute", "--reviews", "picks.txt", "--methods", "integrated-gradients,saliency")
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      let lines = try outcome.output.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8))
      }
      #expect(lines.map(\.id) == ["good", "review-2"])
      #expect(lines.map(\.prediction.label) == ["positive", "negative"])
      for line in lines {
        let scalars = Array(line.text.unicodeScalars)
        for token in line.tokens {
          let written = String(String.UnicodeScalarView(scalars[token.start..<token.end]))
          #expect(written.lowercased() == token.text)
        }
        #expect(line.attributions.map(\.method) == ["integrated-gradients", "saliency"])
        #expect(line.attributions.allSatisfy { $0.scores.count == line.tokens.count })
      }
    }
  }

  @Test func `reviews come from standard input as well`() throws {
    try Workplace.use { work in
      try work.writeModel()
      let arguments = ["--methods", "saliency", "--model", "model"]
      let program = Program(folder: work.folder.path)
      let piped = try program.run(
        ["attribute", "--reviews", "-"] + arguments,
        input: work.folder.read("picks.txt") ?? "")
      #expect(piped.status == 0)
      #expect(piped == (try program.run(["attribute", "--reviews", "picks.txt"] + arguments)))
    }
  }

  @Test func `explain shows a review without colours where there is no terminal`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "explain", "A warm, bad film.\u{1B}[2J", "--methods", "integrated-gradients", "--rows", "2")
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      #expect(!outcome.output.contains("\u{1B}"))
      #expect(outcome.output.hasPrefix("Negative: "))
      #expect(outcome.output.contains("\nA warm["))
    }
  }

  @Test(.enabled(if: Program.hasTerminal))
  func `explain uses colours on a terminal unless NO_COLOR is set`() throws {
    try Workplace.use { work in
      try work.writeModel()
      let arguments = ["explain", "A bad film.", "--methods", "occlusion", "--model", "model"]
      var program = Program(folder: work.folder.path)
      program.environment = ["TERM": "xterm"]
      let plain = try program.run(arguments).output
      #expect(try program.runOnTerminal(arguments).output.contains("\u{1B}["))
      for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        program.environment[name] = value
        let terminal = try program.runOnTerminal(arguments)
        #expect(terminal.status == 0)
        #expect(terminal.output.replacing("\r\n", with: "\n") == plain)
        program.environment = ["TERM": "xterm"]
      }
    }
  }

  @Test func `methods lists what there is, and describes each`() throws {
    try Workplace.use { work in
      let list = try work.report("methods")
      #expect(list.status == 0)
      let lines = list.output.split(separator: "\n").dropLast()
      let names = lines.filter { !$0.hasPrefix(" ") }.map(String.init)
      #expect(lines.count { $0.hasPrefix("  options  ") } == names.count)
      #expect(lines.count { $0.hasPrefix("  source   ") } == names.count)
      let first = [
        "saliency", "input-x-gradient", "integrated-gradients", "smoothgrad", "occlusion",
        "shapley-value-sampling",
      ]
      #expect(Set(first).isSubset(of: names))
      for name in names {
        let description = try work.report("methods", name)
        #expect(description.status == 0)
        for heading in ["Formula (TeX)", "Options", "Axioms", "Sign", "Cost", "Source"] {
          #expect(description.output.contains("\n\(heading)\n  "))
        }
      }
    }
  }

  @Test func `an exported model is the model`() throws {
    try Workplace.use { work in
      let export = try work.report("export", "model")
      #expect(export.status == 0)
      #expect(export.output.hasPrefix("model: imdb, SHA-256 "))
      let arguments = ["attribute", "--reviews", "picks.txt"] + Workplace.fewMethods
      let program = Program(folder: work.folder.path)
      let embedded = try program.run(arguments)
      #expect(embedded.status == 0)
      #expect(try program.run(arguments + ["--model", "model"]) == embedded)
      // Somebody may have changed it since, so it is not replaced.
      let files = work.tree()
      #expect(
        try work.report("export", "model")
          == .failed(
            2, "model: error: the folder already contains a model\n  hint: choose another folder"))
      #expect(work.tree() == files)
    }
  }
}

/// What a line of `attribute` has that the tests look at.
private struct Line: Decodable {
  struct Prediction: Decodable {
    let label: String
  }

  struct Token: Decodable {
    let text: String
    let start: Int
    let end: Int
  }

  struct Attribution: Decodable {
    let method: String
    let scores: [Double]
  }

  let id: String
  let text: String
  let prediction: Prediction
  let tokens: [Token]
  let attributions: [Attribution]
}
