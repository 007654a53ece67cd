/// For each position of a review, the embedding rows and weights whose sum is its input.
///
/// Models with n-grams look up more rows than a text has words. The mean of all those rows equals the mean of one row per word,
/// if each n-gram's row is shared equally among its words: with N looked-up rows and T words that have at least one,
///
///     (1/N) Σ_f row_f = (1/T) Σ_t e_t  where  e_t = (T/N) Σ_{f ∋ t} row_f / |words of f|.
///
/// The attribution of position `t` thus combines the word's own rows and its share of each n-gram that contains it, and all
/// layers after the average remain those of the model.
public struct RowMixture: Hashable, Sendable {
  /// A row with its weight.
  public struct Part: Hashable, Sendable {
    /// The index of the row.
    public let row: Int
    /// The weight.
    public let weight: Double
  }

  /// All parts, ordered by position.
  private let parts: [Part]
  /// The start of each position's parts, followed by the end.
  private let starts: [Int]
  /// The number of looked-up rows, N.
  public let rowCount: Int
  /// The weight of a row that belongs to a single word, T/N.
  public let scale: Double

  /// Distributes n-grams among their words.
  ///
  /// - Parameters:
  ///   - own: The rows that belong to one position.
  ///   - shared: The rows that belong to several positions, with repetitions.
  public init(own: [[Int]], shared: [(row: Int, positions: ArraySlice<Int>)]) {
    var parts = own.map { $0.map { Part(row: $0, weight: 1) } }
    for (row, positions) in shared {
      let part = Part(row: row, weight: 1 / Double(positions.count))
      for position in positions { parts[position].append(part) }
    }
    rowCount = own.reduce(shared.count) { $0 + $1.count }
    scale = Double(parts.count { !$0.isEmpty }) / Double(max(1, rowCount))
    var starts = [0]
    for each in parts { starts.append(starts[starts.count - 1] + each.count) }
    self.starts = starts
    let scale = scale
    self.parts = parts.joined().map { Part(row: $0.row, weight: scale * $0.weight) }
  }

  /// The number of positions.
  public var positions: Int { starts.count - 1 }

  /// Returns the parts of a position.
  ///
  /// - Parameter position: A position.
  /// - Returns: Rows and weights; empty if the model ignores the word.
  public subscript(position: Int) -> ArraySlice<Part> {
    parts[starts[position]..<starts[position + 1]]
  }

  /// The mask of positions that have a row; nil if all do.
  public var mask: [Bool]? {
    let mask = (0..<positions).map { starts[$0] < starts[$0 + 1] }
    return mask.allSatisfy { $0 } ? nil : mask
  }

  /// One number per position; positions with the same row have equal numbers.
  public var kinds: [Int] {
    var first: [ArraySlice<Part>: Int] = [:]
    return (0..<positions).map { position in
      let parts = self[position]
      if let kind = first[parts] { return kind }
      first[parts] = position
      return position
    }
  }
}
