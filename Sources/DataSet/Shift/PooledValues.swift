internal import LinearAlgebra

/// The values of two data sets in one ascending order.
struct PooledValues {
  private struct Entry {
    let value: Double
    let side: Int
    let index: Int
  }

  /// Distances between the two distributions.
  struct Distances {
    /// The Kolmogorov–Smirnov distance.
    var kolmogorov = 0.0
    /// The same in units of 1 / (n · m), exact.
    var steps = 0
    var wasserstein = 0.0
    var mean = 0.0
  }

  private let entries: [Entry]
  private let counts: [Int]

  init(_ before: [Double], _ after: [Double]) {
    counts = [before.count, after.count]
    entries = [before, after].enumerated().flatMap { side, values in
      values.enumerated().map { Entry(value: $0.element, side: side, index: $0.offset) }
    }.sorted { ($0.value, $0.side, $0.index) < ($1.value, $1.side, $1.index) }
  }

  /// Returns the distances between weighted values; the weights of each side add up to its number of values.
  func distances(_ weights: [[Int32]]) -> Distances {
    var result = Distances()
    var (first, second) = (0, 0)
    var (sum, otherSum) = (0.0, 0.0)
    let (n, m) = (Double(counts[0]), Double(counts[1]))
    for place in entries.indices {
      let entry = entries[place]
      let weight = Int(weights[entry.side][entry.index])
      if entry.side == 0 {
        first += weight
        sum += Double(weight) * entry.value
      } else {
        second += weight
        otherSum += Double(weight) * entry.value
      }
      guard place + 1 < entries.count, entries[place + 1].value != entry.value else { continue }
      let steps = abs(first * counts[1] - second * counts[0])
      result.steps = max(result.steps, steps)
      // The exact numerator avoids the rounding of two quotients that are nearly equal.
      result.wasserstein += Double(steps) / (n * m) * (entries[place + 1].value - entry.value)
    }
    result.kolmogorov = Double(result.steps) / (n * m)
    result.mean = otherSum / m - sum / n
    return result
  }

  /// Returns the population stability index.
  func stability(bins: Int) -> Decided<Double> {
    let before = entries.filter { $0.side == 0 }.map(\.value)
    guard let lowest = entries.first?.value, let highest = entries.last?.value, lowest < highest
    else { return .failure(.allEqual) }
    // Equal bounds would enclose no value.
    var bounds: [Double] = []
    for bin in 1..<bins {
      let bound = quantile(Double(bin) / Double(bins), ofSorted: before)
      if bound != bounds.last { bounds.append(bound) }
    }
    var table = [[Double]](repeating: Array(repeating: 0.5, count: bounds.count + 1), count: 2)
    var bin = 0
    for entry in entries {
      // A value on a bound belongs to the bin below.
      while bin < bounds.count, entry.value > bounds[bin] { bin += 1 }
      table[entry.side][bin] += 1
    }
    let totals = table.map { $0.reduce(0, +) }
    return .success(
      table[0].indices.reduce(0.0) { sum, bin in
        let (p, q) = (table[0][bin] / totals[0], table[1][bin] / totals[1])
        return sum + (q - p) * log(q / p)
      })
  }
}
