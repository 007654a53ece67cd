import CLanes

/// Returns `Σⱼ max(floor, scaleᵢ uᵢⱼ + biasⱼ) readoutⱼ` as rows of a matrix join a sum of rows, or leave it, one by one:
/// `u₀` is the start, and `uᵢ₊₁ = uᵢ + sign · rows[order[i]]`.
///
/// This is the logit of a network with one rectified layer while words come and go. The loop is in C for the reason given at
/// `addLaneProduct`: the result is the same to the last bit on every machine. Studies compute hundreds of millions of
/// these numbers.
///
/// - Parameters:
///   - order: The rows that join or leave.
///   - rows: The rows.
///   - start: `u₀`, one row.
///   - sign: 1 or −1.
///   - scales: One factor more than rows in the order.
///   - bias: One row.
///   - floor: The lower bound; −∞ for none.
///   - readout: One row, in lanes of eight.
/// - Returns: One number per scale.
/// - Complexity: O(order · columns).
package func scannedSums(
  _ order: [Int], of rows: Matrix, from start: Matrix, sign: Double, scales: [Double],
  bias: Matrix, floor: Double, readout: [SIMD8<Double>]
) -> [Double] {
  let width = readout.count
  precondition(
    width > 0 && rows.lanesPerRow == width && start.lanes.count == width
      && bias.lanes.count == width && scales.count == order.count + 1
      && order.allSatisfy { (0..<rows.rows).contains($0) },
    "a scan beyond the ends of its tables")
  var units = start.lanes
  return unsafe [Double](unsafeUninitializedCapacity: scales.count) { sums, count in
    unsafe units.withUnsafeMutableBytes { units in
      unsafe rows.lanes.withUnsafeBytes { rows in
        unsafe bias.lanes.withUnsafeBytes { bias in
          unsafe readout.withUnsafeBytes { readout in
            unsafe lanes_scan(
              sums.baseAddress, units.baseAddress?.assumingMemoryBound(to: Double.self), width,
              rows.baseAddress?.assumingMemoryBound(to: Double.self), order, order.count, sign,
              scales, bias.baseAddress?.assumingMemoryBound(to: Double.self), floor,
              readout.baseAddress?.assumingMemoryBound(to: Double.self))
          }
        }
      }
    }
    count = scales.count
  }
}

/// Replaces each number `z` by its logistic function, identical to ``sigmoid(_:)`` to the last bit.
///
/// - Parameter values: The numbers; NaN remains NaN.
package func applySigmoid(to values: inout [Double]) {
  unsafe values.withUnsafeMutableBufferPointer {
    unsafe lanes_logistic($0.baseAddress, $0.count)
  }
}
