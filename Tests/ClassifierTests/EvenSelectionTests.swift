import Classifier
import Testing

@Suite struct EvenSelectionTests {
  private func data(negative: Int, positive: Int) -> LabelledReviews {
    LabelledReviews(
      (0..<negative).map { LabelledReview(text: "n\($0)", label: .negative) }
        + (0..<positive).map { LabelledReview(text: "p\($0)", label: .positive) })
  }

  @Test func `as many of each kind are taken, from all over the data, in turns`() {
    let chosen = data(negative: 10, positive: 4).evenly(4)
    #expect(chosen.reviews.map(\.text) == ["n0", "p0", "n5", "p2"])
  }

  @Test func `where one kind has too few, the other has more`() {
    #expect(
      data(negative: 1, positive: 9).evenly(5).reviews.map(\.text) == [
        "n0", "p0", "p2", "p4", "p6",
      ])
    #expect(data(negative: 5, positive: 0).evenly(3).reviews.map(\.text) == ["n0", "n1", "n3"])
  }

  @Test func `any number is possible, and none comes twice`() {
    let all = data(negative: 7, positive: 5)
    for count in -1...14 {
      let chosen = all.evenly(count).reviews
      #expect(chosen.count == min(12, max(0, count)))
      #expect(Set(chosen).count == chosen.count)
    }
  }
}
