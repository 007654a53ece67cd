import Foundation
import LinearAlgebra
import Testing

@Suite struct LanesTests {
  private static let numbers: [Double] = {
    var random = SplitMix64(seed: 5)
    let drawn = (0..<40_000).map { number in
      (2 * random.uniform() - 1) * [0.001, 0.7, 5, 40, 800][number % 5]
    }
    return drawn + [
      0, -0.0, 0.625, -0.625, 1e-300, -.leastNonzeroMagnitude, 709.7827, 709.783, -745.13, -745.2,
      1e300,
      .infinity, -.infinity, .nan, -708.5, 720,
    ]
  }()

  private static var lanes: [SIMD8<Double>] {
    stride(from: 0, to: numbers.count, by: 8).map { SIMD8(numbers[$0..<$0 + 8]) }
  }

  @Test func `eight powers and sigmoids are those of one number, bit by bit`() {
    for lane in Self.lanes {
      let (powers, sigmoids) = (LinearAlgebra.exp(lane), sigmoid(lane))
      for index in 0..<8 where !lane[index].isNaN {
        #expect(powers[index].bitPattern == LinearAlgebra.exp(lane[index]).bitPattern)
        #expect(sigmoids[index].bitPattern == sigmoid(lane[index]).bitPattern)
      }
    }
    #expect(LinearAlgebra.exp(SIMD8<Double>(repeating: .nan))[3].isNaN)
  }

  @Test func `the hyperbolic tangent is that of the C library but for the last bits`() {
    for lane in Self.lanes {
      let values = LinearAlgebra.tanh(lane)
      for index in 0..<8 where !lane[index].isNaN {
        let expected = Foundation.tanh(lane[index])
        #expect(abs(values[index] - expected) <= 6e-16 * abs(expected))
        #expect(LinearAlgebra.tanh(-lane)[index] == -values[index])
      }
    }
    #expect(LinearAlgebra.tanh(SIMD8(repeating: Double.nan))[0].isNaN)
  }
}
