import Drift
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

  /// A line of a run with the words of a text and their scores.
  private func line(
    _ id: String, _ text: String, _ probability: Double, _ scores: [Double], label: String,
    model: String
  ) -> String {
    let tokens = text.split(separator: " ").enumerated().map { index, word in
      #"{"text":"\#(word)","start":\#(index),"end":\#(index + 1)}"#
    }
    return """
      {"id":"\(id)","text":"\(text)","label":"\(label)","model":"\(model)","target":"probability",\
      "prediction":{"logit":0,"probability":\(probability),\
      "label":"\(probability >= 0.5 ? "positive" : "negative")"},\
      "tokens":[\(tokens.joined(separator: ","))],"attributions":[{"method":"occlusion","options":{},\
      "scores":\(scores),"padding":0,"special":0,"baseline_value":0.5,"convergence_delta":0}]}

      """
  }

  @Test func `a comparison in the terminal reads as this one does`() throws {
    let text = try TemporaryFolder.use { folder in
      let old = [
        line(
          "a", "one two three four", 0.4, [0.1, -0.2, 0.05, -0.05], label: "positive", model: "m"),
        line("b", "one two", 0.75, [0.25, 0], label: "positive", model: "m"),
        line("c", "six", 0.25, [-0.25], label: "negative", model: "m"),
        line("d", "seven eight", 0.6, [0.08, 0.02], label: "negative", model: "m"),
        line("gone", "nine", 0.6, [0.1], label: "negative", model: "m"),
      ]
      let new = [
        line("b", "one two", 0.7, [0.15, 0.05], label: "positive", model: "n"),
        line(
          "a", "zero one three four five", 0.6, [0.125, 0.1, 0, -0.1, -0.025], label: "positive",
          model: "n"),
        line("c", "six", 0.25, [-0.25], label: "negative", model: "n"),
        line("d", "seven eight", 0.52, [-0.01, 0.03], label: "negative", model: "n"),
      ]
      _ = try folder.write(old.joined(), to: "old.jsonl")
      _ = try folder.write(new.joined(), to: "new.jsonl")
      let runs = try ["old", "new"].map { name in
        try AttributionRun(reading: folder["\(name).jsonl"])
      }
      let report = try DriftReport(from: runs[0], to: runs[1], threshold: 0.01)
      return DriftStory(report).text.replacing(folder.path + "/", with: "")
    }
    #expect(text == Self.story)
  }

  private static let story = """
    1 of 4 verdicts flipped. The probability of “positive” changed by 0.0825 on average and by at most 0.2000, across 4 reviews.

    The runs
    ========
    old: old.jsonl, 5 reviews, model m, target probability
    new: new.jsonl, 4 reviews, model n, target probability
    1 review with changed text.
    Only in the old run: gone.
    Verdicts that agree with the label: 2 → 3 of 4.

    Method by method
    ================
    A word counts as moved if its attribution changed by more than 0.0100 and by more than sampling noise; ρ is Spearman's rank correlation, τ Kendall's; “strongest” is the share of the 10 strongest words (half the words of a short review) that remain among the strongest.
    occlusion has no ranks on 1 review: all common words have the same attribution in one run.

      Method     Reviews      ρ      τ  Lowest ρ  on  Strongest  Words moved  Mean change  Convergence delta
      occlusion        4  0.333  0.333    −1.000  d        67 %       5 of 8       0.0438              0 → 0

    Review by review
    ================
    1 review unchanged.
    The flipped verdict had a probability of 0.4000.

      Review  Verdict              Label               Probability   Change  Words moved (max)   Text
      a       negative → positive  positive ✗ → ✓  0.4000 → 0.6000  +0.2000                  2  −1 +2
      d       positive             negative ✗      0.6000 → 0.5200  −0.0800                  1   same
      b       positive             positive ✓      0.7500 → 0.7000  −0.0500                  2   same

    a: negative → positive, 0.4000 → 0.6000
    ---------------------------------------
    According to occlusion, the change is +0.2000: words in both runs −0.1000, removed words +0.2000, added words +0.1000, padding and special tokens 0.0000, baseline 0.0000.

      Method         ρ      τ  Strongest  Words moved  Most
      occlusion  1.000  1.000     1 of 1       2 of 3  three −0.0500, four −0.0500

    Words that changed most, by occlusion
      Word       Old      New   Change   Rank
      two    −0.2000   absent  +0.2000      –
      zero    absent  +0.1250  +0.1250      –
      three  +0.0500   0.0000  −0.0500  2 → 2
      four   −0.0500  −0.1000  −0.0500  3 → 3
      five    absent  −0.0250  −0.0250      –

    d: positive, 0.6000 → 0.5200
    ----------------------------
    According to occlusion, the change is −0.0800: words in both runs −0.0800, padding and special tokens 0.0000, baseline 0.0000.

      Method          ρ       τ  Strongest  Words moved  Most
      occlusion  −1.000  −1.000     0 of 1       1 of 2  seven −0.0900, eight +0.0100

    Words that changed most, by occlusion
      Word       Old      New   Change   Rank
      seven  +0.0800  −0.0100  −0.0900  1 → 2
      eight  +0.0200  +0.0300  +0.0100  2 → 1

    b: positive, 0.7500 → 0.7000
    ----------------------------
    According to occlusion, the change is −0.0500: words in both runs −0.0500, padding and special tokens 0.0000, baseline 0.0000.

      Method         ρ      τ  Strongest  Words moved  Most
      occlusion  1.000  1.000     1 of 1       2 of 2  one −0.1000, two +0.0500

    Words that changed most, by occlusion
      Word      Old      New   Change   Rank
      one   +0.2500  +0.1500  −0.1000  1 → 1
      two    0.0000  +0.0500  +0.0500  2 → 2

    """

  @Test func `words are aligned by a longest common subsequence`() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<300 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 0...9, using: &generator)).map { _ in
          Int.random(in: 0..<4, using: &generator)
        }
      }
      let pairs = try #require(CommonSubsequence.pairs(texts[0], texts[1]))
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
