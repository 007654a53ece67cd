extension LabelledReviews {
  /// Some of the reviews, evenly: as many of each kind, and from all over the data.
  ///
  /// Of *m* reviews of one kind, *k* are taken at `⌊i m / k⌋`, and the kinds take turns, negative first. Where one kind has
  /// too few, the other has more.
  ///
  /// - Parameter count: How many, from 0 to all.
  /// - Returns: The chosen reviews.
  public func evenly(_ count: Int) -> LabelledReviews {
    let count = min(max(0, count), reviews.count)
    let kinds = Label.allCases.map { label in reviews.filter { $0.label == label } }
    let negative = min(kinds[0].count, max((count + 1) / 2, count - kinds[1].count))
    let chosen = zip(kinds, [negative, count - negative]).map { kind, number in
      (0..<number).map { kind[$0 * kind.count / number] }
    }
    var mixed: [LabelledReview] = []
    for index in 0..<(chosen.map(\.count).max() ?? 0) {
      for kind in chosen where index < kind.count { mixed.append(kind[index]) }
    }
    return LabelledReviews(mixed)
  }
}
