import Foundation
import TestSupport
import Testing

/// The options of training, all of them different from each other and from the defaults.
extension OptionTrial {
  /// The options, their values, and the rows of the model's card that show them.
  private static let values: [(option: String, value: String)] = [
    ("--architecture", "attention"), ("--epochs", "3"), ("--batch-size", "5"),
    ("--learning-rate", "0.0625"), ("--validation-fraction", "0.3125"), ("--word-dropout", "0.125"),
    ("--dropout", "0.25"), ("--standardization", "lower_and_strip_punctuation"),
    ("--vocabulary-size", "19"), ("--sequence-length", "9"), ("--embedding-dimensions", "6"),
    ("--hidden-units", "7"), ("--seed", "11"),
  ]

  private static func writeData(_ work: Workplace) throws {
    for number in 1...8 {
      try work.folder.write("A good, warm film \(number)", to: "data/pos/\(number).txt")
      try work.folder.write("A bad, dull film \(number)", to: "data/neg/\(number).txt")
    }
  }

  static let trainTrials: [OptionTrial] = [
    OptionTrial(
      "train",
      values.map(\.option).joined(separator: " ") + " --data --output --jobs --quiet --half"
    ) { work in
      try writeData(work)
      let train = ["train", "--data", "data"] + values.flatMap { [$0.option, $0.value] }
      let text = try work.printed(train + ["--output", "one", "--jobs", "2"])
      #expect(text.hasPrefix("one: SHA-256 "))
      #expect(try work.printed(train + ["--output", "half", "--half", "--quiet"]) == "")
      let card = try #require(work.folder.read("one/card.md"))
      for (option, value) in values {
        let name = option.dropFirst(2).replacing("-", with: " ")
        #expect(card.contains("| \(name) | \(value) |"), "\(option): \(card)")
        #expect(card.contains(" \(option) \(value)"), "\(option): \(card)")
      }
      let halfCard = try #require(work.folder.read("half/card.md"))
      #expect(halfCard.contains("16-bit numbers") && card.contains("32-bit numbers"))
      let words = try #require(work.folder.read("one/vocabulary.txt"))
      #expect(words.split(separator: "\n").count <= 19)
      let config = try #require(work.folder.read("one/config.json"))
      #expect(config.contains("lower_and_strip_punctuation") && config.contains("9"))
      #expect(
        try work.report("train", "--data", "data", "--output", "x", "--jobs", "0").status == 2)
    },
    // The part of a folder with halves that each command takes.
    OptionTrial("evaluate", "--folds --held-out --architecture") { work in
      let rows = (1...6).map { "A good film \($0).,positive\nA bad film \($0).,negative\n" }
      try work.folder.write("review,sentiment\n" + rows.joined(), to: "data.csv")
      struct Found: Decodable { let folds, reviews: Int }
      let command = ["evaluate", "--data", "data.csv", "--json", "--folds", "3"]
      let text = try work.printed(
        command + ["--held-out", "held.jsonl", "--architecture", "average-linear"])
      let found = try JSONDecoder().decode(Found.self, from: Data(text.utf8))
      #expect(found.folds == 3 && found.reviews == 12)
      let lines = try #require(work.folder.read("held.jsonl")).split(separator: "\n")
      #expect(lines.count == 12 && lines.allSatisfy { $0.contains("\"positive\":") })
      // Other layers predict other probabilities.
      _ = try work.printed(command + ["--held-out", "other.jsonl", "--architecture", "max"])
      #expect(work.folder.read("other.jsonl") != work.folder.read("held.jsonl"))
    },
    OptionTrial("evaluate", "--data") { work in
      for number in 1...3 {
        for label in ["pos", "neg"] {
          try work.folder.write("A film \(number)", to: "root/train/\(label)/\(number).txt")
        }
      }
      try work.folder.write("A good film", to: "root/test/pos/1.txt")
      try work.folder.write("A bad film", to: "root/test/neg/1.txt")
      struct Found: Decodable { let reviews: Int }
      for (command, count) in [("root", 2), ("root/train", 6), ("root/test", 2)] {
        let text = try work.printed(["evaluate", "--json", "--model", "model", "--data", command])
        #expect(try JSONDecoder().decode(Found.self, from: Data(text.utf8)).reviews == count)
      }
      let trained = try work.report(
        "train", "--data", "root", "--output", "x", "--epochs", "1", "--validation-fraction",
        "0.34",
        "--vocabulary-size", "20", "--embedding-dimensions", "2", "--hidden-units", "2")
      #expect(trained.error.hasPrefix("4 training reviews, 2 validation reviews"))
    },
  ]
}
