import Foundation
import TestSupport
import Testing

/// The commands on a model of three classes.
@Suite struct ClassCommandTests {
  private func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      try work.writeModel(of: TinyClassifier.threeClasses)
      try work.folder.write(
        """
        text,label
        A good film.,good
        "The film was bad, boring, not good!",mixed
        "Great, great, great.",mixed
        "Bad, bad, boring.",BAD
        """, to: "data.csv")
      try work.folder.write(
        "{#a label=good} A good film.\n\(TinyClassifier.reviews[3])\n", to: "three.txt")
      try test(work)
    }
  }

  @Test func `a model of several classes is evaluated by macro averages`() throws {
    try use { work in
      let outcome = try work.report("evaluate", "--model", "model", "--data", "data.csv")
      #expect(outcome.status == 0 && outcome.error.isEmpty)
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0] == "reviews   4")
      #expect(lines[3].hasPrefix("AUC       "))
      #expect(lines[3].hasSuffix(" (one-vs-rest, averaged over classes)"))
      #expect(lines[5] == "class            precision     recall         F1    reviews")
      #expect(lines[8].hasPrefix("bad"))
      #expect(lines[9].hasPrefix("mean"))
      #expect(lines[11] == "label \\ verdict      good     mixed       bad")
      let json = try work.report("evaluate", "--model", "model", "--data", "data.csv", "--json")
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      let confusion = try #require(object["confusion"] as? [[Int]])
      #expect(confusion.count == 3 && confusion.joined().reduce(0, +) == 4)
      let right = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
      #expect(object["accuracy"] as? Double == Double(right) / 4)
      let macro = try #require(object["macro"] as? [String: Double])
      #expect(macro.keys.sorted() == ["f1", "precision", "recall"])
    }
  }

  @Test func `labels that are no classes are reported together`() throws {
    try use { work in
      try work.folder.write("text,label\nFine,god\nSo so,fair\nYes,good\n", to: "bad.csv")
      #expect(
        try work.report("evaluate", "--model", "model", "--data", "bad.csv").withoutExcerpts
          == .failed(
            2,
            """
            bad.csv:2: error: there is no class 'god'
              hint: did you mean 'good'?
            bad.csv:3: error: there is no class 'fair'
              hint: available: good, mixed, bad
            """))
    }
  }

  @Test func `a review is explained for its verdict, for a class, and for one against another`()
    throws
  {
    try use { work in
      func head(_ options: String...) throws -> [Substring] {
        let outcome = try Program(folder: work.folder.path).run(
          ["explain", "--model", "model", "A good film."] + options)
        #expect(outcome.status == 0, "\(outcome.error)")
        return Array(outcome.output.split(separator: "\n").prefix(4))
      }
      let verdict = try head()
      #expect(
        verdict[0].hasPrefix(
          "Good: 93.4\u{202F}% for “good” (baseline, the embedding of padding"))
      #expect(
        verdict[1...].map(\.self) == [
          "  good   93.4\u{202F}%", "  mixed   3.9\u{202F}%", "  bad     2.7\u{202F}%",
        ])
      #expect(
        try head("--class", "bad")[0].hasPrefix("Good: 2.7\u{202F}% for “bad” (baseline, "))
      #expect(
        try head("--class", "bad", "--against", "mixed")[0]
          .hasPrefix("Good: 41.1\u{202F}% for “bad” rather than “mixed” (baseline, "))
    }
  }

  @Test(arguments: ["explain", "attribute", "build", "diagnose"])
  func `a class that the model does not have is wrong usage`(command: String) throws {
    try use { work in
      let input =
        command == "explain" ? ["Good."] : ["--reviews", "three.txt"]
      let outcome = try Program(folder: work.folder.path).run(
        [command] + input + ["--model", "model", "--class", "godo"])
      #expect(
        outcome
          == .failed(2, "--class: error: there is no class 'godo'\n  hint: did you mean 'good'?"))
    }
  }

  @Test func `evaluate takes a class only where something is explained`() throws {
    try use { work in
      let outcome = try work.report(
        "evaluate", "--data", "data.csv", "--model", "model", "--class", "good")
      #expect(outcome.status == 2)
      #expect(outcome.error.contains("--class requires --faithfulness or --sanity"))
    }
  }

  @Test func `methods are judged for the verdict or for a class`() throws {
    try use { work in
      func text(_ options: String...) throws -> String {
        let outcome = try Program(folder: work.folder.path).run(
          [
            "evaluate", "--faithfulness", "--data", "data.csv", "--model", "model", "--methods",
            "occlusion,saliency", "--metrics", "comprehensiveness,tokens-to-flip",
          ] + options)
        #expect(outcome.status == 0, "\(outcome.error)")
        return outcome.output
      }
      #expect(try text().contains("target: the probability of the predicted class;"))
      #expect(try text("--class", "bad").contains("target: the probability of “bad”;"))
      #expect(
        try text("--class", "bad", "--against", "good", "--json")
          .contains(#""target":"probability","class":"bad","against":"good""#))
      let sanity = try work.report(
        "evaluate", "--sanity", "--data", "data.csv", "--model", "model", "--methods",
        "occlusion", "--seeds", "1")
      #expect(sanity.status == 0, "\(sanity.error)")
    }
  }

  @Test func `runs are compared by the class that both explain`() throws {
    try use { work in
      for (name, options) in [
        ("a", []), ("b", ["--class", "bad"]), ("c", ["--class", "bad", "--against", "good"]),
      ] {
        let outcome = try Program(folder: work.folder.path).run(
          ["attribute", "--reviews", "three.txt", "--model", "model", "--methods", "occlusion"]
            + options)
        try work.folder.write(outcome.output, to: "\(name).jsonl")
      }
      let same = try work.report("diff", "b.jsonl", "b.jsonl")
      #expect(same.status == 0)
      #expect(same.output.hasPrefix("No verdict flipped. The probability of “bad” changed by 0"))
      let other = try work.report("diff", "b.jsonl", "c.jsonl")
      #expect(other.output.contains("class: bad → bad rather than good"))
      let verdicts = try work.report("diff", "a.jsonl", "a.jsonl")
      #expect(verdicts.output.contains("The probability of the old verdict changed by 0"))
    }
  }
}
