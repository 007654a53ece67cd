import Foundation
import LinearAlgebra
import Testing

@Suite struct ExponentialTests {
  /// The distance of two numbers in units in the last place of the second.
  private func ulps(_ a: Double, _ b: Double) -> Double { abs(a - b) / b.ulp }

  @Test func `exp is within one unit of the library's, over its whole range`() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<20_000 {
      let x = -745 + random.uniform() * (709.78 + 745)
      // Below 2⁻¹⁰²² the result is rounded twice.
      let tolerance = x < -708 ? 2.0 : 1.0
      #expect(ulps(LinearAlgebra.exp(x), Foundation.exp(x)) <= tolerance, "\(x)")
      let small = (random.uniform() - 0.5) * 0x1p-20
      #expect(ulps(LinearAlgebra.exp(small), Foundation.exp(small)) <= 1, "\(small)")
    }
  }

  @Test func `exp has its values at the ends`() {
    #expect(LinearAlgebra.exp(0) == 1)
    #expect(LinearAlgebra.exp(-0.0) == 1)
    #expect(LinearAlgebra.exp(.infinity) == .infinity)
    #expect(LinearAlgebra.exp(-.infinity) == 0)
    #expect(LinearAlgebra.exp(.nan).isNaN)
    #expect(LinearAlgebra.exp(709.782712893384).isFinite)
    #expect(LinearAlgebra.exp(709.79) == .infinity)
    #expect(LinearAlgebra.exp(-746) == 0)
    #expect(LinearAlgebra.exp(.greatestFiniteMagnitude) == .infinity)
    #expect(LinearAlgebra.exp(-.greatestFiniteMagnitude) == 0)
  }

  @Test func `log is within one unit of the library's, for every exponent`() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<20_000 {
      let exponent = random.below(2098) - 1074
      let x = Double(sign: .plus, exponent: exponent, significand: 1 + random.uniform())
      guard x.isFinite, x > 0 else { continue }
      #expect(ulps(LinearAlgebra.log(x), Foundation.log(x)) <= 1, "\(x)")
      let nearOne = 1 + (random.uniform() - 0.5) * 0x1p-10
      #expect(ulps(LinearAlgebra.log(nearOne), Foundation.log(nearOne)) <= 1, "\(nearOne)")
    }
  }

  @Test func `log has its values at the ends`() {
    #expect(LinearAlgebra.log(1) == 0)
    #expect(LinearAlgebra.log(0) == -.infinity)
    #expect(LinearAlgebra.log(.infinity) == .infinity)
    #expect(LinearAlgebra.log(-1).isNaN)
    #expect(LinearAlgebra.log(.nan).isNaN)
  }

  @Test func `log undoes exp`() {
    for x in stride(from: -700.0, through: 700, by: 0.37) {
      #expect(abs(LinearAlgebra.log(LinearAlgebra.exp(x)) - x) <= 2 * max(x.ulp, 0x1p-52), "\(x)")
    }
  }
}
