internal import LinearAlgebra

/// Counts the words of one data set, to compare it with another.
///
/// - Memory: 100 bytes per word, and its key. Nothing per review.
public struct WordCounts: Sendable {
  /// Reviews fall into this many groups, by number, so that the variation between reviews can be measured.
  static let groups = 20

  /// The number of reviews.
  public private(set) var reviews = 0
  /// The number of words in each group.
  private(set) var totals = [Int](repeating: 0, count: groups)
  private(set) var indices: [String: Int] = [:]
  /// The number of occurrences: words × groups.
  private(set) var counts: [Int32] = []
  /// The number of reviews with each word.
  private(set) var presence: [Int32] = []
  /// The 1-based number of the last review with each word.
  private var latest: [Int] = []

  /// Creates an empty collection.
  public init() {}

  /// The number of occurrences of all words.
  public var occurrences: Int { totals.reduce(0, +) }

  /// Adds a review.
  ///
  /// - Parameters:
  ///   - number: The review's place in the data set, from 0.
  ///   - words: The keys of its words.
  public mutating func add(_ number: Int, words: [String]) {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(number)))
    let group = random.below(Self.groups)
    reviews += 1
    totals[group] += words.count
    for word in words {
      let index = index(of: word)
      counts[index * Self.groups + group] += 1
      if latest[index] != reviews {
        latest[index] = reviews
        presence[index] += 1
      }
    }
  }

  /// Adds the reviews of another collection.
  public mutating func merge(_ other: WordCounts) {
    reviews += other.reviews
    for group in 0..<Self.groups { totals[group] += other.totals[group] }
    for (word, source) in other.indices {
      let target = index(of: word)
      presence[target] += other.presence[source]
      for group in 0..<Self.groups {
        counts[target * Self.groups + group] += other.counts[source * Self.groups + group]
      }
    }
  }

  /// Adds a review whose words have weights instead of one each, such as the magnitude of their contributions.
  ///
  /// The comparison is then of the words' shares of the summed weights.
  ///
  /// - Parameters:
  ///   - number: The review's place in the data set, from 0.
  ///   - words: The keys of its words with their weights, which are not negative.
  ///   - unit: The weight of one count; the rest of the division is lost.
  public mutating func add(_ number: Int, words: [(key: String, weight: Double)], unit: Double) {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(number)))
    let group = random.below(Self.groups)
    reviews += 1
    for (word, weight) in words {
      let index = index(of: word)
      let steps = (weight / unit).rounded()
      // A billion units leave room for as many again.
      let count = steps.isFinite ? Int32(max(0, min(1e9, steps))) : 0
      let place = index * Self.groups + group
      let (sum, overflow) = counts[place].addingReportingOverflow(count)
      if overflow { continue }
      counts[place] = sum
      totals[group] += Int(count)
      if latest[index] != reviews {
        latest[index] = reviews
        presence[index] += 1
      }
    }
  }

  private mutating func index(of word: String) -> Int {
    if let index = indices[word] { return index }
    indices[word] = presence.count
    presence.append(0)
    latest.append(0)
    counts += repeatElement(0, count: Self.groups)
    return presence.count - 1
  }

  /// Returns the number of occurrences of a word in some groups.
  func count(_ index: Int?, in groups: [Int]) -> Int {
    guard let index else { return 0 }
    return groups.reduce(0) { $0 + Int(counts[index * Self.groups + $1]) }
  }

  /// The groups with words.
  var filled: [Int] { totals.indices.filter { totals[$0] > 0 } }
}
