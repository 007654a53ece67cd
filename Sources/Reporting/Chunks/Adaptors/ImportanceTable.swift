import Blocks
import DataSet
import Figures
import HTML

/// Words with their contributions over all reviews, and by verdict and outcome.
struct ImportanceTable {
  private let words: [WordStatistics]
  private let reviews: SelectedReviews
  private let largest: Double

  init(_ words: [WordStatistics], _ reviews: SelectedReviews) {
    self.words = words
    self.reviews = reviews
    largest = words.map { abs($0.mean.value) }.max() ?? 0
  }

  var main: Table {
    Table(
      named: "Importance of words",
      columns: [
        .init("Word", .text), .init("Mean contribution", .number), .init("Spread", .number),
        .init("Sum", .number), .init("Among the strongest", .number), .init("Reviews", .number),
        .init("Did most in", .text),
      ],
      rows: words.map { word in
        Table.Row(
          Phrase(word.key.clipped(60)),
          [
            "\(.graphic(bar(word))) \(IntervalText.points(word.mean, digits: digits))",
            word.whole.deviation.map { .number($0, NumberText.fixed(100 * $0, digits: 2)) } ?? "–",
            .number(word.whole.sum, NumberText.points(word.whole.sum, digits: 0)),
            .number(
              word.strongest.value, NumberText.percent(word.strongest.value)),
            """
            \(word.reviews) \(small: "(\(NumberText.percent(word.reviewShare, digits: 1))), \(counted(word.whole.count, "time"))")
            """,
            examples(word),
          ])
      })
  }

  /// Large numbers need fewer digits.
  private var digits: Int { largest < 0.03 ? 2 : 1 }

  /// A bar from the middle, to the right for the class.
  private func bar(_ word: WordStatistics) -> HTML {
    let share = largest > 0 ? word.mean.value / largest / 2 : 0
    return CellBar.share(
      from: min(0.5, 0.5 + share), to: max(0.5, 0.5 + share), Paint.sign(isNegative: share < 0),
      marks: "<line class=\"axis\" x1=\"50\" x2=\"50\" y1=\"-1\" y2=\"11\"/>")
  }

  private func examples(_ word: WordStatistics) -> Phrase {
    word.top.map { review -> Phrase in
      let contribution = NumberText.points(review.value)
      return "\(reviews.context.link(to: review.number, Phrase(contribution)))"
    }.joined(separator: ", ")
  }

  /// The mean contributions by verdict and by whether the verdict is right.
  var byVerdict: Table {
    let outcomes = WordOutcome.allCases.filter { outcome in
      words.contains { $0.groups.contains { $0.outcome == outcome } }
    }
    let groups = reviews.classes.indices.flatMap { verdict in outcomes.map { (verdict, $0) } }
    return Table(
      named: "Mean contribution by verdict and outcome",
      columns: [.init("Word", .text)]
        + groups.map { verdict, outcome in
          .init("\(reviews.classes[verdict]), \(Self.name(outcome))", .number)
        },
      rows: words.map { word in
        Table.Row(
          Phrase(word.key.clipped(60)),
          groups.map { verdict, outcome in
            let group = word.groups.first { $0.predicted == verdict && $0.outcome == outcome }
            guard let moments = group?.moments else { return "–" }
            return """
              \(.number(moments.mean, NumberText.points(moments.mean, digits: 2))) \
              \(small: "(\(counted(moments.count, "time")))")
              """
          })
      })
  }

  private static func name(_ outcome: WordOutcome) -> String {
    switch outcome {
    case .right: "right"
    case .wrong: "wrong"
    case .unlabelled: "no label"
    }
  }
}
