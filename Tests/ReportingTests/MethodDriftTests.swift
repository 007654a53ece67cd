import Drift
import LinearAlgebra
import TestSupport
import Testing

/// How the attributions of one method changed between two runs, in numbers.
@Suite struct MethodDriftTests {
  private func comparison(
    _ old: TinyReview, _ new: TinyReview, threshold: Double = 0.01
  ) throws -> MethodDrift.Comparison {
    try #require(try DriftReport.comparison(of: old, and: new, threshold: threshold))
  }

  @Test func `identical runs have full correlation, no change and no moved word`() throws {
    let review = TinyReview("one two three four", [0.1, -0.2, 0.05, 0.3])
    let found = try comparison(review, review, threshold: 0)
    #expect(found.spearman == 1 && found.kendall == 1)
    #expect(found.moved == 0 && found.meanChange == 0)
    #expect(found.words.allSatisfy { $0.change == 0 && $0.rank.old == $0.rank.new })
    #expect(found.removed.isEmpty && found.added.isEmpty)
    #expect(found.strongest?.kept == 2 && found.strongest?.of == 2)
    let parts = try #require(found.parts)
    #expect(
      [parts.kept, parts.removed, parts.added, parts.elsewhere, parts.baseline] == [0, 0, 0, 0, 0])
  }

  @Test func `rank correlations are those of the pairs, counted by hand`() throws {
    // Of the six pairs of words, (1, 2) and (3, 4) change their order: τ = (4 − 2)/6.
    // The ranks 1 2 3 4 become 2 1 4 3: ρ = 1 − 6 · 4/(4 · 15).
    let found = try comparison(
      TinyReview("a b c d", [0.4, 0.3, 0.2, 0.1]), TinyReview("a b c d", [0.3, 0.4, 0.1, 0.2]))
    #expect(abs((found.kendall ?? 0) - 2.0 / 6) < 1e-12)
    #expect(abs((found.spearman ?? 0) - 0.6) < 1e-12)
    // The opposite order.
    let back = try comparison(
      TinyReview("a b c", [0.4, 0.3, 0.2]), TinyReview("a b c", [0.2, 0.3, 0.4]))
    #expect(back.kendall == -1 && back.spearman == -1)
    // One tie in the new run: of three pairs two keep their order, τ-b = 2/√(3 · 2).
    let tied = try comparison(
      TinyReview("a b c", [0.4, 0.3, 0.2]), TinyReview("a b c", [0.4, 0.2, 0.2]))
    #expect(abs((tied.kendall ?? 0) - 2 / 6.0.squareRoot()) < 1e-12)
    // Ranks 1, 2.5, 2.5: ρ = 1.5/√(2 · 1.5).
    #expect(abs((tied.spearman ?? 0) - 1.5 / 3.0.squareRoot()) < 1e-12)
    #expect(tied.words.filter { $0.text != "a" }.allSatisfy { $0.rank.new == 2.5 })
  }

  @Test func `Kendall's number is that of all pairs, over many runs`() throws {
    var random = SplitMix64(seed: 9)
    for _ in 0..<30 {
      let scores = (0..<2).map { _ in (0..<7).map { _ in (4 * random.normal()).rounded() / 8 } }
      guard scores.allSatisfy({ Set($0).count > 1 }) else { continue }
      let text = "a b c d e f g"
      let found = try comparison(TinyReview(text, scores[0]), TinyReview(text, scores[1]))
      var (agreeing, untied) = (0.0, [0.0, 0.0])
      for first in 0..<7 {
        for second in 0..<first {
          let signs = scores.map { ($0[first] - $0[second]) }.map { $0 > 0 ? 1.0 : $0 < 0 ? -1 : 0 }
          agreeing += signs[0] * signs[1]
          for run in 0..<2 { untied[run] += abs(signs[run]) }
        }
      }
      #expect(
        abs((found.kendall ?? .nan) - agreeing / (untied[0] * untied[1]).squareRoot()) < 1e-12)
    }
  }

  @Test func `a run of equal attributions has no ranks`() throws {
    let found = try comparison(
      TinyReview("a b c", [0.1, 0.1, 0.1]), TinyReview("a b c", [0.3, 0.2, 0.1]))
    #expect(found.spearman == nil && found.kendall == nil && found.strongest == nil)
    #expect(found.moved == 2)
  }

  @Test func `words are in the order of their changes, with sign, new minus old`() throws {
    let found = try comparison(
      TinyReview("a b c d", [0.1, 0.2, -0.3, 0]), TinyReview("a b c d", [0.05, 0.2, 0.1, -0.25]))
    #expect(found.words.map(\.text) == ["c", "d", "a", "b"])
    for (word, change) in zip(found.words, [0.4, -0.25, -0.05, 0]) {
      #expect(
        abs(word.change - change) < 1e-12 && abs(word.score.new - word.score.old - change) < 1e-12)
    }
    #expect(found.words.map { $0.index.old } == [2, 3, 0, 1])
    #expect(found.words.map { $0.rank.old } == [4, 3, 2, 1])
    #expect(found.words.map { $0.rank.new } == [2, 4, 3, 1])
    #expect(abs((found.meanChange ?? 0) - 0.7 / 4) < 1e-12)
  }

  @Test func `a word moved if it changed by more than the threshold and by more than noise`() throws
  {
    func moved(_ change: Double, _ errors: [Double]?) throws -> Bool {
      var old = TinyReview("a b", [0, 0.1])
      var new = TinyReview("a b", [change, 0.1])
      old.methods[0].errors = errors.map { [$0[0], 0] }
      new.methods[0].errors = errors.map { [$0[1], 0] }
      return try comparison(old, new, threshold: 0.1).moved == 1
    }
    #expect(try moved(0.11, nil) && moved(-0.11, nil))
    #expect(try !moved(0.09, nil) && !moved(-0.09, nil))
    // The errors 0.06 and 0.08 are those of a difference of 0.1, of which 1.96 are 95 %.
    #expect(try !moved(0.195, [0.06, 0.08]) && moved(0.197, [0.06, 0.08]))
    #expect(try !moved(0.09, [0.01, 0.01]))
  }

  @Test func `the strongest are those of largest magnitude, at most half of the words`() throws {
    let found = try comparison(
      TinyReview("a b c d e f", [-0.9, 0.8, 0.7, 0.1, 0.2, 0]),
      TinyReview("a b c d e f", [0.9, 0.1, 0.2, -0.8, 0.7, 0]))
    // Of a, b and c the first is among a, d and e.
    #expect(found.strongest?.kept == 1 && found.strongest?.of == 3)
    let words = (0..<40).map { "w\($0)" }.joined(separator: " ")
    let long = TinyReview(words, (0..<40).map { Double($0) / 100 })
    let strongest = try comparison(long, long).strongest
    #expect(strongest?.kept == 10 && strongest?.of == 10)
  }

  @Test func `words of one run only are named, and the parts add up to the change`() throws {
    var old = TinyReview("a b c d", [0.1, 0.2, -0.1, 0.05], probability: 0.75)
    var new = TinyReview("x a c d d", [0.3, 0.2, -0.4, 0.1, 0.01], probability: 0.7)
    old.methods[0].elsewhere = 0.02
    new.methods[0].elsewhere = -0.01
    new.methods[0].start = 0.45
    let found = try comparison(old, new)
    #expect(found.removed.map(\.text) == ["b"] && found.removed.map(\.score) == [0.2])
    #expect(found.added.map(\.text) == ["x", "d"] && found.added.map(\.index) == [0, 3])
    let parts = try #require(found.parts)
    for (part, value) in [
      (parts.kept, 0.1 - 0.3 - 0.04), (parts.removed, -0.2), (parts.added, 0.4),
      (parts.elsewhere, -0.03), (parts.baseline, -0.05),
    ] {
      #expect(abs(part - value) < 1e-12)
    }
  }

  @Test func `attributions that are not shares of the output have ranks, but no amounts`() throws {
    var old = TinyReview("a b", [3, 1])
    var new = TinyReview("a b", [10, 2])
    old.methods[0].start = nil
    new.methods[0].start = nil
    let found = try comparison(old, new)
    #expect(abs((found.spearman ?? 0) - 1) < 1e-12 && found.words.map(\.text) == ["a", "b"])
    #expect(found.parts == nil && found.moved == nil && found.meanChange == nil)
    #expect(!found.isComplete && found.convergenceDelta == nil)
  }
}
