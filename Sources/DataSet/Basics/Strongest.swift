/// The reviews with the largest values so far, at most a fixed number.
///
/// Of equal values the review that stands first in the data set is kept, so that the order of additions does not matter.
struct Strongest: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    /// The number that is compared.
    let rank: Double
    let value: Double
    let number: Int32

    func precedes(_ other: Entry) -> Bool {
      rank != other.rank ? rank > other.rank : number < other.number
    }
  }

  private(set) var entries: [Entry] = []

  /// Adds a review if it is among the strongest.
  mutating func add(_ entry: Entry, limit: Int) {
    guard limit > 0 else { return }
    if entries.count == limit {
      guard let last = entries.last, entry.precedes(last) else { return }
      entries.removeLast()
    }
    var place = entries.count
    while place > 0, entry.precedes(entries[place - 1]) { place -= 1 }
    entries.insert(entry, at: place)
  }

  mutating func merge(_ other: Strongest, limit: Int) {
    for entry in other.entries { add(entry, limit: limit) }
  }
}

/// A review among the strongest of its kind, with its value.
public struct RankedReview: Hashable, Sendable {
  /// The review's place in the data set, from 0.
  public let number: Int
  /// The value by which it is ranked, such as the contribution of a word or the confidence of a prediction.
  public let value: Double

  /// Creates a ranked review.
  public init(number: Int, value: Double) {
    self.number = number
    self.value = value
  }

  init(_ entry: Strongest.Entry) {
    self.init(number: Int(entry.number), value: entry.value)
  }
}
