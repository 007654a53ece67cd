import DataSet
import LinearAlgebra
import SourceText
import Testing

/// Slices in which the classifier is worse.
@Suite struct SliceSearchTests {
  @Test func `the p-value is Fisher's, counted in whole numbers`() throws {
    for row in try #require(try Reference.part("hypergeometric").array) {
      let numbers = try #require(row.array).map { try #require($0.number) }
      let (hits, sample) = (Int(numbers[0]), Int(numbers[1]))
      let (marked, total) = (Int(numbers[2]), Int(numbers[3]))
      var search = SliceSearch(features: ["a"])
      for number in 0..<total {
        let isInside = number < sample
        let isWrong = isInside ? number < hits : number - sample < marked - hits
        search.add(number, isWrong: isWrong, features: isInside ? [0] : [])
      }
      let slice = try #require(search.slice(["a"], resamples: 0).value)
      #expect(agrees(slice.p, numbers[4], 1e-11), "\(numbers)")
    }
  }

  @Test func `tests and corrections agree with SciPy`() throws {
    let fixture = try Reference.part("slices")
    let tested = try fixture.list("tested")
    let search = try Self.search(fixture)
    let report = try #require(search.result(resamples: 4000).value)
    #expect(report.tested == tested.count)
    let worse = try tested.filter {
      try $0.value("q") <= 0.05 && $0["isWorse"]?.bool == true
    }
    #expect(report.worse == worse.count && !report.slices.isEmpty)
    for item in tested {
      let conditions = try item.integers("conditions").map { "f\($0)" }
      let slice = try #require(search.slice(conditions, resamples: 0).value)
      #expect(slice.rate.total == Int(try item.value("size")))
      #expect(slice.rate.count == Int(try item.value("errors")))
      #expect(agrees(slice.p, try item.value("p")))
      if let found = report.slices.first(where: { Set($0.conditions) == Set(conditions) }) {
        #expect(agrees(found.adjusted, try item.value("q")))
        if let difference = item["difference"] {
          #expect(try agrees(found.difference, interval: difference))
        }
      }
    }
    #expect(report.slices.map(\.conditions) == [["f1", "f3"]])
  }

  /// 25,000 reviews with 200 features, and a corner of 2 % that is wrong four times as often.
  @Test func `a weak slice of two percent is found alone, in little time`() throws {
    var found = 0
    var others = 0
    for seed in 0..<3 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var search = SliceSearch(features: (0..<200).map { "f\($0)" })
      for number in 0..<25_000 {
        var present = (0..<200).filter { _ in random.uniform() < 0.14 }
        // The corner is where two features meet: 0.14² of the reviews.
        let isWeak = present.contains(17) && present.contains(101)
        if random.uniform() < 0.3 { present.append(-1) }
        search.add(number, isWrong: random.uniform() < (isWeak ? 0.48 : 0.12), features: present)
      }
      let clock = ContinuousClock()
      let start = clock.now
      let report = try #require(search.result(resamples: 200).value)
      #expect(clock.now - start < .seconds(20))
      found += report.slices.count { $0.conditions == ["f101", "f17"] }
      others += report.slices.count { $0.conditions != ["f101", "f17"] }
      #expect(report.worse > report.slices.count)
      let slice = try #require(report.slices.first)
      #expect(slice.merged.contains(["f17"]) || slice.merged.contains(["f101"]))
      #expect(slice.difference.low > 0.25 && slice.difference.high < 0.47)
    }
    #expect(found == 3)
    // At a level of 5 %, one slice without a cause in three data sets has a probability of 14 %, two have less than 1 %.
    #expect(others <= 1)
  }

  @Test func `without a weak slice none is found`() throws {
    var reports = 0
    for seed in 0..<20 as Range<UInt64> {
      var random = SplitMix64(seed: 100 + seed)
      var search = SliceSearch(features: (0..<40).map { "f\($0)" })
      for number in 0..<1500 {
        let present = (0..<40).filter { _ in random.uniform() < 0.2 }
        search.add(number, isWrong: random.uniform() < 0.15, features: present)
      }
      let report = try #require(search.result(resamples: 0).value)
      reports += report.slices.isEmpty ? 0 : 1
    }
    // At a level of 5 % one report in twenty is expected; 4 or more have a probability of 1.6 %.
    #expect(reports < 4)
  }

  @Test func `two weak features are both found, ordered by errors in excess`() throws {
    var random = SplitMix64(seed: 7)
    var search = SliceSearch(features: (0..<30).map { "f\($0)" })
    for number in 0..<8000 {
      let present = Set((0..<30).filter { _ in random.uniform() < 0.2 })
      let chance = 0.1 + (present.contains(3) ? 0.2 : 0) + (present.contains(8) ? 0.1 : 0)
      search.add(number, isWrong: random.uniform() < chance, features: present)
    }
    let report = try #require(search.result(resamples: 0).value)
    #expect(report.slices.map(\.conditions) == [["f3"], ["f8"]])
    #expect(report.slices[0].excess > report.slices[1].excess)
  }

  @Test func `parts in any order yield the bits of the whole`() throws {
    let fixture = try Reference.part("slices")
    let holds = try fixture.rows("holds")
    let wrong = try fixture.integers("wrong")
    // Each part has its own order of features.
    var parts = (0..<3).map { part in
      SliceSearch(features: (0..<6).map { "f\(($0 + part) % 6)" })
    }
    for number in holds.indices.reversed() {
      let part = number % 3
      let present = (0..<6).filter { holds[number][($0 + part) % 6] == 1 }
      parts[part].add(number, isWrong: wrong[number] == 1, features: present)
    }
    var merged = parts[1]
    merged.merge(parts[2])
    merged.merge(parts[0])
    let whole = try Self.search(fixture)
    #expect(merged.result(resamples: 40) == whole.result(resamples: 40))
    #expect(merged.reviews(in: ["f1", "f3"]) == whole.reviews(in: ["f1", "f3"]))
  }

  @Test func `what cannot be computed says why`() {
    var search = SliceSearch(features: ["a", "a", "b"])
    #expect(search.features == ["a", "b"])
    #expect(search.result().reason == .noReviews && search.slice(["a"]).reason == .noReviews)
    search.add(0, isWrong: false, features: [0, 7])
    search.add(1, isWrong: false, features: [0])
    #expect(search.result().reason == .oneClass)
    #expect(search.slice(["a"]).reason == .noRest && search.slice(["b"]).reason == .noReviews)
    #expect(search.slice(["c"]).reason == .noOccurrence && search.slice([]).reason == .noOccurrence)
    search.add(2, isWrong: true, features: [1])
    #expect(search.result(resamples: 3).value?.slices.isEmpty == true)
    #expect(agrees(search.slice(["b"], resamples: 3).value?.p ?? 0, 1.0 / 3))
  }

  private static func search(_ fixture: JSON) throws -> SliceSearch {
    var search = SliceSearch(features: (0..<6).map { "f\($0)" })
    let wrong = try fixture.integers("wrong")
    for (number, row) in try fixture.rows("holds").enumerated() {
      search.add(
        number, isWrong: wrong[number] == 1, features: row.indices.filter { row[$0] == 1 })
    }
    return search
  }
}
