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
    /// Three times the predicted class, and the outcome.
    var code: Int32 = 0
    var sum = ExactSum()
    var squares = ExactSum()
  }

  private(set) var reviews = 0
  var timesStrongest = 0
  /// By predicted class and outcome, in the order of their codes, without empty ones: most words occur once.
  private var groups: [Group] = []
  // Sums over the reviews, of the word's count c and summed contribution s there.
  private var countSquares = 0
  private var products = ExactSum()
  private var sumSquares = ExactSum()
  private var top = Strongest()

  mutating func add(_ contribution: Double, group code: Int) {
    let place = place(of: Int32(truncatingIfNeeded: code))
    groups[place].count += 1
    groups[place].sum.add(contribution)
    groups[place].squares.add(contribution * contribution)
  }

  /// Returns the place of a group, which is added if it is missing.
  private mutating func place(of code: Int32) -> Int {
    var place = 0
    while place < groups.count, groups[place].code < code { place += 1 }
    guard place == groups.count || groups[place].code != code else { return place }
    groups.insert(Group(code: code), at: place)
    return place
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
    for group in other.groups {
      let place = place(of: group.code)
      groups[place].count += group.count
      groups[place].sum += group.sum
      groups[place].squares += group.squares
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
    let cells = groups.compactMap { group -> WordStatistics.Group? in
      let (predicted, outcome) = Int(group.code).quotientAndRemainder(dividingBy: 3)
      guard let moments = Self.moments(group), let outcome = WordOutcome(rawValue: outcome)
      else { return nil }
      return WordStatistics.Group(predicted: predicted, outcome: outcome, moments: moments)
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
