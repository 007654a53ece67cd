import LinearAlgebra
import Testing

@Suite struct SplitMix64Tests {
  @Test func `the numbers are those of the paper's own program`() {
    // Vigna's splitmix64.c at the seed 1234567.
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func `a text gives numbers of its own, the same every time`() {
    var a = SplitMix64(seed: 1, for: "slow-burn")
    var b = SplitMix64(seed: 1, for: "slow-burn")
    var c = SplitMix64(seed: 1, for: "slow-burm")
    var d = SplitMix64(seed: 2, for: "slow-burn")
    let first = a.next()
    #expect(first == b.next())
    #expect(first != c.next())
    #expect(first != d.next())
  }

  @Test func `uniform numbers are in their interval and even`() {
    var random = SplitMix64(seed: 3)
    let numbers = (0..<10_000).map { _ in random.uniform() }
    #expect(numbers.allSatisfy { (0..<1).contains($0) })
    #expect(abs(numbers.reduce(0, +) / 10_000 - 0.5) < 0.01)
  }

  @Test(arguments: [1, 2, 3, 7, 10])
  func `whole numbers below a bound are equally likely`(bound: Int) {
    var random = SplitMix64(seed: 4)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<10_000 { counts[random.below(bound)] += 1 }
    #expect(counts.allSatisfy { abs(Double($0 * bound) / 10_000 - 1) < 0.12 })
    #expect(random.below(.max) >= 0)
  }

  @Test func `a shuffle keeps all values, and every order comes`() {
    var random = SplitMix64(seed: 5)
    var orders: [[Int]: Int] = [:]
    for _ in 0..<6000 {
      var values = [1, 2, 3]
      random.shuffle(&values)
      orders[values, default: 0] += 1
    }
    #expect(orders.count == 6)
    #expect(orders.keys.allSatisfy { $0.sorted() == [1, 2, 3] })
    #expect(orders.values.allSatisfy { (850...1150).contains($0) })
    var none: [Int] = []
    random.shuffle(&none)
    #expect(none.isEmpty)
  }

  @Test func `normal numbers have mean 0 and variance 1`() {
    var random = SplitMix64(seed: 6)
    let numbers = (0..<20_000).map { _ in random.normal() }
    let mean = numbers.reduce(0, +) / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(numbers.map { $0 * $0 }.reduce(0, +) / 20_000 - 1) < 0.05)
  }
}
