import CLanes

/// Adds a product: `C ← C + A B`.
///
/// The loop is in C, which can be compiled for several processors in one binary: with AVX-512 a convolution trains in less
/// than half the time. Each entry is summed in the order of the terms, one multiplication and one addition at a time: the
/// result is the same to the last bit on every machine.
///
/// - Parameters:
///   - shape: The number of rows of C, and the number of lanes per row of C and of B.
///   - terms: The rows of B to add, in their order.
///   - c: The offset of the first row of C and the stride between rows, in lanes.
///   - table: The lanes of C.
///   - a: The offset of the first factor and its strides between rows of C and between rows of B, in numbers.
///   - factors: The lanes of A.
///   - b: The lanes of B, with consecutive rows.
/// - Complexity: O(rows · terms · lanes), without allocation.
package func addLaneProduct(
  _ shape: (rows: Int, lanes: Int), terms: LaneTerms, c: (first: Int, row: Int),
  to table: inout MutableSpan<SIMD8<Double>>, a: (first: Int, row: Int, term: Int),
  of factors: Span<SIMD8<Double>>, b: Span<SIMD8<Double>>
) {
  guard shape.rows > 0, shape.lanes > 0, terms.count > 0 else { return }
  let (lastRow, lastTerm) = (shape.rows - 1, terms.last)
  precondition(
    min(c.first, c.row, a.first, a.row, a.term, terms.first) >= 0
      && c.first + lastRow * c.row + shape.lanes <= table.count
      && a.first + lastRow * a.row + lastTerm * a.term < 8 * factors.count
      && (lastTerm + 1) * shape.lanes <= b.count,
    "a product beyond the ends of its tables")
  unsafe table.withUnsafeMutableBytes { table in
    unsafe factors.withUnsafeBytes { factors in
      unsafe b.withUnsafeBytes { b in
        let sums = unsafe table.baseAddress.map { unsafe $0.assumingMemoryBound(to: Double.self) }
        let left = unsafe factors.baseAddress.map { unsafe $0.assumingMemoryBound(to: Double.self) }
        let right = unsafe b.baseAddress.map { unsafe $0.assumingMemoryBound(to: Double.self) }
        guard let sums = unsafe sums, let left = unsafe left, let right = unsafe right else {
          return
        }
        switch terms {
        case .all(let count):
          unsafe lanes_add_product(
            sums + 8 * c.first, 8 * c.row, shape.rows, shape.lanes, left + a.first, a.row, a.term,
            right, nil, count)
        case .chosen(let chosen):
          unsafe chosen.withUnsafeBufferPointer { chosen in
            unsafe lanes_add_product(
              sums + 8 * c.first, 8 * c.row, shape.rows, shape.lanes, left + a.first, a.row,
              a.term, right, chosen.baseAddress, chosen.count)
          }
        }
      }
    }
  }
}

/// The rows of B in a product.
package enum LaneTerms {
  /// The first rows, up to this number.
  case all(Int)
  /// Some of them, in ascending order.
  case chosen([Int])

  fileprivate var count: Int {
    switch self {
    case .all(let count): count
    case .chosen(let chosen): chosen.count
    }
  }
  fileprivate var first: Int {
    switch self {
    case .all: 0
    case .chosen(let chosen): chosen[0]
    }
  }
  fileprivate var last: Int {
    switch self {
    case .all(let count): count - 1
    case .chosen(let chosen): chosen[chosen.count - 1]
    }
  }
}
