import Attribution
import Foundation
import LinearAlgebra
import Testing

/// The covariance of the events that two normal numbers are small.
struct NormalCovarianceTests {
  static let correlations = [
    -1, -0.999_999, -0.99, -0.93, -0.925, -0.9, -0.5, -0.1, 0, 0.3, 0.8, 0.924, 0.926, 0.97, 0.9999,
    1,
  ]
  static let bounds = [-3.2, -1, -0.3, 0, 0.4, 1.1, 2.5]

  @Test(arguments: correlations)
  func `at the medians it is the arc sine of the correlation`(r: Double) {
    #expect(abs(normalCovariance(0, 0, correlation: r) - asin(r) / (2 * .pi)) < 1e-15)
  }

  @Test(arguments: correlations)
  func `it changes its sign when one of the numbers does`(r: Double) {
    for a in Self.bounds {
      for b in Self.bounds {
        let covariance = normalCovariance(a, b, correlation: r)
        #expect(abs(covariance - normalCovariance(b, a, correlation: r)) < 1e-15)
        #expect(abs(covariance + normalCovariance(a, -b, correlation: -r)) < 3e-16)
      }
    }
  }

  @Test func `independent numbers have none, and equal ones that of one event`() {
    for a in Self.bounds {
      for b in Self.bounds {
        #expect(normalCovariance(a, b, correlation: 0) == 0)
        let (first, second) = (normalDistribution(a), normalDistribution(b))
        let whole = normalCovariance(a, b, correlation: 1)
        #expect(abs(whole - (min(first, second) - first * second)) < 1e-15)
      }
    }
  }

  @Test func `it grows with the correlation as their density says`() {
    for r in [-0.96, -0.6, 0.2, 0.925, 0.95, 0.99] {
      for a in Self.bounds {
        for b in Self.bounds {
          let step = 1e-5
          let slope =
            (normalCovariance(a, b, correlation: r + step)
              - normalCovariance(a, b, correlation: r - step)) / (2 * step)
          let rest = 1 - r * r
          let density =
            Foundation.exp(-(a * a - 2 * a * b * r + b * b) / (2 * rest))
            / (2 * .pi * rest.squareRoot())
          #expect(abs(slope - density) < 1e-6 * max(1, density))
        }
      }
    }
  }
}
