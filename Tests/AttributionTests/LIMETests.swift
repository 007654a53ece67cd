import Attribution
import Classifier
import LinearAlgebra
import Testing

/// Linear fits to perturbed samples.
struct LIMETests {
  @Test func `a ridge regression is that of a hand`() throws {
    var regression = MaskRegression(features: 1)
    regression.add(ones: 1, of: [0], value: 2, weight: 1)
    regression.add(ones: 0, of: [0], value: 0, weight: 1)
    // With both sides centred: (½ + λ) β = 1, and of the variance 2 remains 8/9.
    let fit = regression.fit(ridge: 1)
    #expect(abs(fit.coefficients[0] - 2.0 / 3) < 1e-15)
    #expect(abs(try #require(fit.explained) - 5.0 / 9) < 1e-15)
  }

  @Test func `samples added by their zeros and by their ones give the same sums`() throws {
    // y = 1 + 2 x₀ − 3 x₁ + 5 x₂ − x₃ on all masks, whose weights differ.
    let coefficients = [2.0, -3, 5, -1]
    var regression = MaskRegression(features: 4)
    for mask in 0..<16 {
      let ones = (0..<4).filter { mask >> $0 & 1 == 1 }
      let zeros = (0..<4).filter { mask >> $0 & 1 == 0 }
      regression.add(
        ones: ones.count, of: ones + zeros, value: ones.reduce(1) { $0 + coefficients[$1] },
        weight: 1 + Double(mask % 3))
    }
    let fit = regression.fit(ridge: 0)
    for (a, b) in zip(fit.coefficients, coefficients) { #expect(abs(a - b) < 1e-13) }
    #expect(abs(try #require(fit.explained) - 1) < 1e-13)
  }

  @Test func `the constraint on the sum is kept`() throws {
    var regression = MaskRegression(features: 2)
    regression.add(ones: 1, of: [0, 1], value: 1, weight: 1)
    regression.add(ones: 1, of: [1, 0], value: 4, weight: 3)
    // β₀ + β₁ = 7: minimise (β₀ − 1)² + 3 (7 − β₀ − 4)², so β₀ = 10/4.
    let fit = regression.fit(sum: 7)
    #expect(abs(fit.coefficients[0] - 2.5) < 1e-14 && abs(fit.coefficients[1] - 4.5) < 1e-14)
  }

  @Test func `no sample and no variance are no trouble`() {
    var regression = MaskRegression(features: 2)
    #expect(regression.fit(ridge: 0).coefficients == [0, 0])
    regression.add(ones: 1, of: [0, 1], value: 0, weight: 1)
    let fit = regression.fit(ridge: 0)
    #expect(fit.coefficients == [0, 0] && fit.explained == nil)
  }

  @Test(arguments: ["kernel=text", "kernel=captum"])
  func `a linear logit gives each word its contribution`(kernel: String) throws {
    let model = try RandomModel(hiddenLayers: [], seed: 8)
    let review = model.explain("A good, good film; not bad", target: .logit)
    let exact = try method("integrated-gradients").attribute(review)
    for words in ["distinct", "positions"] {
      let lime = try method("lime", "\(kernel),words=\(words),ridge=0,samples=500")
        .attribute(review)
      #expect(abs(try #require(lime.fit) - 1) < 1e-9)
      for (a, b) in zip(lime.scores, exact.scores) { #expect(abs(a - b) < 1e-9) }
      // The start token is never removed.
      #expect(lime.specialTokens == 0 && lime.padding == 0)
    }
  }

  @Test func `the occurrences of a word share its coefficient`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 4)
    for review in [model.explain("good bad good"), model.explainGenerally("good bad good")] {
      let scores = try method("lime", "samples=300").attribute(review).scores
      #expect(scores[0] == scores[2] && scores[0] != scores[1])
    }
  }

  @Test func `a stronger ridge shrinks`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 4).explain("good bad dull fun")
    let norms = try ["0", "1", "100", "1000000"].map { ridge in
      try method("lime", "ridge=\(ridge),samples=300").attribute(review).scores
        .reduce(0) { $0 + $1 * $1 }
    }
    #expect(norms == norms.sorted(by: >) && norms[3] < 1e-4 * norms[0])
  }

  @Test func `the kernel's width is that of its own library where none is given`() throws {
    func settings(_ list: String) throws -> String {
      try ConfiguredMethod.list(parsing: list, defaults: [])[0].key
    }
    #expect(try settings("lime").contains("kernel=text kernel-width=25.0 ridge=1.0"))
    #expect(try settings("lime:kernel=captum").contains("kernel=captum kernel-width=1.0"))
  }

  @Test func `a kernel so narrow that only the whole review counts explains nothing`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 4).explain("good bad dull fun")
    let lime = try method("lime", "kernel-width=0.001,samples=50").attribute(review)
    #expect(lime.scores.allSatisfy { $0 == 0 } && lime.fit == nil)
  }
}
