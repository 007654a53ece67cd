extension LabelledReviews {
  /// Returns a balanced, evenly spaced selection: the same number of reviews per class, spread over
  /// the data.
  ///
  /// From *m* reviews of a class, *k* are taken at `⌊i m / k⌋`, and the classes alternate in the order of their names, negative
  /// before positive. If a class has too few reviews, the others contribute more.
  ///
  /// - Parameter count: The number of reviews, from 0 to all.
  /// - Returns: The chosen reviews.
  public func evenly(_ count: Int) -> LabelledReviews {
    let count = min(max(0, count), reviews.count)
    let kinds = Dictionary(grouping: reviews, by: \.label).sorted { $0.key.name < $1.key.name }
      .map(\.value)
    var numbers = [Int](repeating: 0, count: kinds.count)
    var left = count
    while left > 0 {
      for (index, kind) in kinds.enumerated() where numbers[index] < kind.count && left > 0 {
        numbers[index] += 1
        left -= 1
      }
    }
    let chosen = zip(kinds, numbers).map { kind, number in
      (0..<number).map { kind[$0 * kind.count / number] }
    }
    var mixed: [LabelledReview] = []
    for index in 0..<(numbers.max() ?? 0) {
      for kind in chosen where index < kind.count { mixed.append(kind[index]) }
    }
    return LabelledReviews(mixed)
  }
}
