import Attribution
import Classifier
import Literate
import Reporting
import Site
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

  @Test func `lists are offered that have reviews, in several orders if they have at least ten`()
    throws
  {
    let few = try summaries(ReviewSelection.least)
    #expect(
      ReviewList.offered(among: few).allSatisfy { $0.selection == .all || $0.order == .given })
    let many = try summaries(340)
    let lists = ReviewList.offered(among: many)
    #expect(lists.first == ReviewList())
    #expect(Set(lists).count == lists.count)
    #expect(lists.filter { $0.selection == .all }.map(\.order) == [.given, .confidence, .label])
    #expect(lists.contains(ReviewList(.wrong, .confidence)))
    for list in lists { #expect(many.contains(where: list.selection.contains)) }
  }

  @Test func `a short list is the only one`() throws {
    let least = ReviewSelection.least
    #expect(try ReviewList.offered(among: summaries(least - 1)) == [ReviewList()])
    #expect(try ReviewList.offered(among: summaries(least)).count > 1)
  }

  @Test(arguments: [10, 10_000])
  func `pages of all lists have different paths`(reviews: Int) {
    let addresses = ReviewAddresses(count: reviews)
    let lists = ReviewSelection.allCases.flatMap { selection in
      ReviewOrder.allCases.map { ReviewList(selection, $0) }
    }
    let paths = lists.flatMap { list in (1...1200).map { list.path($0, in: addresses) } }
    #expect(Set(paths).count == paths.count)
    #expect(ReviewList().path(in: addresses) == "index.html")
    #expect(paths.contains("index-2.html") == !addresses.hasFolders)
    #expect(paths.contains("index-pages/001001-002000/1001.html") == addresses.hasFolders)
  }
}
