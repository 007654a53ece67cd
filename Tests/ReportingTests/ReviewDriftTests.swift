import Drift
import SourceText
import Testing

/// What changed on one review between two runs, and in which order reviews are told.
@Suite struct ReviewDriftTests {
  private func drift(_ old: TinyReview, _ new: TinyReview) throws -> ReviewDrift {
    try #require(try DriftReport.comparing([old], [new]).reviews.first)
  }

  private func method(
    _ name: String = "ig", _ options: [String: String] = [:], _ scores: [Double] = [0.1, 0.2]
  ) -> TinyReview.Method {
    TinyReview.Method(name: name, options: options, scores: scores)
  }

  @Test func `identical reviews have no change`() throws {
    let review = TinyReview("a b", [0.1, 0.2])
    let found = try drift(review, review)
    #expect(!found.hasFlipped && found.probabilityChange == 0 && found.largestMove == 0)
    #expect(!found.hasOtherText && found.words == (2, 0, 0))
    #expect(found.onlyOld.isEmpty && found.onlyNew.isEmpty)
    #expect(found.methods.map(\.differences) == [[]])
  }

  @Test(arguments: [(0.75, 0.25), (0.25, 0.75), (0.75, 0.5), (0.4, 0.45)])
  func `a change of probability is new minus old, and flips the verdict across one half`(
    old: Double, new: Double
  ) throws {
    let found = try drift(
      TinyReview("a", [0.1], probability: old), TinyReview("a", [0.1], probability: new))
    #expect(found.probabilityChange == new - old)
    #expect(found.hasFlipped == ((old >= 0.5) != (new >= 0.5)))
    #expect(found.verdict.old.label == (old >= 0.5 ? "positive" : "negative"))
    #expect(found.verdict.new.probability == new && found.subject == "positive")
  }

  @Test func `words of a changed text are counted as kept, removed and added`() throws {
    let found = try drift(
      TinyReview("one two three", [0, 0, 0.1]), TinyReview("zero one three four", [0, 0.1, 0, 0]))
    #expect(found.hasOtherText && found.words == (2, 1, 2))
    #expect(abs(found.largestMove - 0.1) < 1e-12)
  }

  @Test func `methods of one run only are named, the others keep the order of the new run`() throws
  {
    let found = try drift(
      TinyReview("a b", methods: [method("gone"), method("lime"), method("ig")]),
      TinyReview("a b", methods: [method("ig"), method("new"), method("lime")]))
    #expect(found.methods.map(\.name) == ["ig", "lime"])
    #expect(found.onlyOld == ["gone"] && found.onlyNew == ["new"])
  }

  @Test func `a method that occurs twice is matched by its options`() throws {
    let steps = ["5", "50"].map { method("ig", ["steps": $0]) }
    let found = try drift(
      TinyReview("a b", methods: steps), TinyReview("a b", methods: steps.reversed()))
    #expect(found.methods.map(\.name) == ["ig:steps=50", "ig:steps=5"])
    #expect(found.methods.allSatisfy { $0.differences.isEmpty && $0.comparison?.moved == 0 })
  }

  @Test func `other options prevent a comparison and are named, but not another seed`() throws {
    let old = method("ig", ["baseline": "pad", "seed": "1", "steps": "5"])
    let new = method("ig", ["baseline": "zero", "seed": "2", "rule": "exact"])
    let found = try drift(TinyReview("a b", methods: [old]), TinyReview("a b", methods: [new]))
    #expect(
      found.methods[0].differences == [
        "baseline: pad → zero", "rule: not given → exact", "steps: 5 → not given",
      ])
    #expect(found.methods[0].comparison == nil)
    let seeds = ["1", "2"].map { TinyReview("a b", methods: [method("ig", ["seed": $0])]) }
    #expect(try drift(seeds[0], seeds[1]).methods[0].comparison != nil)
  }

  @Test func `flipped verdicts come first, then larger changes, then moved words, then lines`()
    throws
  {
    // Name, old and new probability, change of the word.
    let reviews = [
      ("same-1", 0.6, 0.6, 0.0), ("moved", 0.6, 0.6, 0.2), ("same-2", 0.6, 0.6, 0),
      ("fell", 0.9, 0.6, 0), ("flip-small", 0.49, 0.51, 0), ("flip-large", 0.9, 0.1, 0),
    ]
    let report = try DriftReport.comparing(
      reviews.map { TinyReview("a b", [0.1, 0], id: $0.0, probability: $0.1) }.reversed(),
      reviews.map { TinyReview("a b", [0.1 + $0.3, 0], id: $0.0, probability: $0.2) })
    #expect(
      report.reviews.map(\.id) == [
        "flip-large", "flip-small", "fell", "moved", "same-1", "same-2",
      ])
    #expect(report.flipped.map(\.id) == ["flip-large", "flip-small"])
  }

  @Test
  func `reviews of one run only are named, in its order, and runs without a common one refused`()
    throws
  {
    func reviews(_ ids: [String]) -> [TinyReview] { ids.map { TinyReview("a", [0.1], id: $0) } }
    let report = try DriftReport.comparing(
      reviews(["z", "both", "b"]), reviews(["n", "both", "c"]))
    #expect(report.old.alone == ["z", "b"] && report.new.alone == ["n", "c"])
    #expect(report.reviews.map(\.id) == ["both"])
    #expect(report.old.reviews == 3 && report.new.models == ["m"])
    let error = #expect(throws: Diagnostics.self) {
      try DriftReport.comparing(reviews(["a"]), reviews(["b"]))
    }
    #expect(error?.all.map(\.message) == ["the runs have no review in common"])
  }
}
