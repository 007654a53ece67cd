import Classifier
import DataSet

/// The reviews of a run with equal or nearly equal texts, also between them and the training data.
struct DuplicateStudy: Sendable {
  let groups: Decided<[DuplicateGroup]>
  /// The number of reviews that were compared, and of training reviews.
  let reviews: Int
  let training: Int

  /// The number of groups with different labels, and of reviews that are also among the training data.
  var conflicts: Int { groups.value?.count(where: \.hasConflict) ?? 0 }
  var leaks: Int {
    groups.value?.filter(\.isLeak).reduce(0) { sum, group in
      sum + group.members.count { $0.reference.collection == .evaluated }
    } ?? 0
  }

  /// Returns the study, computed once per run and settings.
  static func of(
    _ reviews: SelectedReviews, threshold: Double = 0.8, training: OtherReviews? = nil
  ) -> DuplicateStudy {
    reviews.context.run.findings.finding(
      reviews.key, "\(threshold)", training?.resolved ?? ""
    ) { DuplicateStudy(reviews, threshold, training) }
  }

  private init(_ reviews: SelectedReviews, _ threshold: Double, _ training: OtherReviews?) {
    let run = reviews.context.run
    let others = training.flatMap { run.others[$0.resolved] }
    let classes = reviews.classes
    var duplicates = NearDuplicates()
    var count = 0
    reviews.each { index, record in
      count += 1
      duplicates.add(
        ReviewReference(index), label: record.label, words: TextWords.of(run.picks[index].text))
    }
    for (index, pick) in (others.map { Array($0.indices) } ?? []).map({ ($0, others?[$0]) }) {
      guard let pick else { continue }
      duplicates.add(
        ReviewReference(index, in: .training),
        label: pick.label.flatMap { classes.firstIndex(of: $0.name) },
        words: TextWords.of(pick.text))
    }
    let found = duplicates.groups(threshold: threshold) { reference in
      switch reference.collection {
      case .evaluated: TextWords.of(run.picks[reference.number].text)
      case .training: others.map { TextWords.of($0[reference.number].text) }
      }
    }
    // Training data alone say nothing about the reviews.
    groups = count > 0 ? found : .failure(.noReviews)
    (self.reviews, self.training) = (count, others?.count ?? 0)
  }
}
