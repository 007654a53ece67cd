import Foundation
import LinearAlgebra
import Testing

struct ErrorFunctionTests {
  @Test func `erf is within one unit of the library's, on all its ranges`() {
    var random = SplitMix64(seed: 1)
    for limit in [1e-300, 0x1p-28, 0.84375, 1.25, 1 / 0.35, 6, 30] {
      for _ in 0..<5000 {
        let x = (2 * random.uniform() - 1) * limit
        let expected = Foundation.erf(x)
        #expect(abs(LinearAlgebra.erf(x) - expected) <= expected.ulp, "\(x)")
      }
    }
  }

  @Test func `erf has its values at the ends of its ranges`() {
    #expect(LinearAlgebra.erf(0) == 0)
    #expect(LinearAlgebra.erf(.infinity) == 1)
    #expect(LinearAlgebra.erf(-.infinity) == -1)
    #expect(LinearAlgebra.erf(.nan).isNaN)
    #expect(LinearAlgebra.erf(.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    #expect(LinearAlgebra.erf(.greatestFiniteMagnitude) == 1)
    for x in [0x1p-28, 0.84375, 1.25, 1 / 0.35, 6] {
      #expect(abs(LinearAlgebra.erf(x.nextDown) - LinearAlgebra.erf(x)) <= 4 * x.ulp)
    }
  }

  @Test func `erf is odd`() {
    for x in stride(from: 0.0, through: 7, by: 0.01) {
      #expect(LinearAlgebra.erf(-x) == -LinearAlgebra.erf(x))
    }
  }

  @Test func `the normal distribution is a probability and symmetric`() {
    #expect(normalDistribution(0) == 0.5)
    #expect(normalDistribution(.infinity) == 1)
    #expect(normalDistribution(-.infinity) == 0)
    // The quantile of 97.5 %.
    #expect(abs(normalDistribution(1.959963984540054) - 0.975) < 1e-15)
    for x in stride(from: -9.0, through: 9, by: 0.1) {
      #expect(abs(normalDistribution(x) + normalDistribution(-x) - 1) <= 0x1p-52)
      #expect(normalDistribution(x) <= normalDistribution(x + 0.1))
    }
  }
}
