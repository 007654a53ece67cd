import LinearAlgebra

/// The maxima over the windows of coalitions: a convolution and maximum pooling, both of which ignore masks.
///
/// The product of every row with each part `Wₖ` of the kernel is computed once. Where a position joins or leaves, only the
/// windows that contain it are added up again. An activation that never decreases is applied to the maxima alone.
///
/// - Complexity: O(size² · filters + size · filters · log L) for each position that joins or leaves.
struct WindowMaxima: CoalitionPooling {
  private let convolution: Conv1D
  private let mask: [Bool]?
  /// For each part of the kernel, its products with the rows of all positions and with the replacement.
  private let products: [Matrix]
  private let isReplaced: Bool
  /// The number of rows of a window before and after the one at which it stands.
  private let reach: (before: Int, after: Int)

  /// Prepares the rows of a review.
  ///
  /// Nil if windows are not one row apart, if the activation may decrease, or if missing positions are masked, which has no
  /// effect on a convolution.
  init?(_ convolution: Conv1D, _ choice: RowChoice) {
    guard convolution.stride == 1, convolution.activation.isMonotone,
      choice.missing != nil || choice.mask == nil
    else { return nil }
    let depth = choice.rows.columns
    var rows = choice.rows
    if let missing = choice.missing {
      rows = Matrix(rows: choice.rows.rows + 1, columns: depth)
      for row in 0..<choice.rows.rows { rows.setRow(row, to: choice.rows, row: row) }
      rows.setRow(choice.rows.rows, to: missing, row: 0)
    }
    products = (0..<convolution.kernelSize).map { part in
      var product = Matrix(rows: rows.rows, columns: convolution.filters)
      product.addProduct(
        rows, convolution.kernel.rows(Array(part * depth..<(part + 1) * depth)))
      return product
    }
    self.convolution = convolution
    mask = choice.mask
    isReplaced = choice.missing != nil
    let size = convolution.kernelSize
    let before =
      switch convolution.padding {
      case .valid: 0
      case .same: (size - 1) / 2
      case .causal: size - 1
      }
    reach = (before, size - 1 - before)
  }

  func pooled(_ sets: PositionSets) -> Matrix {
    let width = products[0].lanesPerRow
    var maxima = ChangingMaxima(rows: sets.length, width: width)
    var result = Matrix(rows: sets.count, columns: convolution.filters)
    var isWindow = [Bool](repeating: false, count: sets.length)
    var windows = 0
    var isEmpty: [Int] = []
    for set in 0..<sets.count {
      maxima.replace(changedWindows(set, sets)) { position, table, first in
        let exists = write(position, set, sets, &table, first)
        windows += (exists ? 1 : 0) - (isWindow[position] ? 1 : 0)
        isWindow[position] = exists
      }
      if windows > 0 { maxima.copy(to: set, of: &result) } else { isEmpty.append(set) }
    }
    result = convolution.activation(result)
    // Without a window, maximum pooling returns zero.
    for set in isEmpty {
      for lane in result.lanes(ofRow: set) { result.lanes[lane] = .zero }
    }
    return result
  }

  /// Returns the positions of the windows that differ from those of the set before, whether they exist or not.
  ///
  /// A window stands at a position that is kept, and reads its neighbours among those.
  private func changedWindows(_ set: Int, _ sets: PositionSets) -> [Int] {
    let changes = sets.changes(before: set)
    guard changes.count * convolution.kernelSize < sets.length else {
      return Array(0..<sets.length)
    }
    var isChanged = Set<Int>(changes)
    for position in changes {
      forEachKept(from: position, step: 1, reach.before, set, sets) { isChanged.insert($0) }
      forEachKept(from: position, step: -1, reach.after, set, sets) { isChanged.insert($0) }
    }
    return Array(isChanged)
  }

  /// Calls a closure with the next kept positions in one direction, and returns their number.
  @discardableResult
  @inline(__always)
  private func forEachKept(
    from position: Int, step: Int, _ count: Int, _ set: Int, _ sets: PositionSets,
    _ body: (Int) -> Void
  ) -> Int {
    var (place, found) = (position + step, 0)
    while found < count, place >= 0, place < sets.length {
      if isReplaced || sets.contains(place, in: set) {
        body(place)
        found += 1
      }
      place += step
    }
    return found
  }

  /// Adds up the window at a position, and returns whether it exists.
  private func write(
    _ position: Int, _ set: Int, _ sets: PositionSets, _ table: inout MutableSpan<SIMD8<Double>>,
    _ first: Int
  ) -> Bool {
    let width = products[0].lanesPerRow
    var read: [(part: Int, row: Int)] = []
    func row(_ place: Int) -> Int { sets.contains(place, in: set) ? place : sets.length }
    var exists = isReplaced || sets.contains(position, in: set)
    if exists {
      var part = reach.before
      forEachKept(from: position, step: -1, reach.before, set, sets) { place in
        part -= 1
        read.append((part, row(place)))
      }
      read.reverse()
      read.append((reach.before, row(position)))
      part = reach.before
      let after = forEachKept(from: position, step: 1, reach.after, set, sets) { place in
        part += 1
        read.append((part, row(place)))
      }
      exists = convolution.padding != .valid || after == reach.after
    }
    guard exists else {
      for lane in 0..<width { table[first + lane] = SIMD8(repeating: -.infinity) }
      return false
    }
    for lane in 0..<width { table[first + lane] = convolution.bias?.lanes[lane] ?? .zero }
    for (part, row) in read {
      let rows = products[part].lanes
      for lane in 0..<width { table[first + lane] += rows[row * width + lane] }
    }
    return true
  }
}

extension Activation {
  /// Whether larger numbers never have smaller values, so that the activation of a maximum is that of its largest number.
  fileprivate var isMonotone: Bool {
    switch self {
    case .elu, .leakyReLU, .linear, .relu, .selu, .sigmoid, .softplus, .tanh: true
    case .gelu, .silu, .softmax: false
    }
  }
}
