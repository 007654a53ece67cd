import Foundation
import LinearAlgebra
import Testing

@Suite struct SigmoidTests {
  @Test func `σ(z) + σ(−z) is 1, and σ grows`() {
    var last = 0.0
    for z in stride(from: -40.0, through: 40, by: 0.25) {
      #expect(abs(sigmoid(z) + sigmoid(-z) - 1) <= 0x1p-52)
      #expect(sigmoid(z) >= last)
      last = sigmoid(z)
    }
    #expect(sigmoid(0) == 0.5)
  }

  @Test func `nothing overflows at the ends`() {
    #expect(sigmoid(1000) == 1)
    #expect(sigmoid(-1000) == 0)
    #expect(sigmoid(.infinity) == 1)
    #expect(sigmoid(-.infinity) == 0)
    #expect(softplus(1000) == 1000)
    #expect(softplus(-1000) == 0)
    #expect(sigmoidDerivative(1000) == 0)
    #expect(sigmoid(-700) > 0)
  }

  @Test func `the derivative is that of finite differences`() {
    for z in stride(from: -8.0, through: 8, by: 0.5) {
      let h = 1e-5
      let difference = (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)
      #expect(abs(sigmoidDerivative(z) - difference) < 1e-10)
      let slope = (softplus(z + h) - softplus(z - h)) / (2 * h)
      #expect(abs(sigmoid(z) - slope) < 1e-9)
    }
  }

  @Test func `softplus keeps its digits where the plain formula has none`() {
    #expect(abs(softplus(-40) / Foundation.log1p(Foundation.exp(-40)) - 1) < 1e-15)
    for z in stride(from: -30.0, through: 30, by: 0.5) {
      #expect(abs(softplus(z) - softplus(-z) - z) <= 1e-14)
    }
  }

  @Test func `the slope is the divided difference wherever that can be computed`() {
    for a in stride(from: -6.0, through: 6, by: 0.5) {
      for b in stride(from: -6.25, through: 6, by: 0.5) {
        // Here the plain difference still has twelve digits.
        let difference = (sigmoid(b) - sigmoid(a)) / (b - a)
        #expect(abs(sigmoidSlope(a, b) / difference - 1) < 1e-12)
      }
    }
  }

  @Test func `the slope of equal logits is the derivative, and no order matters`() {
    for a in stride(from: -30.0, through: 30, by: 1.5) {
      #expect(sigmoidSlope(a, a) == sigmoidDerivative(a))
      for d in [1e-12, 1e-6, 0.299, 0.3, 1, 20] {
        #expect(sigmoidSlope(a, a + d) == sigmoidSlope(a + d, a))
      }
    }
  }

  @Test func `the slope keeps its digits where σ is flat`() {
    let slope = sigmoidSlope(30, 30 + 1e-9)
    #expect(abs(slope / 9.357622968839299e-14 - 1) < 1e-8)
    // σ(b) − σ(a) = sinh(d/2) / (2 cosh(a/2) cosh(b/2)), from another library and another formula.
    for a in stride(from: -30.0, through: 30, by: 3.7) {
      for d in [1e-9, 1e-4, 0.01, 0.29, 0.31, 2, 15] {
        let b = a + d
        let expected = Foundation.sinh((b - a) / 2) / (2 * cosh(a / 2) * cosh(b / 2) * (b - a))
        #expect(abs(sigmoidSlope(a, b) / expected - 1) < 1e-14, "\(a), \(d)")
      }
    }
  }
}
