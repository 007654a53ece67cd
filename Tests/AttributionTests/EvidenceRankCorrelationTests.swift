import Attribution
import Faithfulness
import LinearAlgebra
import Testing

@Suite struct EvidenceRankCorrelationTests {
  /// Lists with many ties and without any, of several lengths.
  private static let lists: [(first: [Double], second: [Double])] = (0..<40).map { seed in
    var random = SplitMix64(seed: UInt64(seed))
    let values = seed % 3 == 0 ? 1000 : 4
    func list() -> [Double] { (0..<seed + 2).map { _ in Double(random.below(values)) - 2 } }
    return (list(), list())
  }

  /// Kendall's τ-b by its definition, pair by pair.
  private func pairwise(_ a: [Double], _ b: [Double]) -> Double? {
    var (score, first, second) = (0.0, 0.0, 0.0)
    for i in a.indices {
      for j in 0..<i {
        let (x, y) = ((a[i] - a[j]).sign(), (b[i] - b[j]).sign())
        score += x * y
        first += x * x
        second += y * y
      }
    }
    return first * second > 0 ? score / (first * second).squareRoot() : nil
  }

  @Test func `Kendall's tau is what a count of all pairs gives`() {
    for (a, b) in Self.lists {
      let quick = RankCorrelation.kendall(a, b)
      let slow = pairwise(a, b)
      #expect((quick == nil) == (slow == nil))
      if let quick, let slow { #expect(abs(quick - slow) < 1e-14) }
    }
  }

  @Test func `equal orders correlate by 1, opposite ones by −1`() {
    let values = [3.0, -1, 7, 7, 0, 2]
    let grown = values.map { $0 * $0 * $0 }
    for correlation in [RankCorrelation.kendall, RankCorrelation.spearman] {
      #expect(abs((correlation(values, grown) ?? 0) - 1) < 1e-14)
      #expect(abs((correlation(values, grown.map { -$0 }) ?? 0) + 1) < 1e-14)
    }
  }

  @Test func `Spearman's rho shares ranks among ties`() throws {
    // Ranks 1.5, 1.5, 3, 4 against 1, 2, 3, 4: 4.5 / √(4.5 · 5).
    let rho = try #require(RankCorrelation.spearman([5, 5, 6, 9], [1, 2, 3, 4]))
    #expect(abs(rho - (4.5 / 22.5.squareRoot())) < 1e-14)
  }

  @Test func `nothing correlates with a constant, and rounding is constant`() {
    let values = [1.0, 2, 3, 4]
    let rounding = [0.1, 0.1 + 1e-17, 0.1.nextUp, 0.1.nextDown]
    for correlation in [
      RankCorrelation.kendall, RankCorrelation.spearman, RankCorrelation.pearson(_:_:),
    ] {
      for hostile in [
        [0, 0, 0, 0], [5, 5, 5, 5], rounding, [1, 2, 3, .nan], [1, 2, 3, .infinity],
      ] {
        #expect(correlation(values, hostile) == nil)
        #expect(correlation(hostile, values) == nil)
      }
      #expect(correlation([], []) == nil)
      #expect(correlation([1], [2]) == nil)
    }
  }

  @Test func `numbers that are a last bit apart are tied, whatever their place`() {
    let a = [0.3, 0.1 + 0.2, 0.5, 0.1]
    #expect(a[0] != a[1])
    for b in [[1.0, 2, 3, 4], [2, 1, 3, 4]] {
      #expect(RankCorrelation.kendall(a, b) == RankCorrelation.kendall([0.3, 0.3, 0.5, 0.1], b))
    }
  }

  @Test func `very large and very small numbers correlate like others`() throws {
    for scale in [1e-300, 1e300] {
      let r = try #require(RankCorrelation.pearson([scale, 2 * scale, 4 * scale], [1, 2, 4]))
      #expect(abs(r - 1) < 1e-12)
    }
  }
}

extension Double {
  /// −1, 0 or 1.
  fileprivate func sign() -> Double { self > 0 ? 1 : self < 0 ? -1 : 0 }
}
