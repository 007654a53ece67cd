extension LabelledReviews {
  /// Some of the reviews, evenly: as many of each kind, and from all over the data.
  ///
  /// Of *m* reviews of one kind, *k* are taken at `⌊i m / k⌋`, and the kinds take turns in the order of their names,
  /// negative before positive. Where one kind has too few, the others have more.
  ///
  /// - Parameter count: How many, from 0 to all.
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
