import Foundation
import TestSupport
import Testing

/// `report evaluate --sanity`, on a small model and a small table.
@Suite struct SanityCommandTests {
  private func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      try work.writeModel()
      let rows = (1...12).map { number in
        number % 2 == 0
          ? "\"A good, great film, not boring \(number)\",positive"
          : "\"The film was bad, not good \(number)\",negative"
      }
      try work.folder.write(
        "review,sentiment\n" + rows.joined(separator: "\n") + "\n", to: "table.csv")
      try test(work)
    }
  }

  private func check(_ work: Workplace, _ options: String...) throws -> Program.Outcome {
    try Program(folder: work.folder.path).run(
      [
        "evaluate", "--sanity", "--data", "table.csv", "--model", "model", "--limit", "5",
        "--seeds", "2", "--epochs", "2", "--methods", "integrated-gradients,saliency",
      ] + options)
  }

  @Test func `the table has a row a stage, and says where there is nothing to compare`() throws {
    try use { work in
      let outcome = try check(work, "--jobs", "2")
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      #expect(
        outcome.output.hasPrefix(
          "sanity checks: do attributions change when weights are randomized or labels permuted?\n5 reviews, 2 seeds, target probability, "
        ))
      #expect(
        outcome.output.contains("\npermuted labels: 12 reviews, 2 epochs, last epoch used;"))
      for row in [
        "dense_1", "dense_1, dense", "dense_1, dense, embedding", "only dense_1", "only dense",
        "only embedding", "trained on permuted labels", "chance: a random number per word",
      ] {
        #expect(outcome.output.contains("\n  \(row)  "), "\(row)")
      }
      #expect(
        outcome.output.contains(
          "\nsaliency norm=l2\n  no comparison: the scores are constant in all 80 comparisons\n"
        ))
      #expect(outcome.output.contains("\n|ρ|       the absolute value of ρ: agreement"))
      #expect(try check(work, "--jobs", "1") == outcome)
    }
  }

  @Test func `as JSON there is an object for each method and stage`() throws {
    try use { work in
      let outcome = try check(work, "--json")
      #expect(outcome.status == 0)
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let report = try decoder.decode(Report.self, from: Data(outcome.output.utf8))
      #expect(report.reviews == 5)
      #expect(report.permutedLabelAccuracy.count == 2)
      #expect(report.results.count == 16)
      for result in report.results {
        #expect(result.comparisons == 10)
        #expect((result.spearman == nil) == (result.method == "saliency"))
        #expect(result.undefined == (result.method == "saliency" ? 10 : 0))
      }
      #expect(
        report.results.filter { $0.method == "saliency" }.map(\.stage)
          == [
            "cascading", "cascading", "cascading", "independent", "independent", "independent",
            "permuted-labels", "chance",
          ])
    }
  }

  @Test func `no epochs train no model`() throws {
    try use { work in
      let outcome = try check(work, "--epochs", "0")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("\nno model was trained on permuted labels: --epochs is 0\n"))
      #expect(!outcome.output.contains("trained on permuted labels "))
    }
  }

  @Test func `wrong numbers are wrong usage`() throws {
    try use { work in
      for (option, message) in [
        ("--limit", "--limit must be at least 1"),
        ("--seeds", "--seeds must be at least 1"),
      ] {
        let outcome = try work.report(
          "evaluate", "--sanity", "--data", "table.csv", option, "0")
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.hasPrefix("Error: \(message)\n"))
      }
    }
  }
}

private struct Report: Decodable {
  struct Spread: Decodable {
    let mean: Double
  }

  struct Result: Decodable {
    let method: String
    let stage: String
    let spearman: Spread?
    let undefined: Int
    let comparisons: Int
  }

  let reviews: Int
  let permutedLabelAccuracy: [Double]
  let results: [Result]
}
