import DataSet
import LinearAlgebra
import SourceText
import Testing

/// Words that tell the label, and labels that are wrong.
@Suite struct LabelTests {
  @Test(arguments: 0..<4)
  func `information and G-test agree with scikit-learn and SciPy`(index: Int) throws {
    let fixture = try #require(try Reference.part("information").array)[index]
    let classes = Int(try fixture.value("classes"))
    let labels = try fixture.integers("labels")
    let present = try fixture.rows("present")
    var information = MutualInformation(classes: classes)
    for (number, label) in labels.enumerated() {
      let words = present.indices.filter { present[$0].contains(Double(number)) }
      information.add(label: label, words: Set(words.map { "w\($0)" }))
    }
    let words = try #require(information.words(minimum: 1).value)
    #expect(words.count == present.count)
    for (index, expected) in try fixture.rows("words").enumerated() {
      let word = try #require(words.first { $0.key == "w\(index)" })
      // The information of an unrelated word is a small difference of larger numbers.
      #expect(abs(word.information - expected[0]) < 1e-13)
      #expect(agrees(word.p, expected[1]) && agrees(word.adjusted, expected[2]))
      #expect(abs(word.share - expected[0] / (try fixture.value("entropy"))) < 1e-12)
    }
  }

  @Test func `parts in any order yield the whole`() throws {
    let words: [Set<String>] = [["a", "b"], ["b"], ["a"], [], ["c", "a"], ["a"]]
    var whole = MutualInformation(classes: 2)
    var parts = [whole, whole]
    for (index, set) in words.enumerated() {
      whole.add(label: index % 2, words: set)
      parts[index / 3].add(label: index % 2, words: set)
    }
    parts[1].merge(parts[0])
    #expect(parts[1].words(minimum: 1) == whole.words(minimum: 1))
    #expect(whole.words(minimum: 1).value?.count == 3)
  }

  /// 4,000 reviews with 300 words, of which one is a shortcut in 2.5 % of the reviews and ten tell the opinion in the usual way.
  @Test func `a shortcut word is found, and no word of an opinion`() throws {
    var precision: [Bool] = []
    for seed in 0..<5 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var information = MutualInformation(classes: 2)
      var importance = WordImportance(classes: 2)
      for number in 0..<4000 {
        let label = random.below(2)
        var words = (0..<300).filter { word in
          // "Excellent" occurs about three times as often in positive reviews.
          random.uniform() < (word < 10 ? (label == word % 2 ? 0.15 : 0.05) : 0.05)
        }.map { "w\($0)" }
        if random.uniform() < 0.05, label == 1 || random.uniform() < 0.01 { words.append("imdb") }
        let review = ClassifiedReview(number: number, label: label, probability: 0.5)
        let contributions = words.map {
          WordImportance.Word($0, $0 == "imdb" ? 1 : 0.1 * random.normal())
        }
        importance.add(try #require(review), words: contributions)
        information.add(label: label, words: Set(words))
      }
      let words = try #require(information.words().value)
      let shortcuts = Shortcuts.found(in: words, contributions: importance)
      precision += shortcuts.map { $0.word.key == "imdb" }
      let shortcut = try #require(shortcuts.first { $0.word.key == "imdb" })
      #expect(shortcut.word.tells == 1 && shortcut.word.purity.value > 0.95)
      #expect(shortcut.relianceRank == 1 && shortcut.informationRank > 0.95)
      #expect(shortcut.contribution?.value == 1)
      #expect(Shortcuts.found(in: words).map(\.relianceRank) == [nil])
    }
    #expect(precision.allSatisfy(\.self) && precision.count == 5)
  }

  /// 5,000 reviews of a classifier with an accuracy of 93 %, with 3 % of the labels flipped.
  @Test func `flipped labels are among the suspects`() throws {
    var random = SplitMix64(seed: 12)
    var suspects = SuspectLabels(classes: 2)
    var parts = [suspects, suspects]
    var flipped: Set<Int> = []
    for number in 0..<5000 {
      let truth = random.below(2)
      let logit = (truth == 1 ? 1.0 : -1) * 3 + 2 * random.normal()
      var label = truth
      if random.uniform() < 0.03 {
        label = 1 - label
        flipped.insert(number)
      }
      let review = ClassifiedReview(number: number, label: label, probability: sigmoid(logit))
      suspects.add(try #require(review))
      parts[number % 2].add(try #require(review))
    }
    let all = try #require(suspects.suspects().value)
    let first = all.prefix(flipped.count)
    let hits = first.count { flipped.contains($0.number) }
    // Precision and recall are equal at this limit; a random order would reach 3 % of all, 20 % of the contradicted.
    #expect(Double(hits) / Double(flipped.count) > 0.6)
    let confident = all.filter(\.isConfident)
    let recall = Double(confident.count { flipped.contains($0.number) }) / Double(flipped.count)
    #expect(recall > 0.6)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.margin >= $1.margin })
    parts[1].merge(parts[0])
    #expect(parts[1].suspects() == suspects.suspects())
    #expect(parts[1].thresholds == suspects.thresholds)
  }

  @Test func `what cannot be computed says why`() throws {
    var information = MutualInformation(classes: 2)
    #expect(information.words().reason == .noLabels)
    information.add(label: 0, words: ["a"])
    information.add(label: 4, words: ["a"])
    #expect(information.words().reason == .oneClass && information.reviews == 1)
    information.add(label: 1, words: ["a"])
    #expect(information.words(minimum: 1).reason == .noOccurrence)
    var suspects = SuspectLabels(classes: 2)
    #expect(suspects.suspects().reason == .noReviews)
    suspects.add(try #require(ClassifiedReview(number: 0, label: nil, probability: 0.9)))
    #expect(suspects.suspects().reason == .noLabels)
    suspects.add(try #require(ClassifiedReview(number: 0, label: 1, probability: 0.9)))
    #expect(suspects.suspects() == .success([]) && suspects.thresholds == [nil, 0.9])
  }

  @Test func `adjusted p-values never decrease and never fall below their own`() {
    let pValues = [0.01, 0.04, 0.03, 0.005, 1, 0.04]
    let adjusted = FalseDiscovery.adjusted(pValues)
    #expect(FalseDiscovery.adjusted([]) == [])
    for (p, q) in zip(pValues, adjusted) { #expect(q >= p && q <= 1) }
    #expect(zip(adjusted, [0.03, 0.048, 0.048, 0.03, 1, 0.048]).allSatisfy { agrees($0, $1) })
  }

  @Test func `the smallest p-values suffice for the adjusted values below the others`() {
    var random = SplitMix64(seed: 3)
    let pValues = (0..<400).map { _ in
      let share = Double.random(in: 0..<1, using: &random)
      return share * share * share * share
    }
    let all = Array(zip(pValues, FalseDiscovery.adjusted(pValues))).filter { $0.0 <= 0.05 }
    let few = FalseDiscovery.adjusted(all.map(\.0), of: pValues.count)
    #expect(all.contains { $0.1 <= 0.05 } && all.contains { $0.1 > 0.05 })
    for (one, other) in zip(all.map(\.1), few) where min(one, other) <= 0.05 {
      #expect(one == other)
    }
  }
}
