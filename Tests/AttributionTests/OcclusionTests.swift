import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// Windows that slide over words and sentences.
struct OcclusionTests {
  private func fall(_ review: ReviewInput, without positions: [Int]) -> Double {
    var embedded = review.embedded
    for position in positions {
      embedded.setRow(position, to: Baseline.pad.row(for: review), row: 0)
    }
    return review.value - review.value(at: embedded)
  }

  private func expectEqual(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-13) }
  }

  @Test func `a token has the mean fall of the windows that cover it`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 2, length: 6).explain(
      "good bad dull fun a")
    // <START> and five words fill six positions. Windows of 3 begin at 0, 2 and 4, and the last is truncated at the end.
    let falls = [[0, 1, 2], [2, 3, 4], [4, 5]].map { fall(review, without: $0) }
    expectEqual(
      try method("occlusion", "window=3,stride=2").attribute(review).positions,
      [
        falls[0], falls[0], (falls[0] + falls[1]) / 2, falls[1], (falls[1] + falls[2]) / 2,
        falls[2],
      ])
  }

  @Test func `a window wider than the review takes all of it away`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 2, length: 6).explain("good bad")
    for window in [6, 7, 1_000_000] {
      expectEqual(
        try method("occlusion", "window=\(window)").attribute(review).positions,
        Array(repeating: fall(review, without: Array(0..<6)), count: 6))
    }
  }

  @Test func `all words of a sentence have its fall`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 2, length: 6).explain("Good, bad! Dull.")
    let (first, second) = (fall(review, without: [1, 2]), fall(review, without: [3]))
    expectEqual(
      try method("occlusion", "unit=sentence").attribute(review).positions,
      [fall(review, without: [0]), first, first, second, 0, 0])
  }

  @Test func `a stride that leaves words out is refused`() {
    let error = #expect(throws: Diagnostics.self) {
      try ConfiguredMethod.list(parsing: "occlusion:window=2,stride=3", defaults: [])
    }
    #expect(
      error?.description == """
        --methods: error: the option 'stride' of method 'occlusion' is 3, which exceeds its window of 2
          hint: use a stride of at most 2 to cover every word
        """)
  }
}
