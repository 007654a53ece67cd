/// Adds a multiple of a row to a row of a table: `y ← y + a x`.
///
/// - Parameters:
///   - a: The factor.
///   - x: A row in lanes of eight.
///   - table: The table's lanes, of which as many as `x` has are changed.
///   - first: The first lane that is changed.
/// - Complexity: O(*n*) in the number of lanes, without allocation.
func addScaled(
  _ a: Double, _ x: Span<SIMD8<Double>>, to table: inout MutableSpan<SIMD8<Double>>, from first: Int
) {
  precondition(first >= 0 && x.count <= table.count - first, "lanes beyond the table's end")
  for lane in x.indices {
    table[first + lane] += a * x[lane]
  }
}
