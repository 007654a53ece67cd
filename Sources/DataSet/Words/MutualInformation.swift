internal import LinearAlgebra

/// Counts the reviews of each class that contain a word, and measures how much the word tells about the label.
///
/// A "word" is any property of a review that is there or not: a token, a punctuation mark, a range of lengths, a folder's name.
///
/// - Memory: 8 bytes per word and class, and its key. Nothing per review.
public struct MutualInformation: Sendable {
  /// The number of labelled reviews of each class.
  public private(set) var labels: [Int]
  private var indices: [String: Int] = [:]
  /// Words × classes.
  private var counts: [Int] = []

  /// Creates an empty collection.
  ///
  /// - Parameter classes: The number of classes.
  public init(classes: Int) {
    labels = Array(repeating: 0, count: max(0, classes))
  }

  /// The number of labelled reviews.
  public var reviews: Int { labels.reduce(0, +) }

  /// Adds a review; one with a label out of range is ignored.
  ///
  /// - Parameters:
  ///   - label: The label's class.
  ///   - words: The keys of its words; a repeated key counts once.
  public mutating func add(label: Int, words: Set<String>) {
    guard labels.indices ~= label else { return }
    labels[label] += 1
    for word in words { counts[index(of: word) * labels.count + label] += 1 }
  }

  /// Adds the reviews of another collection with the same classes; others are ignored.
  public mutating func merge(_ other: MutualInformation) {
    guard other.labels.count == labels.count else { return }
    for label in labels.indices { labels[label] += other.labels[label] }
    for (word, source) in other.indices {
      let target = index(of: word)
      for label in labels.indices {
        counts[target * labels.count + label] += other.counts[source * labels.count + label]
      }
    }
  }

  private mutating func index(of word: String) -> Int {
    if let index = indices[word] { return index }
    indices[word] = indices.count
    counts += repeatElement(0, count: labels.count)
    return indices.count - 1
  }

  /// Returns what each word tells about the label, the most informative word first, and of equal ones by key.
  ///
  /// - Parameter minimum: The number of reviews in which a word must occur, and be missing.
  /// - Returns: The words; undecidable if all reviews have one label, or no word can be tested.
  public func words(minimum: Int = 5) -> Decided<[WordInformation]> {
    let total = reviews
    guard total > 0 else { return .failure(.noLabels) }
    guard labels.count(where: { $0 > 0 }) > 1 else { return .failure(.oneClass) }
    // Sorted by key, so that the order of additions has no influence, not even on ties.
    let tested = indices.sorted { $0.key < $1.key }.compactMap { key, index -> (String, [Int])? in
      let own = Array(counts[index * labels.count..<(index + 1) * labels.count])
      let present = own.reduce(0, +)
      return present >= max(1, minimum) && total - present >= max(1, minimum) ? (key, own) : nil
    }
    guard !tested.isEmpty else { return .failure(.noOccurrence) }
    let classes = labels.count { $0 > 0 }
    let entropy = -labels.filter { $0 > 0 }.reduce(0.0) {
      let share = Double($1) / Double(total)
      return $0 + share * log(share)
    }
    let information = tested.map { Self.information($0.1, labels) }
    let pValues = information.map {
      Distributions.chiSquareTail(2 * Double(total) * $0, degrees: classes - 1)
    }
    let adjusted = FalseDiscovery.adjusted(pValues)
    return .success(
      tested.indices.map { index in
        WordInformation(
          key: tested[index].0, counts: tested[index].1, labels: labels,
          information: information[index], share: information[index] / entropy,
          p: pValues[index], adjusted: adjusted[index])
      }.sorted {
        $0.information != $1.information ? $0.information > $1.information : $0.key < $1.key
      })
  }

  /// Returns the mutual information of a word and the label in nats, `Σ p(w, l) ln(p(w, l) / (p(w) p(l)))`.
  ///
  /// - Parameters:
  ///   - present: The number of reviews of each class with the word.
  ///   - labels: The number of reviews of each class.
  /// - Returns: From 0 to the entropy of the label.
  static func information(_ present: [Int], _ labels: [Int]) -> Double {
    let total = Double(labels.reduce(0, +))
    let with = Double(present.reduce(0, +))
    var sum = 0.0
    for (count, label) in zip(present, labels) {
      for (cell, row) in [(Double(count), with), (Double(label - count), total - with)]
      where cell > 0 {
        sum += cell / total * log(cell * total / (row * Double(label)))
      }
    }
    return max(0, sum)
  }
}

/// The information of a word about the label.
public struct WordInformation: Hashable, Sendable {
  /// The word's key.
  public let key: String
  /// The number of reviews of each class with the word.
  public let counts: [Int]
  /// The number of reviews of each class.
  public let labels: [Int]
  /// The mutual information of the word's presence and the label, in nats.
  public let information: Double
  /// The share of the label's entropy that the word explains, from 0 to 1.
  public let share: Double
  /// The p-value of the G-test, `G = 2 n · information` with one degree of freedom less than there are classes.
  ///
  /// - Source: Sokal and Rohlf, *Biometry*, 1981, section 17.
  public let p: Double
  /// The p-value adjusted for the number of words (Benjamini–Hochberg).
  public let adjusted: Double

  /// The number of reviews with the word.
  public var reviews: Int { counts.reduce(0, +) }

  /// The class whose reviews contain the word more often than others do, relative to their number; the first of equal ones.
  public var tells: Int {
    func share(_ index: Int) -> Double {
      labels[index] > 0 ? Double(counts[index]) / Double(labels[index]) : -1
    }
    return labels.indices.reduce(0) { share($1) > share($0) ? $1 : $0 }
  }

  /// The share of the reviews with the word that have the label that it tells.
  public var purity: Proportion { Proportion(count: counts[tells], total: reviews) }
}
