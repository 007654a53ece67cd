import LinearAlgebra
import Reporting
import TestSupport
import Testing

/// Laws of a comparison.
@Suite struct DriftTests {
  /// Two runs on two versions of two reviews, read from files that this test writes.
  private func useRuns(_ test: (AttributionRun, AttributionRun) throws -> Void) throws {
    func line(_ id: String, _ text: String, _ probability: Double, _ scores: [Double]) -> String {
      let words = text.split(separator: " ")
      let tokens = words.enumerated().map { index, word in
        #"{"text":"\#(word)","start":\#(index),"end":\#(index + 1)}"#
      }
      return """
        {"id":"\(id)","text":"\(text)","model":"m","target":"probability","prediction":{"logit":0,\
        "probability":\(probability),"label":"\(probability >= 0.5 ? "positive" : "negative")"},\
        "tokens":[\(tokens.joined(separator: ","))],"attributions":[{"method":"ig","options":{},\
        "scores":\(scores),"padding":0.01,"special":0.02,"baseline_value":0.5,\
        "convergence_delta":\(scores.reduce(0.53 - probability, +))}]}

        """
    }
    try TemporaryFolder.use { folder in
      let old = try folder.write(
        line("a", "one two three four", 0.4, [0.1, -0.2, 0.05, -0.08])
          + line("b", "one two", 0.75, [0.2, 0.02]), to: "old.jsonl")
      let new = try folder.write(
        line("b", "one two", 0.7, [0.1, 0.07])
          + line("a", "zero one three four five", 0.6, [0.03, 0.1, 0.02, -0.05, 0.1]),
        to: "new.jsonl")
      try test(AttributionRun(reading: old), AttributionRun(reading: new))
    }
  }

  @Test func `the parts add up to the change of the output and of the delta`() throws {
    try useRuns { old, new in
      let report = try DriftReport(from: old, to: new, threshold: 0.01)
      #expect(report.reviews.map(\.id) == ["a", "b"])
      for review in report.reviews {
        let comparison = try #require(review.methods.first?.comparison)
        let parts = try #require(comparison.parts)
        let delta = try #require(comparison.convergenceDelta)
        let sum = parts.kept + parts.removed + parts.added + parts.elsewhere + parts.baseline
        let change = review.probabilityChange + delta.new - delta.old
        // Sums of a dozen numbers below one.
        #expect(abs(sum - change) < 1e-14)
      }
    }
  }

  @Test func `a comparison the other way round has the opposite changes and the same ranks`() throws
  {
    try useRuns { old, new in
      let there = try DriftReport(from: old, to: new, threshold: 0.01)
      let back = try DriftReport(from: new, to: old, threshold: 0.01)
      #expect(there.flipped.map(\.id) == ["a"])
      #expect(back.flipped.map(\.id) == ["a"])
      for (one, other) in zip(there.reviews, back.reviews) {
        #expect(one.probabilityChange == -other.probabilityChange)
        #expect(one.words.kept == other.words.kept)
        #expect(one.words.added == other.words.removed)
        let first = try #require(one.methods[0].comparison)
        let second = try #require(other.methods[0].comparison)
        #expect(first.spearman == second.spearman)
        #expect(first.kendall == second.kendall)
        #expect(first.moved == second.moved)
        #expect(
          first.words.map { "\($0.text) \($0.change)" }.sorted()
            == second.words.map { "\($0.text) \(0 - $0.change)" }.sorted())
      }
    }
  }

  @Test func `bars of a comparison are as long as the changes beside them`() throws {
    try useRuns { old, new in
      let page = Node(
        page: try DriftStory(
          try DriftReport(from: old, to: new, threshold: 0.01), verdicts: [], details: 5, words: 10
        ).html())
      let tables = page.all("table").filter { !$0.all("svg", "bar").isEmpty }
      #expect(!tables.isEmpty)
      for table in tables { try BarFigureTests.checkBars(of: table, "") }
      // Changes have both signs here.
      let bars = tables.flatMap { $0.all("rect") }
      #expect(bars.contains { $0.has("pos") } && bars.contains { $0.has("neg") })
    }
  }

  @Test func `words are aligned by a longest common subsequence`() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<300 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 0...9, using: &generator)).map { _ in
          Int.random(in: 0..<4, using: &generator)
        }
      }
      let pairs = try #require(TokenAlignment.commonSubsequence(texts[0], texts[1]))
      for pair in pairs { #expect(texts[0][pair.old] == texts[1][pair.new]) }
      for (pair, next) in zip(pairs, pairs.dropFirst()) {
        #expect(pair.old < next.old && pair.new < next.new)
      }
      #expect(pairs.count == longest(texts[0][...], texts[1][...]))
    }
  }

  /// The length of a longest common subsequence, by its definition.
  private func longest(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>) -> Int {
    guard let first = a.first, let second = b.first else { return 0 }
    if first == second { return 1 + longest(a.dropFirst(), b.dropFirst()) }
    return max(longest(a.dropFirst(), b), longest(a, b.dropFirst()))
  }
}
