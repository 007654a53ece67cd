import Drift
import SourceText
import TestSupport
import Testing

/// Gates: what they are called, and what they judge.
@Suite struct DriftGateTests {
  @Test(arguments: [
    "flip", "flip:3", "probability:0.1", "rank:-0.5", "moved:0", "missing", "incomparable",
    "flip,rank:0.8,moved:5",
  ])
  func `a gate is written as it is read`(text: String) throws {
    let gates = try DriftGate.list(parsing: text)
    #expect(gates.map(\.description).joined(separator: ",") == text)
  }

  @Test(arguments: [
    "", "flop", "flip:", "flip:-1", "flip:0.5", "probability", "probability:2", "probability:nan",
    "rank:-1.5", "moved:many", "missing:1", "incomparable:x", "flip,flip:2",
  ])
  func `a gate that cannot be judged is refused`(text: String) {
    let error = #expect(throws: Diagnostics.self) {
      try DriftGate.list(parsing: text, argument: "--gate")
    }
    #expect(error?.all.count == 1)
    #expect(error?.all.first?.location?.file == "--gate")
  }

  @Test func `every mistake in a list is reported`() {
    let error = #expect(throws: Diagnostics.self) {
      try DriftGate.list(parsing: "flop,rank,flip,flip")
    }
    #expect(error?.all.count == 3)
    #expect(error?.all.first?.hint == "did you mean 'flip'?")
  }

  /// A run whose reviews have these probabilities and scores of two words.
  private func run(
    _ reviews: [(id: String, probability: Double, scores: [Double])], _ baseline: String = "pad",
    in folder: TemporaryFolder, named name: String
  ) throws -> AttributionRun {
    let lines = reviews.map { review in
      """
      {"id":"\(review.id)","text":"a b c","model":"m","target":"probability",\
      "prediction":{"logit":0,"probability":\(review.probability),\
      "label":"\(review.probability >= 0.5 ? "positive" : "negative")"},\
      "tokens":[{"text":"a","start":0,"end":1},{"text":"b","start":2,"end":3},\
      {"text":"c","start":4,"end":5}],"attributions":[{"method":"ig",\
      "options":{"baseline":"\(baseline)"},"scores":\(review.scores),"padding":0,"special":0,\
      "baseline_value":0.5,"convergence_delta":0}]}

      """
    }
    return try AttributionRun(reading: try folder.write(lines.joined(), to: name))
  }

  private func use(_ test: (DriftReport) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      let old = try run(
        [
          ("a", 0.4, [0.1, -0.2, 0]), ("b", 0.75, [0.2, 0.05, 0]), ("c", 0.6, [0.1, 0, 0.05]),
          ("old", 0.5, [0, 0, 0.1]),
        ], in: folder, named: "old")
      let new = try run(
        [("a", 0.6, [-0.1, 0.2, 0]), ("b", 0.7, [0.2, 0, 0.01]), ("c", 0.45, [0.1, 0, 0.05])],
        in: folder, named: "new")
      try test(try DriftReport(from: old, to: new, threshold: 0.03))
    }
  }

  @Test func `a gate fails from a limit on, and no stricter one passes`() throws {
    try use { report in
      let families: [[DriftGate]] = [
        (0...3).map(DriftGate.flip), [0, 0.1, 0.19, 0.21, 1].map(DriftGate.probability),
        [1, 0.5, 0, -0.9, -1].map(DriftGate.rank), (0...3).map(DriftGate.moved),
      ]
      for family in families {
        let fails = family.map { report.judge($0).isCrossed }
        #expect(fails.first == true && fails.last == false, "\(family)")
        #expect(fails == fails.sorted { $0 && !$1 }, "\(family)")
      }
    }
  }

  @Test func `a gate counts what is over its limit, the worst first`() throws {
    try use { report in
      let flips = report.judge(.flip(1))
      #expect(flips.cases.count == 3 && flips.over.map(\.name) == ["a", "c"])
      #expect(flips.isCrossed && !report.judge(.flip(2)).isCrossed)
      #expect(report.judge(.missing).over.map(\.name) == ["old"])
      #expect(!report.judge(.incomparable).isCrossed)
      let diagnostic = flips.diagnostic(for: report)
      #expect(diagnostic.location == flips.over[0].location)
      #expect(diagnostic.message.contains(flips.sentence))
    }
  }

  @Test func `a gate without anything to compare fails`() throws {
    try TemporaryFolder.use { folder in
      let reviews = [("a", 0.4, [0.1, -0.2, 0.3])]
      let report = try DriftReport(
        from: run(reviews, in: folder, named: "old"),
        to: run(reviews, "zero", in: folder, named: "new"), threshold: 0.03)
      #expect(report.reviews[0].methods[0].comparison == nil)
      for gate in [DriftGate.rank(-1), .moved(9), .incomparable] {
        #expect(report.judge(gate).isCrossed, "\(gate)")
      }
      #expect(report.judge(.rank(-1)).sentence == "nothing to compare")
      #expect(!report.judge(.flip(0)).isCrossed)
    }
  }
}
