import Classifier
import LinearAlgebra
import Testing

/// The forward pass for many coalitions of one review, against a separate pass for each.
struct CoalitionTests {
  private static let shortcuts = [
    "maximum", "convolution, same", "convolution, even", "convolution, valid",
    "convolution, causal", "attention", "sharp attention", "average", "lstm", "lstm, backwards",
    "gru", "lstm of 11 units", "lstm of 20 units",
  ]

  /// The ways in which a missing position is treated: its row is replaced, or it is masked or removed.
  private static let removals = ["replaced", "removed", "replaced beside padding", "masked"]

  private static func table(_ rows: Int, _ columns: Int, _ seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    return Matrix(
      rows: rows, columns: columns, (0..<rows * columns).map { _ in random.normal() })
  }

  private static func convolution(_ size: Int, _ padding: Conv1D.Padding) -> [any Layer] {
    [
      Conv1D(
        kernel: table(5 * size, 9, 1), bias: table(1, 9, 2), kernelSize: size, padding: padding,
        activation: .relu), Dropout(rate: 0.5), GlobalMaxPooling1D(),
    ]
  }

  private static func lstm(_ units: Int, backwards: Bool = false) -> [any Layer] {
    [
      LSTM(
        cell: LSTMCell(
          kernel: table(5, 4 * units, 1), recurrentKernel: table(units, 4 * units, 2),
          bias: table(1, 4 * units, 3)), goesBackwards: backwards)
    ]
  }

  /// Layers that reduce rows of five columns to one.
  private static func pooling(_ name: String) -> [any Layer] {
    switch name {
    case "maximum": [GlobalMaxPooling1D()]
    case "convolution, same": convolution(3, .same)
    case "convolution, even": convolution(4, .same)
    case "convolution, valid": convolution(3, .valid)
    case "convolution, causal": convolution(3, .causal)
    case "attention": [AttentionPooling(query: table(5, 1, 1))]
    case "sharp attention": [AttentionPooling(query: 400 * table(5, 1, 1))]
    case "average":
      [
        Dense(
          name: "first", kernel: table(5, 5, 1), bias: table(1, 5, 2), activation: .gelu),
        GlobalAveragePooling1D(),
      ]
    case "lstm": lstm(8)
    case "lstm, backwards": lstm(3, backwards: true)
    case "gru":
      [
        GRU(
          cell: GRUCell(
            kernel: table(5, 12, 1), recurrentKernel: table(4, 12, 2), bias: table(2, 12, 3)))
      ]
    case "lstm of 20 units": lstm(20)
    default: lstm(11)
    }
  }

  private static func sequential(_ name: String) throws -> Sequential {
    let layers = pooling(name)
    var columns = 5
    for layer in layers {
      columns = layer.outputShape(of: Shape(rows: nil, columns: columns))?.columns ?? columns
    }
    return try Sequential(
      embedding: Embedding(table: table(2, 5, 9)),
      layers: layers + [
        Dense(
          name: "last", kernel: table(columns, 2, 7), bias: table(1, 2, 8), activation: .softmax)
      ])
  }

  /// Random coalitions among neighbours that differ little, and those with every and with no position.
  private static func coalitions(length: Int, seed: UInt64) -> [[Bool]] {
    var random = SplitMix64(seed: seed)
    var coalition = [Bool](repeating: true, count: length)
    var all = [coalition]
    for step in 0..<60 {
      if step % 10 == 0 {
        coalition = coalition.map { _ in random.below(3) == 0 }
      } else {
        coalition[random.below(length)].toggle()
      }
      all.append(coalition)
    }
    return all + [coalition.map { _ in false }, coalition.map { _ in true }]
  }

  @Test(arguments: shortcuts, removals)
  func `the logits of many coalitions are those of one pass for each`(
    name: String, removal: String
  ) throws {
    let sequential = try Self.sequential(name)
    let length = 19
    let rows = Self.table(length, 5, 4)
    let other = Self.table(1, 5, 5)
    let isReplaced = removal.hasPrefix("replaced")
    let mask =
      removal == "replaced" || removal == "removed"
      ? nil : (0..<length).map { $0 != 4 && $0 < 15 }
    guard
      let pass = CoalitionPass(
        sequential.logitLayers, rows: rows, mask: mask, missing: isReplaced ? other : nil)
    else {
      // A maximum and a convolution ignore masks, so that nothing is missing.
      #expect(removal == "masked" && (name == "maximum" || name.hasPrefix("convolution")))
      return
    }
    let coalitions = Self.coalitions(length: length, seed: 3)
    var sets = PositionSets(length: length)
    for coalition in coalitions {
      var set = PositionSet(length: length)
      for position in coalition.indices where coalition[position] { set.insert(position) }
      sets.append(set)
    }
    let logits = pass.logits(sets)
    let sampled = try #require(
      CoalitionPass(
        sequential.logitLayers, rows: rows, mask: mask, missing: isReplaced ? other : nil,
        isSampled: true))
    #expect(pass.isExact && sampled.isExact == !name.hasPrefix("lstm"))
    let near = sampled.logits(sets)
    let tolerance = sampled.isExact ? 1e-12 : 1e-5
    for (index, coalition) in coalitions.enumerated() {
      let kept = coalition.indices.filter { coalition[$0] }
      let expected: Matrix
      if isReplaced {
        var input = rows
        for position in coalition.indices where !coalition[position] {
          input.setRow(position, to: other, row: 0)
        }
        expected = sequential.logits(at: input, mask: mask)
      } else if let mask {
        let remaining = zip(mask, coalition).map { $0 && $1 }
        guard remaining.contains(true) else { continue }
        expected = sequential.logits(at: rows, mask: remaining)
      } else {
        guard !kept.isEmpty else { continue }
        var input = Matrix(rows: kept.count, columns: 5)
        for (row, position) in kept.enumerated() {
          input.setRow(row, to: rows, row: position)
        }
        expected = sequential.logits(at: input)
      }
      let scale = max(1, expected.elements.map(abs).max() ?? 0)
      for label in 0..<2 {
        #expect(abs(logits[index, label] - expected[0, label]) < 1e-12 * scale)
        #expect(abs(near[index, label] - expected[0, label]) < tolerance * scale)
      }
    }
  }

  @Test(arguments: ["lstm", "gru", "lstm of 11 units"])
  func `a state that is reached with others is the one reached alone, to the last bit`(
    name: String
  ) throws {
    let sequential = try Self.sequential(name)
    let rows = Self.table(19, 5, 4)
    let other = Self.table(1, 5, 5)
    let pass = try #require(
      CoalitionPass(sequential.logitLayers, rows: rows, mask: nil, missing: other))
    var sets = PositionSets(length: 19)
    var set = PositionSet(length: 19)
    sets.append(set)
    for position in [3, 0, 18, 7] {
      set.insert(position)
      sets.append(set)
    }
    let logits = pass.logits(sets)
    var input = rows
    for position in 0..<19 where ![3, 0, 18, 7].contains(position) {
      input.setRow(position, to: other, row: 0)
    }
    #expect(logits.row(4) == sequential.logits(at: input).row(0))
  }

  @Test func `layers without a shortcut are said to have none`() throws {
    let gru = GRU(
      cell: GRUCell(
        kernel: Self.table(5, 12, 1), recurrentKernel: Self.table(4, 12, 2),
        bias: Self.table(2, 12, 3)), returnsSequences: true)
    let rows = Self.table(19, 5, 4)
    let end = Dense(
      kernel: Self.table(4, 1, 7), bias: Self.table(1, 1, 8), activation: .linear)
    let strided = Conv1D(
      kernel: Self.table(15, 4, 1), bias: nil, kernelSize: 3, stride: 2, activation: .relu)
    let bent = Conv1D(
      kernel: Self.table(15, 4, 1), bias: nil, kernelSize: 3, activation: .gelu)
    for layers: [any Layer] in [
      [gru, GlobalMaxPooling1D(), end], [strided, GlobalMaxPooling1D(), end],
      [bent, GlobalMaxPooling1D(), end], [bent, GlobalAveragePooling1D(), end],
    ] {
      #expect(CoalitionPass(layers, rows: rows, mask: nil, missing: nil) == nil)
    }
  }
}
