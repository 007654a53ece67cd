import DataSet
import LinearAlgebra
import SourceText
import Testing

/// Two data sets compared.
@Suite struct ShiftTests {
  @Test func `the distance of words and its parts agree with SciPy`() throws {
    let fixture = try Reference.part("word-shift")
    var sides = [WordCounts(), WordCounts()]
    for (side, reviews) in try fixture.list("sides").enumerated() {
      for (number, review) in (try #require(reviews.array)).enumerated() {
        sides[side].add(number, words: try #require(review.array).compactMap(\.string))
      }
    }
    let shift = try #require(WordShift.between(sides[0], sides[1]).value)
    #expect(agrees(try #require(shift.distance.value).value, try fixture.value("distance")))
    #expect(agrees(shift.divergence.squareRoot(), try fixture.value("distance")))
    for word in shift.words {
      let part = try #require(fixture["parts"]).value(word.key)
      #expect(abs(word.part - part) < 1e-14)
      #expect(agrees(word.p, try #require(fixture["p"]).value(word.key)))
    }
    #expect(zip(shift.words, shift.words.dropFirst()).allSatisfy { $0.part >= $1.part })
  }

  @Test(arguments: 0..<8)
  func `distances of numbers agree with SciPy`(index: Int) throws {
    let fixture = try #require(try Reference.part("number-shift").array)[index]
    let comparison = try #require(
      try Self.shift(fixture).result(resamples: fixture["interval"] == nil ? 0 : 4000).value)
    #expect(agrees(comparison.kolmogorov.value, try fixture.value("ks")))
    #expect(comparison.isExact == fixture["exact"]?.bool)
    #expect(agrees(comparison.p, try fixture.value("p")))
    #expect(agrees(comparison.wasserstein.value, try fixture.value("wasserstein")))
    #expect(agrees(comparison.difference.value, try fixture.value("mean"), 1e-8))
    #expect(agrees(try #require(comparison.stability.value), try fixture.value("stability")))
    if let interval = fixture["interval"] {
      #expect(try agrees(comparison.wasserstein, interval: interval))
    }
  }

  @Test func `parts in any order yield the bits of the whole`() throws {
    let fixture = try #require(try Reference.part("number-shift").array)[1]
    let whole = try Self.shift(fixture)
    var parts = [NumberShift(), NumberShift()]
    for (side, key) in [(NumberShift.Side.before, "before"), (.after, "after")] {
      for (number, value) in try fixture.numbers(key).enumerated().reversed() {
        parts[number % 2].add(number, value, to: side)
      }
    }
    parts[1].merge(parts[0])
    #expect(parts[1].result(resamples: 30) == whole.result(resamples: 30))
    let reviews = (0..<60).map { ["w\($0 % 7)", "w\($0 % 11)", "w\($0 % 3)"] }
    var counts = [WordCounts(), WordCounts(), WordCounts()]
    for (number, words) in reviews.enumerated() {
      counts[0].add(number, words: words)
      counts[1 + number % 2].add(number, words: words)
    }
    counts[2].merge(counts[1])
    var other = WordCounts()
    for number in 0..<40 { other.add(number, words: ["w\(number % 5)", "v"]) }
    #expect(WordShift.between(counts[2], other) == WordShift.between(counts[0], other))
  }

  /// In the second half of 3,000 reviews a site's name is in every tenth review, and reviews are a tenth longer.
  @Test func `a shifted half is found, with the word that moved`() throws {
    var random = SplitMix64(seed: 21)
    var halves = [WordCounts(), WordCounts(), WordCounts()]
    var lengths = NumberShift()
    var stable = NumberShift()
    for number in 0..<4500 {
      let half = number / 1500
      let length = Int((half == 2 ? 33 : 30) + 8 * random.normal())
      var words = (0..<max(1, length)).map { _ in
        "w\(Int(200 * random.uniform() * random.uniform()))"
      }
      if half == 2, random.uniform() < 0.1 { words.append("netflix") }
      halves[half].add(number, words: words)
      if half != 1 { lengths.add(number, Double(words.count), to: half == 0 ? .before : .after) }
      if half != 2 { stable.add(number, Double(words.count), to: half == 0 ? .before : .after) }
    }
    let shift = try #require(WordShift.between(halves[0], halves[2]).value)
    #expect(shift.words[0].key == "netflix" && shift.words[0].adjusted < 1e-20)
    let chance = try #require(shift.divergenceByChance.value)
    #expect(shift.divergence > 1.5 * chance)
    let same = try #require(WordShift.between(halves[0], halves[1]).value)
    // Chance alone keeps two samples of one source apart, by as much as halves of each are.
    #expect(abs(same.divergence / (try #require(same.divergenceByChance.value)) - 1) < 0.2)
    #expect(same.words.allSatisfy { $0.adjusted > 0.01 })
    let moved = try #require(lengths.result(resamples: 200).value)
    #expect(moved.p < 1e-6 && moved.difference.low > 2 && moved.wasserstein.low > 2)
    #expect(try #require(stable.result(resamples: 200).value).p > 0.01)
  }

  @Test func `what cannot be computed says why`() {
    var one = WordCounts()
    #expect(WordShift.between(one, one).reason == .noReviews)
    one.add(0, words: ["a"])
    #expect(WordShift.between(one, WordCounts()).reason == .noReviews)
    var two = WordCounts()
    two.add(0, words: ["b"])
    let shift = WordShift.between(one, two).value
    #expect(shift?.divergence == 1 && shift?.words.count == 2)
    #expect(shift?.distance.reason == .tooFew(1, needed: 2))
    #expect(shift?.divergenceByChance.reason == .tooFew(1, needed: 2))
    var numbers = NumberShift()
    numbers.add(0, 1, to: .before)
    numbers.add(0, .nan, to: .after)
    #expect(numbers.result().reason == .noReviews && numbers.rejected == 1)
    numbers.add(0, 1, to: .after)
    let equal = numbers.result(resamples: 4).value
    #expect(equal?.p == 1 && equal?.wasserstein.high == 0)
    #expect(equal?.stability.reason == .allEqual)
  }

  private static func shift(_ fixture: JSON) throws -> NumberShift {
    var shift = NumberShift()
    for (side, key) in [(NumberShift.Side.before, "before"), (.after, "after")] {
      for (number, value) in try fixture.numbers(key).enumerated() {
        shift.add(number, value, to: side)
      }
    }
    return shift
  }
}
