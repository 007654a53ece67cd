/// Finds reviews with equal or nearly equal texts, in one collection or between two.
///
/// Texts are compared by the Jaccard similarity of their shingles, runs of consecutive words. Signatures only propose pairs
/// (locality-sensitive hashing in 16 bands of 4); each pair is verified on its words. A pair with a similarity of 0.8 is proposed with a
/// probability of 0.9998, one of 0.6 with 0.89.
///
/// - Memory: 152 bytes per review: 64 positions of 16 bits and the hash of the text. Twice as many positions would propose
///   pairs of 0.6 as surely, which are not near duplicates.
/// - Source: Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, 2020, chapter 3.
public struct NearDuplicates: Sendable {
  private struct Row {
    let reference: ReviewReference
    let label: Int32
    let count: Int32
    let whole: UInt64
  }

  /// The number of words in a shingle.
  public let shingle: Int
  /// The number of reviews without a word, which are not compared.
  public private(set) var wordless = 0
  private var rows: [Row] = []
  private var signatures: [UInt16] = []
  /// The number of positions in a band; 16 bits each make a key of 64.
  private static let band = 4
  /// The number of earlier reviews of a bucket that each review is compared with.
  private static let partners = 16

  /// Creates an empty collection.
  ///
  /// - Parameter shingle: The number of words in a shingle.
  public init(shingle: Int = 3) {
    self.shingle = max(1, shingle)
  }

  /// Adds a review.
  ///
  /// - Parameters:
  ///   - reference: The review.
  ///   - label: The label's class.
  ///   - words: Its words in order, with spelling variants as one.
  /// - Complexity: O(words).
  public mutating func add(_ reference: ReviewReference, label: Int?, words: [String]) {
    guard !words.isEmpty else {
      wordless += 1
      return
    }
    let sketch = TextSketch(words, shingle: shingle)
    rows.append(
      Row(
        reference: reference, label: label.map { Int32(clamping: $0) } ?? -1,
        count: Int32(clamping: words.count), whole: sketch.whole))
    signatures += sketch.signature
  }

  /// Adds the reviews of another collection with the same shingles.
  public mutating func merge(_ other: NearDuplicates) {
    wordless += other.wordless
    rows += other.rows
    signatures += other.signatures
  }

  /// Returns the groups of equal and nearly equal reviews, which do not depend on the order in which reviews were added.
  ///
  /// - Parameters:
  ///   - threshold: The similarity from which two reviews are near duplicates.
  ///   - words: Returns the words of a review again; nil if it cannot, and the review then joins no group. It is called for
  ///     proposed pairs only.
  /// - Returns: The groups by their first review; undecidable with fewer than two reviews.
  /// - Complexity: O(reviews · log reviews) for texts that mostly differ.
  public func groups(
    threshold: Double = 0.8, words: (ReviewReference) -> [String]?
  ) -> Decided<[DuplicateGroup]> {
    guard rows.count > 1 else {
      return .failure(rows.isEmpty ? .noReviews : .tooFew(1, needed: 2))
    }
    let order = rows.indices.sorted { rows[$0].reference < rows[$1].reference }
    var clusters = Clusters(order.map { rows[$0].reference })
    let distinct = joinEqual(order, &clusters, words)
    joinSimilar(distinct, order, &clusters, threshold: threshold, words)
    return .success(
      clusters.groups.map { places, similarity in
        DuplicateGroup(
          members: places.map { place in
            let row = rows[order[place]]
            return DuplicateGroup.Member(
              reference: row.reference, label: row.label < 0 ? nil : Int(row.label))
          }, similarity: similarity)
      })
  }

  /// Joins equal texts; returns the places of the texts that differ, one for each.
  private func joinEqual(
    _ order: [Int], _ clusters: inout Clusters, _ words: (ReviewReference) -> [String]?
  ) -> [Int] {
    var first: [UInt64: Int] = [:]
    return order.indices.filter { place in
      let row = rows[order[place]]
      guard let earlier = first[row.whole] else {
        first[row.whole] = place
        return true
      }
      let other = rows[order[earlier]]
      guard row.count == other.count, let own = words(row.reference),
        own == words(other.reference)
      else { return true }
      clusters.join(earlier, place, similarity: 1)
      return false
    }
  }

  private func joinSimilar(
    _ distinct: [Int], _ order: [Int], _ clusters: inout Clusters, threshold: Double,
    _ words: (ReviewReference) -> [String]?
  ) {
    var compared: Set<Pair> = []
    for band in 0..<TextSketch.size / Self.band {
      let keyed = distinct.map { place -> (key: UInt64, place: Int) in
        let start = order[place] * TextSketch.size + band * Self.band
        return (signatures[start..<start + Self.band].reduce(0) { $0 << 16 | UInt64($1) }, place)
      }.sorted { ($0.key, $0.place) < ($1.key, $1.place) }
      var start = 0
      for end in keyed.indices {
        if keyed[end].key != keyed[start].key { start = end }
        // A boilerplate text fills a bucket, whose reviews would all be compared with each other.
        for other in max(start, end - Self.partners)..<end {
          let pair = Pair(one: keyed[other].place, other: keyed[end].place)
          guard clusters.areApart(pair.one, pair.other),
            agreement(order[pair.one], order[pair.other]) >= threshold - 0.2,
            compared.insert(pair).inserted, let own = words(rows[order[pair.one]].reference),
            let others = words(rows[order[pair.other]].reference)
          else { continue }
          let similarity = TextSketch.similarity(own, others, shingle: shingle)
          if similarity >= threshold {
            clusters.join(pair.one, pair.other, similarity: similarity)
          }
        }
      }
    }
  }

  private struct Pair: Hashable {
    let one: Int
    let other: Int
  }

  /// The share of positions in which two signatures agree: an estimate of the similarity with a standard error of at most 1/16.
  private func agreement(_ one: Int, _ other: Int) -> Double {
    var equal = 0
    for position in 0..<TextSketch.size
    where signatures[one * TextSketch.size + position]
      == signatures[
        other * TextSketch.size + position]
    {
      equal += 1
    }
    return Double(equal) / Double(TextSketch.size)
  }
}

/// Places joined to groups (union–find with path halving).
private struct Clusters {
  private var parents: [Int]
  private var similarities: [Double]

  init(_ references: [ReviewReference]) {
    parents = Array(references.indices)
    similarities = Array(repeating: 1, count: references.count)
  }

  private mutating func root(_ place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }

  mutating func areApart(_ one: Int, _ other: Int) -> Bool { root(one) != root(other) }

  mutating func join(_ one: Int, _ other: Int, similarity: Double) {
    let (first, second) = (min(root(one), root(other)), max(root(one), root(other)))
    similarities[first] = min(similarity, similarities[first], similarities[second])
    parents[second] = first
  }

  /// The groups of more than one place, by the first, with the lowest similarity that joined them.
  var groups: [(places: [Int], similarity: Double)] {
    var copy = self
    var members: [Int: [Int]] = [:]
    for place in parents.indices { members[copy.root(place), default: []].append(place) }
    return members.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
      ($0.value, similarities[$0.key])
    }
  }
}
