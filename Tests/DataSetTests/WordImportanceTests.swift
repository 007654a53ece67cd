import DataSet
import LinearAlgebra
import SourceText
import Testing

/// Contributions of words over all reviews.
@Suite struct WordImportanceTests {
  private typealias Row = (review: ClassifiedReview, words: [WordImportance.Word])

  @Test func `sums, spreads and ranks agree with NumPy`() throws {
    let fixture = try Reference.part("words")
    let importance = Self.importance(try Self.rows(fixture))
    let expected = try #require(fixture["words"]?.object)
    #expect(importance.vocabulary == expected.count)
    for (key, values) in expected {
      let word = try #require(importance.statistics(of: key).value)
      #expect(word.whole.count == Int(try values.value("count")))
      #expect(agrees(word.whole.sum, try values.value("sum"), 1e-12))
      #expect(agrees(word.mean.value, try values.value("mean")))
      if let deviation = values["deviation"]?.number {
        #expect(agrees(try #require(word.whole.deviation), deviation))
      } else {
        #expect(word.whole.deviation == nil)
      }
      #expect(agrees(word.mean.standardError, try values.value("error")))
      #expect(word.reviews == Int(try values.value("reviews")))
      #expect(word.strongest.count == Int(try values.value("strongest")))
      #expect(agrees(word.frequency, try values.value("frequency")))
      #expect(word.top.map(\.number) == (try values.integers("top")))
      let groups = try #require(values["groups"]?.object)
      #expect(groups.count == word.groups.count)
      for group in word.groups {
        let own = try #require(groups["\(group.predicted) \(group.outcome)"]?.array)
        #expect(group.moments.count == own[0].integer)
        #expect(agrees(group.moments.sum, try #require(own[1].number), 1e-12))
      }
      if let resampled = values["resampled"] {
        // The jackknife's standard error is a first-order approximation of the bootstrap's.
        #expect(abs(word.mean.standardError / (try resampled.value("error")) - 1) < 0.1)
      }
    }
  }

  @Test func `parts in any order yield the bits of the whole`() throws {
    var random = SplitMix64(seed: 1)
    var rows = try Self.rows(try Reference.part("words"))
    let whole = Self.importance(rows)
    for _ in 0..<5 {
      random.shuffle(&rows)
      let cut = random.below(rows.count)
      var merged = Self.importance(rows[cut...])
      merged.merge(Self.importance(rows[..<cut]))
      for order in [WordImportance.Order.mean, .sum, .strongest, .occurrences] {
        #expect(merged.words(by: order) == whole.words(by: order))
      }
    }
  }

  @Test func `a rare and strong word is told from a frequent and weak one`() throws {
    var importance = WordImportance(classes: 2, strongest: 1)
    for number in 0..<100 {
      let review = ClassifiedReview(number: number, label: 1, probability: 0.9)
      let rare = number.isMultiple(of: 20) ? [WordImportance.Word("superb", 2)] : []
      importance.add(
        try #require(review), words: [.init("the", 0.125), .init("the", 0.125)] + rare)
    }
    #expect(importance.words(by: .mean).value?.map(\.key) == ["superb", "the"])
    #expect(importance.words(by: .sum).value?.map(\.key) == ["the", "superb"])
    #expect(importance.words(by: .mean, minimum: 6).value?.map(\.key) == ["the"])
    let superb = try #require(importance.statistics(of: "superb").value)
    #expect(superb.strongest.value == 1 && superb.reviewShare == 0.05 && superb.mean.low == 2)
    #expect(superb.top.map(\.number) == [0, 20, 40, 60, 80])
    #expect(importance.statistics(of: "the").value?.strongest.count == 95)
  }

  @Test func `what cannot be computed says why`() throws {
    var importance = WordImportance(classes: 2)
    #expect(importance.statistics(of: "a").reason == .noReviews)
    #expect(importance.words(by: .sum).reason == .noReviews)
    let review = try #require(ClassifiedReview(number: 0, label: nil, probability: 0.9))
    importance.add(review, words: [])
    #expect(importance.words(by: .sum).reason == .noOccurrence)
    importance.add(review, words: [.init("a", .nan), .init("b", 1e30), .init("c", 0)])
    #expect(importance.statistics(of: "a").reason == .outOfRange)
    #expect(importance.statistics(of: "b").reason == .outOfRange)
    let words = try #require(importance.words(by: .mean).value)
    #expect(words.map(\.key) == ["c"] && words[0].mean.high == 0 && words[0].whole.deviation == nil)
  }

  private static func rows(_ fixture: JSON) throws -> [Row] {
    try fixture.list("reviews").enumerated().map { number, row in
      let review = ClassifiedReview(
        number: number, label: row["label"]?.integer, probability: try row.value("probability"))
      let words = try row.list("words").map { word in
        let pair = try #require(word.array)
        return WordImportance.Word(
          try #require(pair[0].string), try #require(pair[1].number))
      }
      return (try #require(review), words)
    }
  }

  private static func importance(_ rows: some Sequence<Row>) -> WordImportance {
    var importance = WordImportance(classes: 2, strongest: 3, listed: 4)
    for row in rows { importance.add(row.review, words: row.words) }
    return importance
  }
}

/// Sums that do not depend on the order of their numbers.
@Suite struct ExactSumTests {
  @Test func `numbers that cancel leave what is left, in any order`() {
    var random = SplitMix64(seed: 2)
    var numbers = [1e9, -1e9, 1e-3, 0.1, -0.1, -3e-17, 7, 0x1p-64, -1e-12]
    var values: Set<Double?> = []
    for _ in 0..<20 {
      random.shuffle(&numbers)
      var sum = ExactSum()
      for number in numbers { sum.add(number) }
      values.insert(sum.value)
    }
    #expect(values.count == 1)
    #expect(abs((values.first.flatMap(\.self) ?? 0) - 7.000999999999) < 1e-14)
  }

  @Test func `a number alone is kept to the last bit`() {
    for number in [1.0, -1, 0.1, -0.1, 1e-3, -123_456.789, 0, 1e12, -1e12, 0.999999999999999] {
      var sum = ExactSum()
      sum.add(number)
      #expect(sum.value == number)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e13])
  func `a number out of range has no sum`(number: Double) {
    var sum = ExactSum()
    sum.add(number)
    var other = ExactSum()
    other.add(1)
    other += sum
    other.add(2)
    #expect(sum.value == nil && other.value == nil)
  }
}
