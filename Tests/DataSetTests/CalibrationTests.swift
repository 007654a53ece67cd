import DataSet
import LinearAlgebra
import SourceText
import Testing

/// Probabilities against outcomes.
@Suite struct CalibrationTests {
  @Test(arguments: 0..<4) func `numbers agree with scikit-learn and SciPy`(index: Int) throws {
    let fixture = try #require(try Reference.part("calibration").array)[index]
    let result = try #require(try Self.calibration(fixture).result(resamples: 0).value)
    #expect(agrees(result.brier.value, try fixture.value("brier")))
    #expect(agrees(result.expectedError.value, try fixture.value("ece")))
    #expect(agrees(try #require(result.slope.value).value, try fixture.value("slope")))
    #expect(agrees(try #require(result.intercept.value).value, try fixture.value("intercept")))
    let bins = try fixture.rows("bins")
    #expect(result.bins.count == bins.count)
    for (bin, expected) in zip(result.bins, bins) {
      #expect(agrees(bin.mean, expected[0]))
      #expect(bin.observed.total == Int(expected[1]) && bin.observed.count == Int(expected[2]))
      #expect(agrees(bin.observed.low, expected[3]) && agrees(bin.observed.high, expected[4]))
    }
  }

  @Test func `intervals agree with another bootstrap`() throws {
    let fixture = try #require(try Reference.part("calibration").array)[0]
    let expected = try #require(fixture["intervals"])
    let result = try #require(try Self.calibration(fixture).result(resamples: 4000).value)
    #expect(try agrees(result.brier, interval: try #require(expected["brier"])))
    #expect(try agrees(result.expectedError, interval: try #require(expected["ece"])))
    #expect(try agrees(try #require(result.slope.value), interval: try #require(expected["slope"])))
  }

  @Test func `parts in any order yield the bits of the whole`() throws {
    var random = SplitMix64(seed: 3)
    var all = reviews(
      (0..<200).map { _ in (random.below(2), (random.uniform() * 50).rounded() / 50) })
    var whole = Calibration()
    for review in all { whole.add(review) }
    random.shuffle(&all)
    var parts = [Calibration(), Calibration(), Calibration()]
    for (index, review) in all.enumerated() { parts[index % 3].add(review) }
    var merged = parts[2]
    merged.merge(parts[0])
    merged.merge(parts[1])
    #expect(merged.result(resamples: 50) == whole.result(resamples: 50))
    #expect(whole.result(resamples: 50).value != nil)
  }

  @Test func `what cannot be computed says why`() throws {
    var calibration = Calibration()
    #expect(calibration.result().reason == .noReviews)
    for review in reviews([(nil, 0.5)]) { calibration.add(review) }
    #expect(calibration.result().reason == .noLabels)
    func slope(_ rows: [(Int?, Double)]) throws -> Undecidable? {
      var calibration = Calibration()
      for review in reviews(rows.map { ($0.0, $0.1) }) { calibration.add(review) }
      let result = try #require(calibration.result(resamples: 20).value)
      #expect(result.brier.value.isFinite && result.expectedError.high.isFinite)
      return result.slope.reason
    }
    #expect(try slope([(1, 0.7), (1, 0.3)]) == .oneClass)
    #expect(try slope([(1, 0.5), (0, 0.5)]) == .allEqual)
    #expect(try slope([(1, 0.7), (0, 0.3)]) == .separable)
    #expect(try slope([(1, 0.3), (0, 0.7), (0, 0.7), (0, 0.3)]) == .separable)
    #expect(try slope([(1, 0.3), (0, 0.7), (0, 0.2), (1, 1), (0, 0)]) == nil)
  }

  @Test func `a model that is too sure of itself has a slope below one`() throws {
    var random = SplitMix64(seed: 4)
    var calibration = Calibration()
    for number in 0..<4000 {
      let logit = 2 * random.normal()
      let label = random.uniform() < sigmoid(0.5 * logit) ? 1 : 0
      let review = ClassifiedReview(number: number, label: label, probability: sigmoid(logit))
      calibration.add(try #require(review))
    }
    let result = try #require(calibration.result(resamples: 200).value)
    let slope = try #require(result.slope.value)
    #expect(slope.low < 0.5 && slope.high > 0.5 && slope.high < 0.7)
    #expect(result.expectedError.low > 0.05)
  }

  @Test func `reviews with impossible numbers are not accepted`() {
    #expect(ClassifiedReview(number: 0, label: 2, probability: 0.5) == nil)
    #expect(ClassifiedReview(number: 0, label: nil, probability: .nan) == nil)
    #expect(ClassifiedReview(number: 0, label: nil, probability: 1.1) == nil)
    #expect(ClassifiedReview(number: 0, label: nil, probabilities: [1]) == nil)
    #expect(ClassifiedReview(number: -1, label: nil, probability: 0.5) == nil)
  }

  private static func calibration(_ fixture: JSON) throws -> Calibration {
    let outcomes = try fixture.integers("outcomes")
    guard fixture["rows"] != nil else {
      var calibration = Calibration()
      let rows = zip(outcomes, try fixture.numbers("probabilities"))
      for review in reviews(rows.map { ($0, $1) }) { calibration.add(review) }
      return calibration
    }
    var calibration = Calibration(.confidence)
    let labels = try fixture.integers("labels")
    for (number, row) in try fixture.rows("rows").enumerated() {
      let review = ClassifiedReview(number: number, label: labels[number], probabilities: row)
      calibration.add(try #require(review))
    }
    return calibration
  }
}
