import Attribution
import Classifier
import DataSet
import Processes

/// How far the reviews of a run are from another set of reviews, which the same model classifies and explains.
struct ShiftStudy: Sendable {
  /// A number of each review, compared between the two sets.
  struct Quantity: Sendable {
    let name: String
    /// The means of the other reviews and of the run's.
    let means: (before: Double, after: Double)
    let comparison: Decided<NumberComparison>
    /// Whether the number is a probability or a share.
    let isShare: Bool
  }

  let quantities: [Quantity]
  let words: Decided<WordShift>
  /// The comparison of the words' shares of all contributions, by magnitude; nil if no method gives contributions.
  let contributions: Decided<WordShift>?
  /// The numbers of reviews.
  let before: Int
  let after: Int

  /// Returns the study, computed once per run and settings.
  static func of(
    _ reviews: SelectedReviews, against others: OtherReviews, method: String? = nil,
    _ resampling: Resampling = Resampling()
  ) -> ShiftStudy {
    reviews.context.run.findings.finding(
      reviews.key, others.resolved, method ?? "", resampling.key
    ) { ShiftStudy(reviews, others, method, resampling) }
  }

  private init(
    _ reviews: SelectedReviews, _ others: OtherReviews, _ method: String?, _ resampling: Resampling
  ) {
    let run = reviews.context.run
    let picks = run.others[others.resolved]
    let place = reviews.place(of: method) ?? 0
    let subject = reviews.classes.firstIndex {
      $0 == reviews.context.totals?.subject?.name
    }
    var sides = [Side(subject: subject), Side(subject: subject)]
    reviews.each { _, record in sides[1].add(record, place) }
    let needs = RecordNeeds(methods: [method ?? ""])
    let count = picks?.count ?? 0
    for piece in Parallel.pieces(of: count, size: 256) {
      let records = Parallel.map(piece.count, jobs: run.jobs) { offset -> ReviewRecord? in
        let index = piece.lowerBound + offset
        guard let pick = picks?[index] else { return nil }
        return ReviewRecord(
          run.analyst.analyse(pick, number: index + 1), needs: needs)
      }
      for record in records {
        if let record { sides[0].add(record, 0) }
      }
    }
    (before, after) = (sides[0].reviews, sides[1].reviews)
    let (first, second) = (sides[0], sides[1])
    quantities = Side.names.indices.compactMap { index in
      guard first.isDefined(index), second.isDefined(index) else { return nil }
      var shift = NumberShift()
      for (number, value) in first.numbers[index].enumerated() {
        shift.add(number, value, to: .before)
      }
      for (number, value) in second.numbers[index].enumerated() {
        shift.add(number, value, to: .after)
      }
      return Quantity(
        name: index == 2
          ? subject.map { "probability of “\(reviews.classes[$0])”" } ?? "" : Side.names[index],
        means: (first.mean(index), second.mean(index)),
        comparison: shift.result(resamples: resampling.count, seed: resampling.seed),
        isShare: index > 0)
    }
    words = WordShift.between(first.words, second.words, seed: resampling.seed)
    contributions =
      first.weights.occurrences > 0 && second.weights.occurrences > 0
      ? WordShift.between(first.weights, second.weights, seed: resampling.seed) : nil
  }

  /// Returns the comparison of a quantity, which may be known in neither set.
  func comparison(of name: String) -> Decided<NumberComparison> {
    quantities.first { $0.name == name }?.comparison ?? .failure(.noReviews)
  }
}

/// One of two sets of reviews.
private struct Side {
  static let names = [
    "length in words", "share of unknown words", "probability of the class",
    "confidence of the verdict",
  ]
  /// The weight of a contribution that counts as one.
  private static let unit = 1e-4

  let subject: Int?
  var reviews = 0
  /// The numbers of the reviews, in the order of the names.
  var numbers = [[Double]](repeating: [], count: names.count)
  var words = WordCounts()
  var weights = WordCounts()

  init(subject: Int?) { self.subject = subject }

  mutating func add(_ record: ReviewRecord, _ place: Int) {
    // Resamples depend on the numbers, so a selection is numbered like a set of these reviews alone.
    let index = reviews
    reviews += 1
    numbers[0].append(Double(record.read + record.unread))
    if record.read > 0 { numbers[1].append(Double(record.unknown) / Double(record.read)) }
    if let subject, record.probabilities.indices.contains(subject) {
      numbers[2].append(record.probabilities[subject])
    }
    if record.probabilities.indices.contains(record.predicted) {
      numbers[3].append(record.probabilities[record.predicted])
    }
    words.add(index, words: record.words)
    guard record.contributions.indices.contains(place) else { return }
    weights.add(
      index, words: zip(record.words, record.contributions[place]).map { ($0, abs($1)) },
      unit: Self.unit)
  }

  func isDefined(_ index: Int) -> Bool { !numbers[index].isEmpty }

  func mean(_ index: Int) -> Double {
    numbers[index].reduce(0, +) / Double(max(1, numbers[index].count))
  }
}
