/// For each position of a review, which rows of an embedding its own row is added up from, and how much of each.
///
/// Models that read n-grams look up more rows than a text has words. An average of all those rows is an average of one row
/// a word, in which each n-gram's row is shared evenly among its words: with N looked-up rows and T words that have any,
///
///     (1/N) Σ_f row_f = (1/T) Σ_t e_t  where  e_t = (T/N) Σ_{f ∋ t} row_f / |words of f|.
///
/// So an attribution of the position `t` is the word's own rows' and its part of each n-gram that it belongs to, taken
/// together, and everything behind the average is what the model itself computes.
public struct RowMixture: Hashable, Sendable {
  /// A row and how much of it.
  public struct Part: Hashable, Sendable {
    /// The number of the row.
    public let row: Int
    /// What it is multiplied by.
    public let weight: Double
  }

  /// All parts, position by position.
  private let parts: [Part]
  /// Where the parts of each position begin, and the end.
  private let starts: [Int]
  /// The number of looked-up rows, N.
  public let rowCount: Int
  /// What a row that belongs to one word is multiplied by, T/N.
  public let scale: Double

  /// Folds n-grams on their words.
  ///
  /// - Parameters:
  ///   - own: The rows that belong to each position alone.
  ///   - shared: The rows that belong to several positions, each of them as often as it stands there.
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

  /// What a position's row is made of.
  ///
  /// - Parameter position: A position.
  /// - Returns: Rows and weights; none where the model does not see what stands there.
  public subscript(position: Int) -> ArraySlice<Part> {
    parts[starts[position]..<starts[position + 1]]
  }

  /// Which positions count: those with a row; nil when all do.
  public var mask: [Bool]? {
    let mask = (0..<positions).map { starts[$0] < starts[$0 + 1] }
    return mask.allSatisfy(\.self) ? nil : mask
  }

  /// For each position a number that is equal where two positions have the same row.
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
