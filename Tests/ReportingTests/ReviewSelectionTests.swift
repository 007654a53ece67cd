import Attribution
import Classifier
import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// Lists of reviews by kind of verdict.
@Suite struct ReviewSelectionTests {
  /// Summaries of reviews by the tiny model, each labelled with its verdict or with another class.
  private func summaries(_ count: Int) throws -> ReviewSummaries {
    let analyzer = ReviewAnalyzer(model: TinyClassifier.model, methods: [], target: .probability)
    let texts = ["A good film.", "A bad film.", "A boring, bad film.", "Great, great, great!"]
    let lines = (0..<count).map { number in
      let label = ["", " label=positive", " label=negative"][number % 3]
      return "{#r\(number)\(label)} \(texts[number % texts.count])\n"
    }
    let picks = try PickList(parsing: Array(lines.joined().utf8), path: "picks.txt").picks
    return try ReportContext(analyzer, picks: picks, focus: 0, scope: .report).listed
  }

  @Test func `a labelled review is right or wrong, and one without a label is neither`() throws {
    let reviews = try summaries(12)
    #expect(Set(reviews.map(ReviewSelection.right.contains)).count == 2)
    for review in reviews {
      #expect(ReviewSelection.all.contains(review))
      let isRight = ReviewSelection.right.contains(review)
      let isWrong = ReviewSelection.wrong.contains(review)
      #expect(isRight == (review.label == review.prediction.label))
      #expect((isRight != isWrong) == (review.label != nil))
      #expect(ReviewSelection.unsure.contains(review) == (review.prediction.confidence <= 0.6))
    }
  }

  @Test func `links name the lists that have reviews, with their numbers`() throws {
    let reviews = try summaries(12)
    for current in ReviewSelection.allCases {
      let links = ReviewSelection.links(among: reviews, current: current)
      #expect(links.filter(\.isCurrent).map(\.path) == [current.path()] || links.count < 4)
      for link in links { #expect(link.count > 0) }
      #expect(links.first?.count == reviews.count)
      #expect(Set(links.map(\.path)).count == links.count)
    }
  }

  @Test func `a short list has no links`() throws {
    let least = ReviewSelection.least
    #expect(try ReviewSelection.links(among: summaries(least - 1), current: .all).isEmpty)
    #expect(try !ReviewSelection.links(among: summaries(least), current: .all).isEmpty)
  }

  @Test func `pages of all lists have different paths`() {
    let paths = ReviewSelection.allCases.flatMap { list in (0..<12).map { list.path($0) } }
    #expect(Set(paths).count == paths.count)
    #expect(ReviewSelection.all.path() == "index.html")
  }
}
