import Foundation
import TestSupport
import Testing

/// `report evaluate --faithfulness` and `report metrics`.
@Suite struct FaithfulnessCommandTests {
  /// Lets a test use a folder with eight reviews of each kind and the small model.
  private func useData(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      try work.writeModel()
      for number in 1...8 {
        let filler = Array(repeating: "film", count: number % 3 + 1).joined(separator: " ")
        try work.folder.write("A good \(filler), great", to: "data/pos/\(number).txt")
        try work.folder.write("The bad \(filler) not boring", to: "data/neg/\(number).txt")
      }
      try test(work)
    }
  }

  private func judge(_ work: Workplace, _ options: String...) throws -> Program.Outcome {
    try Program(folder: work.folder.path).run(
      ["evaluate", "--faithfulness", "--data", "data", "--model", "model"] + options)
  }

  @Test func `methods are judged, as text and as JSON, the same for any number of jobs`() throws {
    try useData { work in
      let options = [
        "--methods", "integrated-gradients,saliency", "--metrics",
        "comprehensiveness,tau-loo,sparseness",
      ]
      let program = Program(folder: work.folder.path)
      let base = ["evaluate", "--faithfulness", "--data", "data", "--model", "model"] + options
      let text = try program.run(base + ["--jobs", "1"])
      #expect(text.status == 0)
      #expect(text.error.isEmpty)
      #expect(text.output.hasPrefix("Faithfulness: 2 methods, 3 metrics, 16 reviews\n"))
      #expect(text.output.contains("\nremoval=replace, baseline=pad: "))
      #expect(text.output.contains("\n1  comprehensiveness: higher is better, 16 reviews\n"))
      #expect(text.output.contains("\nWhich to trust, "))
      #expect(text.output.hasSuffix("same score for every word in every review: saliency\n"))
      #expect(try program.run(base + ["--jobs", "3"]) == text)

      let json = try program.run(base + ["--json", "--limit", "6", "--removal", "remove"])
      #expect(json.status == 0)
      let table = try JSONDecoder().decode(Table.self, from: Data(json.output.utf8))
      #expect(table.reviews == 6 && table.removal == "remove" && table.baseline == "pad")
      #expect(table.metrics.map(\.metric) == ["comprehensiveness", "tau-loo", "sparseness"])
      #expect(table.metrics.allSatisfy { $0.cells.count == 2 })
      #expect(table.metrics[1].cells[1].own == nil && table.metrics[1].cells[1].undefined == 6)
      #expect(table.methods[0].curves.without.count == table.shares.count)
    }
  }

  @Test func `all mistakes of a call are reported together`() throws {
    try useData { work in
      #expect(
        try judge(
          work, "--methods", "salience", "--metrics", "comprehensivness,tau-loo:x=1", "--limit",
          "17")
          == .failed(
            2,
            """
            --limit: error: cannot choose 17 of 16 reviews
              hint: use a whole number from 1 to 16
            --methods: error: there is no method 'salience'
              hint: did you mean 'saliency'?
            --metrics: error: there is no metric 'comprehensivness'
              hint: did you mean 'comprehensiveness'?
            --metrics: error: metric 'tau-loo' has no option 'x'
            """))
      #expect(try judge(work, "--limit", "0").status == 2)
      let stray = try work.report("evaluate", "--data", "data", "--metrics", "tau-loo")
      #expect(stray.status == 2)
      #expect(stray.error.hasPrefix("Error: --metrics requires --faithfulness\n"))
    }
  }

  @Test func `a part of the data can be evaluated`() throws {
    try useData { work in
      let outcome = try work.report(
        "evaluate", "--data", "data", "--model", "model", "--limit", "5")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("reviews   5\n"))
    }
  }

  @Test func `metrics lists what there is, and describes each`() throws {
    try Workplace.use { work in
      let list = try work.report("metrics")
      #expect(list.status == 0)
      let names = list.output.split(separator: "\n").dropLast().compactMap {
        $0.split(separator: " ").first.map(String.init)
      }
      #expect(names.contains("comprehensiveness") && names.contains("input-invariance"))
      for name in names {
        let description = try work.report("metrics", name)
        #expect(description.status == 0)
        for heading in ["Formula (TeX)", "Options", "Better", "Chance", "Origin", "Source"] {
          #expect(description.output.contains("\n\(heading)\n  "))
        }
      }
      #expect(
        try work.report("metrics", "deletoin")
          == .failed(2, "error: there is no metric 'deletoin'\n  hint: did you mean 'deletion'?"))
    }
  }
}

/// What of the JSON the tests look at.
private struct Table: Decodable {
  struct Interval: Decodable {
    let mean: Double
  }

  struct Cell: Decodable {
    let own: Interval?
    let undefined: Int
  }

  struct Metric: Decodable {
    let metric: String
    let cells: [Cell]
  }

  struct Curves: Decodable {
    let without: [Double]
  }

  struct Method: Decodable {
    let curves: Curves
  }

  let reviews: Int
  let removal: String
  let baseline: String
  let metrics: [Metric]
  let methods: [Method]
  let shares: [Double]
}
