/// Whether the prediction that a word belongs to is right.
public enum WordOutcome: Int, Hashable, Sendable, CaseIterable {
  /// The predicted class is the label's.
  case right
  /// The predicted class is another one.
  case wrong
  /// The review has no label.
  case unlabelled

  init(_ isRight: Bool?) {
    self = isRight.map { $0 ? .right : .wrong } ?? .unlabelled
  }
}

/// The sums of one word.
struct WordRecord: Sendable {
  struct Group: Sendable {
    var count = 0
    var sum = ExactSum()
    var squares = ExactSum()
  }

  private(set) var reviews = 0
  var timesStrongest = 0
  /// By predicted class and outcome.
  private var groups: [Group]
  // Sums over the reviews, of the word's count c and summed contribution s there.
  private var countSquares = 0
  private var products = ExactSum()
  private var sumSquares = ExactSum()
  private var top = Strongest()

  init(groups: Int) {
    self.groups = Array(repeating: Group(), count: groups)
  }

  mutating func add(_ contribution: Double, group: Int) {
    groups[group].count += 1
    groups[group].sum.add(contribution)
    groups[group].squares.add(contribution * contribution)
  }

  mutating func addReview(_ number: Int32, count: Int, sum: Double, limit: Int) {
    reviews += 1
    countSquares += count * count
    products.add(Double(count) * sum)
    sumSquares.add(sum * sum)
    if sum.isFinite { top.add(.init(rank: abs(sum), value: sum, number: number), limit: limit) }
  }

  mutating func merge(_ other: WordRecord, limit: Int) {
    reviews += other.reviews
    timesStrongest += other.timesStrongest
    countSquares += other.countSquares
    products += other.products
    sumSquares += other.sumSquares
    top.merge(other.top, limit: limit)
    for index in groups.indices.prefix(other.groups.count) {
      groups[index].count += other.groups[index].count
      groups[index].sum += other.groups[index].sum
      groups[index].squares += other.groups[index].squares
    }
  }

  /// Returns the sums of all groups.
  private var total: Group {
    groups.reduce(into: Group()) {
      $0.count += $1.count
      $0.sum += $1.sum
      $0.squares += $1.squares
    }
  }

  func rank(_ order: WordImportance.Order) -> Double? {
    let total = total
    guard let sum = total.sum.value else { return nil }
    return switch order {
    case .mean: abs(sum / Double(total.count))
    case .sum: abs(sum)
    case .strongest: Double(timesStrongest)
    case .occurrences: Double(total.count)
    }
  }

  func statistics(_ key: String, _ all: WordImportance) -> Decided<WordStatistics> {
    let total = total
    guard let whole = Self.moments(total), let products = products.value,
      let sumSquares = sumSquares.value
    else { return .failure(.outOfRange) }
    // Σ (s − c m)²: the scatter of the reviews' parts of the quotient Σs / Σc.
    let scatter =
      sumSquares - 2 * whole.mean * products + whole.mean * whole.mean * Double(countSquares)
    let error = max(0, scatter).squareRoot() / Double(total.count)
    let cells = groups.indices.compactMap { index -> WordStatistics.Group? in
      guard groups[index].count > 0, let moments = Self.moments(groups[index]),
        let outcome = WordOutcome(rawValue: index % 3)
      else { return nil }
      return WordStatistics.Group(predicted: index / 3, outcome: outcome, moments: moments)
    }
    return .success(
      WordStatistics(
        key: key, reviews: reviews, whole: whole,
        mean: Estimate(value: whole.mean, standardError: error), groups: cells,
        strongest: Proportion(count: timesStrongest, total: reviews),
        frequency: Double(total.count) / Double(max(1, all.occurrences)),
        reviewShare: Double(reviews) / Double(max(1, all.reviews)),
        top: top.entries.map(RankedReview.init)))
  }

  private static func moments(_ group: Group) -> WordStatistics.Moments? {
    guard let sum = group.sum.value, let squares = group.squares.value else { return nil }
    let count = Double(group.count)
    let mean = sum / count
    let variance = max(0, squares - sum * mean) / max(1, count - 1)
    return WordStatistics.Moments(
      count: group.count, sum: sum, mean: mean,
      deviation: group.count > 1 ? variance.squareRoot() : nil)
  }
}
