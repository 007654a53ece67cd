import DataSet
import LinearAlgebra
import Testing

/// Reviews with equal and nearly equal texts.
@Suite struct NearDuplicatesTests {
  /// A text of random words, the frequent ones as frequent as in English.
  private static func text(_ length: Int, _ random: inout SplitMix64) -> [String] {
    (0..<length).map { _ in
      let u = random.uniform()
      return "w\(Int(5000 * u * u * u))"
    }
  }

  /// Replaces a share of the words.
  private static func edited(
    _ words: [String], _ share: Double, _ random: inout SplitMix64
  ) -> [String] {
    words.map { random.uniform() < share ? "x\(random.below(1000))" : $0 }
  }

  private static func similarity(_ one: [String], _ other: [String]) -> Double {
    func shingles(_ words: [String]) -> Set<[String]> {
      Set((0..<max(1, words.count - 2)).map { Array(words[$0..<min(words.count, $0 + 3)]) })
    }
    let (first, second) = (shingles(one), shingles(other))
    return Double(first.intersection(second).count) / Double(first.union(second).count)
  }

  /// 2,000 texts of 60 words, with copies in which 0, 1, 2, 3, 5 or 12 % of the words are others.
  @Test func `all pairs above the threshold are found, and none below`() throws {
    var random = SplitMix64(seed: 5)
    var texts = (0..<2000).map { _ in Self.text(60, &random) }
    var expected: Set<[Int]> = []
    for (index, share) in [0, 0.01, 0.02, 0.03, 0.05, 0.12].enumerated() {
      for copy in 0..<30 {
        let source = index * 30 + copy
        texts.append(Self.edited(texts[source], share, &random))
        if Self.similarity(texts[source], texts[texts.count - 1]) >= 0.8 {
          expected.insert([source, texts.count - 1])
        }
      }
    }
    var duplicates = NearDuplicates()
    for (number, text) in texts.enumerated() {
      duplicates.add(ReviewReference(number), label: number % 2, words: text)
    }
    let groups = try #require(duplicates.groups { texts[$0.number] }.value)
    let found = Set(groups.map { $0.members.map(\.reference.number) })
    #expect(expected.count > 90 && expected.count < 175)
    // Precision is 1 because each pair is verified. A pair of 0.8 is missed once in 5,000.
    #expect(found == expected)
    for group in groups {
      let numbers = group.members.map(\.reference.number)
      let exact = Self.similarity(texts[numbers[0]], texts[numbers[1]])
      #expect(agrees(group.similarity, exact))
      #expect(group.isEqual == (texts[numbers[0]] == texts[numbers[1]]))
      #expect(group.hasConflict == (numbers[0] % 2 != numbers[1] % 2) && !group.isLeak)
    }
  }

  @Test func `parts in any order yield the same groups`() throws {
    var random = SplitMix64(seed: 6)
    var texts = (0..<100).map { _ in Self.text(20, &random) }
    texts += texts[..<10].map { Self.edited($0, 0.02, &random) } + texts[5..<10]
    var parts = [NearDuplicates(), NearDuplicates()]
    var whole = NearDuplicates()
    for (number, text) in texts.enumerated() {
      whole.add(ReviewReference(number), label: nil, words: text)
    }
    for (number, text) in texts.enumerated().reversed() {
      parts[number % 2].add(ReviewReference(number), label: nil, words: text)
    }
    parts[0].merge(parts[1])
    let groups = whole.groups { texts[$0.number] }
    #expect(parts[0].groups { texts[$0.number] } == groups)
    #expect(try #require(groups.value).count >= 5)
  }

  @Test func `a test review among the training reviews is a leak`() throws {
    var duplicates = NearDuplicates()
    let film = ["a", "warm", "funny", "film"]
    let reviews = [
      (ReviewReference(0), 1, film), (ReviewReference(1), 0, ["two", "hours", "of", "rain"]),
      (ReviewReference(0, in: .training), 0, film), (ReviewReference(7, in: .training), 1, ["so"]),
    ]
    for (reference, label, words) in reviews {
      duplicates.add(reference, label: label, words: words)
    }
    duplicates.add(ReviewReference(2), label: 1, words: [])
    let result = duplicates.groups { reference in reviews.first { $0.0 == reference }?.2 }
    let groups = try #require(result.value)
    #expect(groups.count == 1 && duplicates.wordless == 1)
    #expect(groups[0].isLeak && groups[0].hasConflict && groups[0].isEqual)
    #expect(groups[0].members.map(\.reference) == [reviews[0].0, reviews[2].0])
    // Without their words, pairs cannot be verified and join no group.
    #expect(duplicates.groups { _ in nil } == .success([]))
  }

  @Test func `a thousand copies of one text are one group`() throws {
    var random = SplitMix64(seed: 8)
    let text = Self.text(50, &random)
    var duplicates = NearDuplicates()
    for number in 0..<1000 { duplicates.add(ReviewReference(number), label: 0, words: text) }
    let groups = try #require(duplicates.groups { _ in text }.value)
    #expect(groups.count == 1 && groups[0].members.count == 1000 && groups[0].similarity == 1)
  }

  @Test func `too few reviews have no groups`() {
    var duplicates = NearDuplicates()
    #expect(duplicates.groups { _ in nil }.reason == .noReviews)
    duplicates.add(ReviewReference(0), label: nil, words: ["a"])
    #expect(duplicates.groups { _ in nil }.reason == .tooFew(1, needed: 2))
  }

  @Test func `25,000 reviews of 230 words take seconds`() throws {
    var random = SplitMix64(seed: 9)
    let texts = (0..<500).map { _ in Self.text(230, &random) }
    // Each review starts at another word, so that no two are similar for their whole length.
    func words(_ number: Int) -> [String] {
      let (text, other) = (texts[number % 500], texts[(number * 7 + number / 500) % 500])
      let cut = number % 200
      return Array(text[cut...]) + other[..<cut] + ["n\(number)"]
    }
    var duplicates = NearDuplicates()
    let clock = ContinuousClock()
    var time = Duration.zero
    for number in 0..<25_000 {
      let own = words(number)
      time += clock.measure { duplicates.add(ReviewReference(number), label: nil, words: own) }
    }
    time += clock.measure { _ = duplicates.groups { words($0.number) } }
    #expect(time < .seconds(30))
  }
}
