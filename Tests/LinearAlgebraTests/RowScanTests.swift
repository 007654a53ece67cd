import LinearAlgebra
import Testing

/// The loops in C against the plain ones.
struct RowScanTests {
  private func row(_ columns: Int, _ random: inout SplitMix64) -> Matrix {
    Matrix(rows: 1, columns: columns, (0..<columns).map { _ in random.normal() })
  }

  /// Eight, sixteen and more columns take different paths; so do orders that do not fill a lane.
  @Test(
    arguments: [(3, 1), (8, 7), (16, 8), (16, 21), (24, 9), (40, 16)],
    [0.0, -.infinity])
  func `each sum of a scan is that of a plain loop, bit by bit`(
    shape: (columns: Int, rows: Int), floor: Double
  ) {
    var random = SplitMix64(seed: 3)
    let rows = Matrix((0..<shape.rows).map { _ in row(shape.columns, &random).row(0) })
    let (start, bias, readout) = (
      row(shape.columns, &random), row(shape.columns, &random), row(shape.columns, &random)
    )
    var order = Array(0..<shape.rows)
    random.shuffle(&order)
    let scales = (0...order.count).map { _ in random.uniform() }
    for sign in [1.0, -1] {
      var units = start.lanes
      var expected: [Double] = []
      for step in 0...order.count {
        var sum = SIMD8<Double>.zero
        for lane in units.indices {
          if step > 0 {
            units[lane] += sign * rows.lanes[order[step - 1] * rows.lanesPerRow + lane]
          }
          let unit = scales[step] * units[lane] + bias.lanes[lane]
          let lowest = SIMD8<Double>(repeating: floor)
          sum += unit.replacing(with: lowest, where: unit .< lowest) * readout.lanes[lane]
        }
        expected.append(sum.sum())
      }
      let sums = scannedSums(
        order, of: rows, from: start, sign: sign, scales: scales, bias: bias, floor: floor,
        readout: readout.lanes)
      #expect(sums.map(\.bitPattern) == expected.map(\.bitPattern))
    }
  }

  @Test func `a scan of no rows has the sum of its start`() {
    let (start, ones) = (Matrix([[1, -2]]), Matrix([[1, 1]]))
    let sums = scannedSums(
      [], of: Matrix(rows: 0, columns: 2), from: start, sign: 1, scales: [2],
      bias: Matrix(rows: 1, columns: 2), floor: 0, readout: ones.lanes)
    #expect(sums == [2])
  }

  @Test func `the sigmoids of a list are those of its numbers, bit by bit`() {
    var random = SplitMix64(seed: 5)
    let drawn = (0..<4001).map { number in
      (2 * random.uniform() - 1) * [0.001, 0.7, 5, 40, 800][number % 5]
    }
    let special = [0, -0.0, 1e-300, 709.8, -745.13, 745.13, -745.2, -746.5, .infinity, -.infinity]
    let numbers = drawn + special
    var values = numbers
    applySigmoid(to: &values)
    #expect(values.map(\.bitPattern) == numbers.map { sigmoid($0).bitPattern })
    var missing = [Double.nan]
    applySigmoid(to: &missing)
    #expect(missing[0].isNaN)
  }
}
