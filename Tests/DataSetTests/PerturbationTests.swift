import DataSet
import Testing

/// Changes to texts that must not change the verdict.
@Suite struct PerturbationTests {
  private let text = """
    James and Mary saw this film in 1994. James's jokes are good, an interesting story! I give it \
    8/10, or 4 stars.
    """

  @Test func `the same text and seed yield the same change, and others another one`() {
    for perturbation in Perturbation.standard {
      let first = perturbation.apply(to: text, seed: 4)
      #expect(first != nil && first == perturbation.apply(to: text, seed: 4))
      #expect(first?.text != text)
    }
    let typos = Set((0..<20).compactMap { Perturbation.typo.apply(to: text, seed: $0)?.text })
    #expect(typos.count > 5)
  }

  @Test func `a name is exchanged everywhere, for one that is not in the text`() throws {
    for seed in 0..<20 {
      let changed = try #require(Perturbation.name.apply(to: text, seed: seed))
      #expect(changed.from == "James" || changed.from == "Mary")
      #expect(changed.to != "James" && changed.to != "Mary")
      #expect(changed.text == text.replacing(changed.from, with: changed.to))
    }
  }

  @Test func `a year changes by up to three, and ratings do not`() throws {
    for seed in 0..<20 {
      let changed = try #require(Perturbation.number.apply(to: text, seed: seed))
      #expect(changed.from == "1994" && ["1995", "1996", "1997"].contains(changed.to))
      #expect(changed.text.hasSuffix("8/10, or 4 stars."))
    }
    for rating in ["8/10", "8 / 10", "4 stars", "90%", "3 out of 5", "3.5", "-2", "two", "007"] {
      #expect(Perturbation.number.apply(to: rating) == nil, "\(rating)")
    }
    #expect(Perturbation.number.apply(to: "at 9 pm")?.text.count == 7)
  }

  @Test func `a typo swaps two inner letters of a word`() throws {
    for seed in 0..<20 {
      let changed = try #require(Perturbation.typo.apply(to: text, seed: seed))
      #expect(changed.from.count >= 5 && changed.from != changed.to)
      #expect(changed.from.sorted() == changed.to.sorted())
      #expect(changed.from.first == changed.to.first && changed.from.last == changed.to.last)
    }
    #expect(Perturbation.typo.apply(to: "so bad aaaaaa") == nil)
  }

  @Test func `casing and line breaks go either way`() {
    #expect(Perturbation.casing.apply(to: "A Film")?.text == "a film")
    #expect(Perturbation.casing.apply(to: "a film")?.text == "A FILM")
    #expect(Perturbation.casing.apply(to: "1994") == nil)
    #expect(Perturbation.lineBreak.apply(to: "One. Two")?.text == "One.<br /><br />Two")
    #expect(Perturbation.lineBreak.apply(to: "One.<br /><br />Two")?.text == "One. Two")
    #expect(Perturbation.lineBreak.apply(to: "One two") == nil)
  }

  @Test(arguments: [
    ("A good film", "A not bad film"), ("An interesting film", "A not boring film"),
    ("Good!", "Not bad!"), ("BORING", "NOT INTERESTING"), ("weak", "not strong"),
  ])
  func `an adjective becomes its negated opposite`(before: String, after: String) {
    #expect(Perturbation.doubleNegation.apply(to: before)?.text == after)
  }

  @Test(arguments: ["not good", "not very good", "isn't a good film", "a film", "", "too good"])
  func `a negated adjective is left alone`(text: String) {
    #expect(Perturbation.doubleNegation.apply(to: text) == nil)
  }

  @Test func `an author's pairs replace whole words and phrases in their case`() {
    let pair = Perturbation.replacement(from: "new york", to: "boston")
    #expect(
      pair.apply(to: "New York, new yorkers, NEW YORK")?.text == "Boston, new yorkers, BOSTON")
    #expect(pair.apply(to: "york new") == nil)
    #expect(Perturbation.replacement(from: "", to: "x").apply(to: "a b") == nil)
    #expect(Perturbation.replacement(from: "a", to: "a").apply(to: "a b") == nil)
  }

  @Test func `no text is too strange`() {
    let strange = [
      "", " ", "'", "<br />", "🎬🎬", "İ", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "\u{0}",
      "999999",
    ]
    for perturbation in Perturbation.standard {
      for text in strange {
        if let changed = perturbation.apply(to: text) { #expect(changed.text != text) }
      }
    }
  }

  @Test func `the share of changed verdicts counts only texts that were changed`() throws {
    var count = InvarianceCount(listed: 1)
    var parts = [InvarianceCount(listed: 1), InvarianceCount(listed: 1)]
    #expect(count.result(of: .typo).reason == .noReviews)
    for (number, after) in [0.9, 0.2, 0.4, nil].enumerated() {
      let review = try #require(ClassifiedReview(number: number, label: nil, probability: 0.8))
      let changed = after.flatMap {
        ClassifiedReview(number: number, label: nil, probability: $0)
      }
      count.add(.typo, before: review, after: changed)
      parts[number % 2].add(.typo, before: review, after: changed)
      count.add(.name, before: review, after: nil)
    }
    let result = try #require(count.result(of: .typo).value)
    #expect(result.changed.count == 2 && result.changed.total == 3 && result.skipped == 1)
    #expect(agrees(result.meanDistance, 1.1 / 3) && result.examples.map(\.number) == [1])
    #expect(agrees(result.examples[0].value, -0.6))
    #expect(count.result(of: .name).reason == .noOccurrence)
    parts[1].merge(parts[0])
    #expect(parts[1].result(of: .typo) == .success(result))
  }
}
