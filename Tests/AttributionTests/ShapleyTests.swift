import Attribution
import Classifier
import LinearAlgebra
import Testing

/// Shapley and Owen values compared with their definitions.
struct ShapleyTests {
  let texts = ["good bad dull", "good good dull", "bad bad bad", "very unheard-of film"]

  private func reviews() throws -> [ReviewInput] {
    let models = try [
      RandomModel(hiddenLayers: [6], seed: 11), RandomModel(hiddenLayers: [6, 4], seed: 12),
      RandomModel(hiddenLayers: [6], seed: 13, isMasked: true),
      RandomModel(hiddenLayers: [5], seed: 14, classes: 3),
    ]
    return texts.flatMap { text in models.map { $0.explain(text) } }
  }

  /// The mean effect of the start token and each word over all orders.
  private func meanOverOrders(_ review: ReviewInput, _ removal: Removal) -> [Double] {
    let positions = Array(0...review.review.read.count)
    let game = CoalitionGame(
      review, players: PositionGroups(single: positions), baseline: .pad, removal: removal)
    var totals = [Double](repeating: 0, count: positions.count)
    var orders = 0.0
    func visit(_ order: [Int]) {
      guard order.count < positions.count else {
        var coalition = game.empty
        for player in order {
          let before = game.value(of: coalition)
          game.add(player, to: &coalition)
          totals[player] += game.value(of: coalition) - before
        }
        orders += 1
        return
      }
      for player in positions where !order.contains(player) { visit(order + [player]) }
    }
    visit([])
    return totals.map { $0 / orders }
  }

  @Test(arguments: Removal.allCases)
  func `exact values are the mean over all orders`(removal: Removal) throws {
    for review in try reviews() {
      let expected = meanOverOrders(review, removal)
      for name in ["shapley-values", "kernel-shap"] {
        let found = try method(name, "removal=\(removal.rawValue)").attribute(review)
        for (a, b) in zip(found.positions, expected) { #expect(abs(a - b) < 1e-11) }
        #expect(found.standardErrors == nil)
      }
    }
  }

  @Test(arguments: Removal.allCases)
  func `sampled values lie within four standard errors of the exact ones`(removal: Removal) throws {
    for review in try reviews() {
      let exact = try method("shapley-values", "removal=\(removal.rawValue)").attribute(review)
      let sampled = try method("shapley-value-sampling", "samples=2000,removal=\(removal.rawValue)")
        .attribute(review)
      let errors = try #require(sampled.standardErrors)
      for (index, score) in sampled.scores.enumerated() {
        #expect(abs(score - exact.scores[index]) <= 4 * errors[index] + 1e-12)
      }
    }
  }

  @Test func `the mean squared standard error is the variance between seeds`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 5).explain(
      "a good film not bad very dull")
    let runs = try (1...600).map { seed in
      try method("shapley-value-sampling", "samples=6,seed=\(seed)").attribute(review)
    }
    var (said, seen) = (0.0, 0.0)
    for index in runs[0].scores.indices {
      let scores = runs.map { $0.scores[index] }
      let mean = scores.reduce(0, +) / Double(scores.count)
      seen += scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count - 1)
      for run in runs {
        let error = try #require(run.standardErrors)[index]
        said += error * error / Double(runs.count)
      }
    }
    #expect((0.9...1.1).contains(said / seen))
  }

  @Test func `equal words by the dozen cost a count each`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 5, length: 60)
    let words = Array(repeating: "good", count: 25) + Array(repeating: "bad", count: 25)
    let attribution = try method("shapley-values")
      .attribute(model.explain(words.joined(separator: " ")))
    #expect(attribution.standardErrors == nil)
    #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
    #expect(Set(attribution.scores).count == 2)
  }

  @Test func `too many distinct words are sampled, and the result says so`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 5)
    let review = model.explain("a good film not bad very dull")
    let exact = try method("shapley-values").attribute(review)
    let sampled = try method("shapley-values", "limit=5,samples=1000").attribute(review)
    let errors = try #require(sampled.standardErrors)
    #expect(exact.standardErrors == nil)
    #expect(abs(try #require(sampled.convergenceDelta)) < 1e-12)
    for (index, score) in sampled.scores.enumerated() {
      #expect(abs(score - exact.scores[index]) <= 5 * errors[index])
    }
  }

  @Test(arguments: [60, 120, 200])
  func `Kernel SHAP with some coalitions comes near all of them`(samples: Int) throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 5)
    let review = model.explain("a good film not bad very dull", target: .logit)
    let all = try method("kernel-shap").attribute(review)
    let largest = all.scores.map(abs).max() ?? 0
    var means = [Double](repeating: 0, count: all.scores.count)
    for seed in 0..<100 {
      let some = try method("kernel-shap", "samples=\(samples),seed=\(seed)").attribute(review)
      #expect(abs(try #require(some.convergenceDelta)) < 1e-12)
      #expect(try #require(some.fit) <= 1)
      for (word, score) in some.scores.enumerated() { means[word] += score / 100 }
    }
    for (a, b) in zip(means, all.scores) { #expect(abs(a - b) < 0.03 * largest) }
  }

  @Test func `fewer coalitions than players still add up`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 5)
    for samples in 1...8 {
      let attribution = try method("kernel-shap", "samples=\(samples)")
        .attribute(model.explain("a good film not bad very dull"))
      #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
    }
  }

  @Test func `a linear output is fitted without rest`() throws {
    let model = try RandomModel(hiddenLayers: [], seed: 8)
    let review = model.explain("a good film, not bad, not dull", target: .logit)
    let exact = try method("integrated-gradients").attribute(review)
    for (name, options) in [("kernel-shap", "samples=60"), ("lime", "ridge=0,samples=300")] {
      let fitted = try method(name, options).attribute(review)
      #expect(abs(try #require(fitted.fit) - 1) < 1e-9)
      for (a, b) in zip(fitted.scores, exact.scores) { #expect(abs(a - b) < 1e-9) }
    }
  }

  @Test func `Owen values of two players are their Shapley values`() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let review = try RandomModel(hiddenLayers: [6], seed: seed).explain("dull")
      let owen = try method("partition-shap").attribute(review).positions
      let shapley = try method("shapley-values").attribute(review).positions
      for (a, b) in zip(owen, shapley) { #expect(abs(a - b) < 1e-13) }
    }
  }

  @Test func `Owen values follow the sentences`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 2)
    // The tree is (<START>, ((good, bad), dull)): three numbers from four coalitions each.
    let review = model.explain("good bad. Dull")
    let game = CoalitionGame(
      review, players: PositionGroups(single: 0...3), baseline: .pad, removal: .replace)
    func value(_ members: Int...) -> Double {
      var coalition = game.empty
      for member in members { game.add(member, to: &coalition) }
      return game.value(of: coalition)
    }
    // The players are <START> 0, good 1, bad 2 and dull 3. Both boundaries are sentences, and the second, after <START>,
    // is as far from the middle as the first, after bad, so the earlier one is chosen: 0 | (1 2 | 3).
    let owen = try method("partition-shap").attribute(review).positions
    let start = (value(0) - value() + value(0, 1, 2, 3) - value(1, 2, 3)) / 2
    let dull =
      (value(3) - value() + value(1, 2, 3) - value(1, 2) + value(0, 3) - value(0)
        + value(0, 1, 2, 3) - value(0, 1, 2)) / 4
    #expect(abs(owen[0] - start) < 1e-13)
    #expect(abs(owen[3] - dull) < 1e-13)
    #expect(owen[4...].allSatisfy { $0 == 0 })
    #expect(abs(owen.reduce(0, +) - (review.value - value())) < 1e-13)
  }
}
