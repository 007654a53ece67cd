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

    static func += (left: inout Group, right: Group) {
      left.count += right.count
      left.sum += right.sum
      left.squares += right.squares
    }
  }

  private(set) var reviews = 0
  var timesStrongest = 0
  /// The group of the word's first occurrence: most words occur once, and need no array.
  private var first = Group()
  /// The other groups that are not empty.
  private var others: [Group] = []
  // Sums over the reviews, of the word's count c and summed contribution s there.
  private var countSquares = 0
  private var products = ExactSum()
  private var sumSquares = ExactSum()
  private var top = Strongest()

  mutating func add(_ contribution: Double, group code: Int) {
    with(Int32(truncatingIfNeeded: code)) {
      $0.count += 1
      $0.sum.add(contribution)
      $0.squares.add(contribution * contribution)
    }
  }

  /// Passes a group, which is added if it is missing, to a closure.
  private mutating func with(_ code: Int32, _ body: (inout Group) -> Void) {
    if first.count == 0 { first.code = code }
    if first.code == code {
      body(&first)
    } else if let place = others.firstIndex(where: { $0.code == code }) {
      body(&others[place])
    } else {
      others.append(Group(code: code))
      body(&others[others.count - 1])
    }
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
    for group in CollectionOfOne(other.first) + other.others where group.count > 0 {
      with(group.code) { $0 += group }
    }
  }

  /// Returns the sums of all groups.
  private var total: Group { others.reduce(into: first) { $0 += $1 } }

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
    let groups = (CollectionOfOne(first) + others).sorted { $0.code < $1.code }
    let cells = groups.compactMap { group -> WordStatistics.Group? in
      let (predicted, outcome) = Int(group.code).quotientAndRemainder(dividingBy: 3)
      guard group.count > 0, let moments = Self.moments(group),
        let outcome = WordOutcome(rawValue: outcome)
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
