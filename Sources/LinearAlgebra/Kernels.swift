/// Returns the dot product `Σᵢ xᵢ yᵢ` of two rows.
///
/// Partial sums are kept in eight lanes and added at the end, always in that order: the result is the same on
/// every run. Swift never reorders a floating-point sum, so a plain loop would wait for each addition in turn.
/// `x * y` and `+` are two instructions; `addProduct` would call `fma` once per element on a processor without it.
///
/// - Parameters:
///   - x: A row in lanes of eight, its padding zero.
///   - y: A row with as many lanes as `x`.
/// - Returns: The dot product.
/// - Complexity: O(*n*) in the number of lanes, without allocation.
@inlinable @inline(__always)
public func dot(_ x: Span<SIMD8<Double>>, _ y: Span<SIMD8<Double>>) -> Double {
  precondition(x.count == y.count, "dot of \(x.count) lanes with \(y.count)")
  var sums = SIMD8<Double>.zero
  for lane in x.indices {
    sums += x[lane] * y[lane]
  }
  return sums.sum()
}

/// Adds a multiple of a row to a row of a table: `y ← y + a x`.
///
/// - Parameters:
///   - a: The factor.
///   - x: A row in lanes of eight.
///   - table: The table's lanes, of which as many as `x` has are modified.
///   - first: The first modified lane.
/// - Complexity: O(*n*) in the number of lanes, without allocation.
@inlinable
public func addScaled(
  _ a: Double, _ x: Span<SIMD8<Double>>, to table: inout MutableSpan<SIMD8<Double>>, from first: Int
) {
  precondition(first >= 0 && x.count <= table.count - first, "lanes beyond the table's end")
  for lane in x.indices {
    table[first + lane] += a * x[lane]
  }
}

/// Writes the product of a row and a table into a row of another table: `y ← x W`.
///
/// The sums stay in registers, one or two lanes at a time, and each runs over the rows of `W` in order.
///
/// - Parameters:
///   - x: A row in lanes of eight, its padding zero.
///   - weights: `W`, one row per number of `x`.
///   - table: The lanes of the other table, with rows as wide as those of `W`.
///   - first: The first lane to write.
/// - Complexity: O(rows · lanes), without allocation.
@inlinable
public func multiply(
  _ x: Span<SIMD8<Double>>, _ weights: Matrix, into table: inout MutableSpan<SIMD8<Double>>,
  from first: Int
) {
  let (width, rows) = (weights.lanesPerRow, weights.rows)
  precondition((rows + 7) / 8 == x.count, "\(x.count) lanes for \(rows) rows")
  precondition(first >= 0 && width <= table.count - first, "lanes beyond the table's end")
  let entries = weights.lanes.span
  for lane in stride(from: 0, to: width, by: 2) {
    let second = min(lane + 1, width - 1)
    var (sum, secondSum) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    for block in x.indices {
      let factors = x[block]
      for row in 8 * block..<min(8 * block + 8, rows) {
        let factor = factors[row & 7]
        sum += factor * entries[row * width + lane]
        secondSum += factor * entries[row * width + second]
      }
    }
    table[first + lane] = sum
    table[first + second] = secondSum
  }
}
