/// Adds up the contributions of words over all reviews.
///
/// The caller names words by a key, so spelling variants such as case are one word if their keys are equal. Sums are exact
/// (``ExactSum``), so parts of the data set yield the bits of the whole, in any order.
///
/// - Memory: About 200 bytes per word, 48 per word, predicted class and outcome that occur together, and 24 per listed review.
///   Nothing per review.
public struct WordImportance: Sendable {
  /// A word of a review.
  public struct Word: Hashable, Sendable {
    /// The key that spelling variants share.
    public let key: String
    /// Its attribution.
    public let contribution: Double

    /// Creates a word.
    public init(_ key: String, _ contribution: Double) {
      self.key = key
      self.contribution = contribution
    }
  }

  /// The number of classes.
  public let classes: Int
  /// The number of words of a review that count as its strongest.
  public let strongest: Int
  /// The number of reviews listed for each word.
  public let listed: Int
  /// The number of reviews.
  public private(set) var reviews = 0
  /// The number of occurrences of all words.
  public private(set) var occurrences = 0
  private var indices: [String: Int] = [:]
  private var records: [WordRecord] = []
  /// The 1-based number of the last review with each word, and the place of the word in that review.
  private var latest: [(review: Int, place: Int)] = []

  /// Creates an empty collection.
  ///
  /// - Parameters:
  ///   - classes: The number of classes.
  ///   - strongest: The number of words of a review that count as its strongest, by magnitude.
  ///   - listed: The number of reviews listed for each word.
  public init(classes: Int, strongest: Int = 5, listed: Int = 5) {
    self.classes = max(1, classes)
    self.strongest = strongest
    self.listed = listed
  }

  /// The number of different words.
  public var vocabulary: Int { records.count }

  /// Adds a review.
  ///
  /// The contributions of a word's occurrences in a review are added to one for its rank among the strongest and its place in
  /// the list of reviews. Of equal ones the word that comes first counts as stronger.
  ///
  /// - Parameters:
  ///   - review: The review, which counts as unlabelled without a label.
  ///   - words: Its words in order.
  /// - Complexity: O(words).
  public mutating func add(_ review: ClassifiedReview, words: [Word]) {
    reviews += 1
    occurrences += words.count
    let group = min(review.predicted, classes - 1) * 3 + WordOutcome(review.isRight).rawValue
    // The words of the review by index, in the order of their first occurrence.
    var own: [(index: Int, count: Int, sum: Double)] = []
    own.reserveCapacity(words.count)
    for word in words {
      let index = index(of: word.key)
      records[index].add(word.contribution, group: group)
      if latest[index].review == reviews {
        own[latest[index].place].count += 1
        own[latest[index].place].sum += word.contribution
      } else {
        latest[index] = (reviews, own.count)
        own.append((index, 1, word.contribution))
      }
    }
    var first = Strongest()
    for (place, word) in own.enumerated() {
      records[word.index].addReview(
        Int32(review.number), count: word.count, sum: word.sum, limit: listed)
      if !word.sum.isNaN {
        first.add(
          .init(rank: abs(word.sum), value: word.sum, number: Int32(place)), limit: strongest)
      }
    }
    for entry in first.entries { records[own[Int(entry.number)].index].timesStrongest += 1 }
  }

  /// Adds the reviews of another collection with the same classes and limits.
  public mutating func merge(_ other: WordImportance) {
    reviews += other.reviews
    occurrences += other.occurrences
    for (key, source) in other.indices {
      let index = index(of: key)
      records[index].merge(other.records[source], limit: listed)
    }
  }

  private mutating func index(of key: String) -> Int {
    if let index = indices[key] { return index }
    indices[key] = records.count
    records.append(WordRecord())
    latest.append((0, 0))
    return records.count - 1
  }

  /// Returns the numbers of one word.
  ///
  /// - Parameter key: The key.
  /// - Returns: The numbers; undecidable for a word that does not occur or has a contribution that is not a number.
  public func statistics(of key: String) -> Decided<WordStatistics> {
    guard let index = indices[key] else {
      return .failure(reviews == 0 ? .noReviews : .noOccurrence)
    }
    return records[index].statistics(key, self)
  }

  /// The order of words.
  public enum Order: Sendable {
    /// By the magnitude of the mean contribution.
    case mean
    /// By the magnitude of the summed contribution.
    case sum
    /// By the number of reviews in which a word is among the strongest.
    case strongest
    /// By the number of occurrences.
    case occurrences
  }

  /// Returns the words in an order, the largest first, and of equal ones by key.
  ///
  /// - Parameters:
  ///   - order: The order.
  ///   - minimum: The number of reviews in which a word must occur.
  ///   - limit: The maximum number of words.
  /// - Returns: The words; undecidable if none occurs in so many reviews. Words with a contribution that is not a number are
  ///   left out.
  public func words(
    by order: Order, minimum: Int = 1, limit: Int = .max
  ) -> Decided<[WordStatistics]> {
    guard reviews > 0 else { return .failure(.noReviews) }
    var ranked: [(rank: Double, key: String, index: Int)] = []
    for (key, index) in indices where records[index].reviews >= minimum {
      if let rank = records[index].rank(order) { ranked.append((rank, key, index)) }
    }
    ranked.sort { $0.rank != $1.rank ? $0.rank > $1.rank : $0.key < $1.key }
    let words = ranked.prefix(max(0, limit)).compactMap {
      records[$0.index].statistics($0.key, self).value
    }
    return words.isEmpty ? .failure(.noOccurrence) : .success(words)
  }
}
