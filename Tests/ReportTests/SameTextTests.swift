import Foundation
import TestSupport
import Testing

/// Reviews that end in what editors and web pages leave behind: each command reads the same text.
@Suite struct SameTextTests {
  /// What a review says, and how files hold it.
  private static let reviews: [(label: String, text: String, written: String)] = [
    ("positive", "A good film.", "\u{A0}\u{A0}A good film.\u{A0}"),
    ("negative", "The film was bad, boring.", "\u{FEFF}The film was bad, boring.\r\n"),
    ("positive", "Great,\tgreat\u{A0}film", "\t Great,\tgreat\u{A0}film\u{2028}"),
    ("negative", "not good", "\u{85}not good\u{85}\u{2029}\u{3000}"),
    ("negative", "a boring\r\nfilm", "\r\n a boring\r\nfilm \u{202F}\u{FEFF}\n"),
    ("positive", "not bad\u{202E} at all", "\u{2003}not bad\u{202E} at all\t"),
    ("negative", "bad", "bad\u{A0}"), ("positive", "good, good", "good, good\u{2028}\u{A0}\n"),
  ]

  /// Lets a test use the reviews as they are written and as they are, in every form, beside a small model.
  private func use(_ test: (Workplace) throws -> Void) throws {
    func json(_ text: String) -> String {
      let escaped = text.unicodeScalars.map { scalar in
        scalar.value < 0x7F && scalar.value >= 0x20
          ? String(scalar) : "\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst()
      }
      return "\"\(escaped.joined())\""
    }
    try Workplace.use { work in
      try work.writeModel()
      for (name, text) in [
        ("written", { $0.written }), ("clean", { $0.text }),
      ] as [(String, ((label: String, text: String, written: String)) -> String)] {
        var (lines, table) = ("", "review,sentiment\n")
        for (number, review) in Self.reviews.enumerated() {
          lines += #"{"text":\#(json(text(review))),"label":"\#(review.label)"}"# + "\n"
          table += "\"\(text(review))\",\(review.label)\n"
          let folder = review.label == "positive" ? "pos" : "neg"
          try work.folder.write(text(review), to: "\(name)/\(folder)/\(number).txt")
        }
        try work.folder.write(lines, to: "\(name).jsonl")
        try work.folder.write(table, to: "\(name).csv")
      }
      try test(work)
    }
  }

  private func run(_ work: Workplace, _ arguments: String...) throws -> String {
    let outcome = try Program(folder: work.folder.path).run(arguments + ["--model", "model"])
    #expect(outcome.status == 0, "\(arguments): \(outcome.error)")
    return outcome.output
  }

  private static let forms = [".jsonl", ".csv", ""]

  @Test func `attribute, build and preview read what is meant, from each kind of file`() throws {
    struct Line: Decodable { let text: String }
    try use { work in
      for form in Self.forms {
        let lines = try run(
          work, "attribute", "--reviews", "written\(form)", "--methods", "occlusion")
        let texts = try lines.split(separator: "\n").map {
          try JSONDecoder().decode(Line.self, from: Data($0.utf8)).text
        }
        #expect(Set(texts.map { Array($0.utf8) }) == Set(Self.reviews.map { Array($0.text.utf8) }))
        _ = try run(
          work, "build", "--reviews", "written\(form)", "--methods", "occlusion", "--quiet")
        #expect(work.folder.read("public/data/report.jsonl") == lines)
      }
    }
  }

  @Test func `evaluate, train and diagnose read the same text as attribute`() throws {
    try use { work in
      for form in Self.forms {
        for command in [
          ["evaluate", "--json", "--data"], ["diagnose", "--json", "--data"],
          [
            "evaluate", "--json", "--faithfulness", "--methods", "occlusion", "--metrics",
            "comprehensiveness", "--data",
          ],
        ] {
          let outputs = try ["written", "clean"].map { name in
            try Program(folder: work.folder.path).run(
              command + [name + form, "--model", "model"]
                + (command[0] == "diagnose" ? ["--methods", "occlusion"] : []))
          }
          #expect(outputs[0].status == 0)
          #expect(outputs[0] == outputs[1], "\(command) \(form)")
        }
        for name in ["written", "clean"] {
          let trained = try work.report(
            "train", "--data", name + form, "--output", "\(name)\(form.dropFirst())-model",
            "--epochs", "2", "--vocabulary-size", "20", "--sequence-length", "8", "--quiet",
            "--embedding-dimensions", "2", "--hidden-units", "2", "--validation-fraction", "0.25")
          #expect(trained.status == 0, "\(trained.error)")
        }
        let models = ["written", "clean"].map { "\($0)\(form.dropFirst())-model/" }
        for file in ["vocabulary.txt", "weights.safetensors"] {
          let bytes = models.map { work.tree($0)[$0 + file] }
          #expect(bytes[0] != nil && bytes[0] == bytes[1], "\(file) of \(form)")
        }
      }
    }
  }

  @Test func `evaluate's loss is that of the numbers of attribute`() throws {
    struct Line: Decodable {
      struct Prediction: Decodable { let probability: Double }
      let label: String
      let prediction: Prediction
    }
    struct Found: Decodable { let loss: Double }
    try use { work in
      let lines = try run(
        work, "attribute", "--reviews", "written.jsonl", "--methods", "occlusion"
      ).split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
      let losses = lines.map { line in
        let p = line.prediction.probability
        return -(line.label == "positive" ? log(p) : log(1 - p))
      }
      let json = try run(work, "evaluate", "--json", "--data", "written.jsonl")
      let found = try JSONDecoder().decode(Found.self, from: Data(json.utf8))
      #expect(abs(found.loss - losses.reduce(0, +) / Double(losses.count)) < 1e-12)
    }
  }

  @Test func `explain and --background read the same text`() throws {
    try use { work in
      for review in Self.reviews {
        let written = try run(work, "explain", review.written, "--methods", "occlusion")
        #expect(try written == run(work, "explain", review.text, "--methods", "occlusion"))
      }
      let outputs = try ["written.jsonl", "clean.csv", "written.csv"].map { background in
        try run(
          work, "attribute", "--reviews", "picks.txt", "--methods", "expected-gradients",
          "--background", background)
      }
      #expect(outputs[0].contains("\"background\":\""))
      #expect(outputs[0] == outputs[1] && outputs[0] == outputs[2])
    }
  }

  @Test func `a NUL byte is refused by each command`() throws {
    try Workplace.use { work in
      try work.folder.write(
        "{\"text\":\"a \\u0000 b\",\"label\":\"positive\"}\n", to: "nul.jsonl")
      for command in [
        ["attribute", "--reviews"], ["build", "--reviews"], ["evaluate", "--data"],
        ["diagnose", "--data"], ["train", "--output", "x", "--data"],
        ["attribute", "--reviews", "picks.txt", "--background"],
      ] {
        let outcome = try Program(folder: work.folder.path).run(command + ["nul.jsonl"])
        #expect(
          outcome.withoutExcerpts == .failed(2, "nul.jsonl:1: error: unexpected NUL byte"),
          "\(command)")
      }
    }
  }
}
