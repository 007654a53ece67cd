import Attribution
import Classifier
import LinearAlgebra
import SourceText
import TestSupport
import Testing

/// Word swaps and word removals: predictions are compared with forward passes, and proofs with all sets.
struct CounterfactualTests {
  /// At most ten words, so that all sets can be enumerated; some words occur twice.
  private static let texts = [
    "good", "a good film, not bad, not dull; fun film", "very bad bad dull film", "Unheard-of film",
  ]

  /// A network with a removal.
  struct FlipCase: CustomTestStringConvertible, Sendable {
    let network: NetworkCase
    let removal: Removal
    let usesClosedForm: Bool

    var testDescription: String {
      "\(network.testDescription), \(removal.rawValue)\(usesClosedForm ? "" : ", by the layers")"
    }

    static let all = NetworkCase.all.filter { $0.target == .probability }.flatMap { network in
      Removal.allCases.flatMap { removal in
        [true, false].map {
          FlipCase(network: network, removal: removal, usesClosedForm: $0)
        }
      }
    }
  }

  /// The verdict when some of the words are missing, by the layers alone.
  private func verdict(_ review: ReviewInput, without words: [Int], _ removal: Removal) -> Int {
    let sequential = review.network.sequential
    let gone = Set(words.map { review.review.firstPosition + $0 })
    let logits: Matrix
    switch (removal, review.mask) {
    case (.replace, let mask):
      var embedded = review.embedded
      for position in gone {
        embedded.setRow(position, to: Baseline.pad.row(for: review), row: 0)
      }
      logits = sequential.logits(at: embedded, mask: mask)
    case (.remove, let mask?):
      logits = sequential.logits(
        at: review.embedded, mask: mask.indices.map { mask[$0] && !gone.contains($0) })
    case (.remove, nil):
      let kept = (0..<review.embedded.rows).filter { !gone.contains($0) }
      logits = sequential.logits(at: Matrix(kept.map { review.embedded.row($0) }))
    }
    if logits.columns == 1 { return Prediction(logit: logits[0, 0]).label == .positive ? 1 : 0 }
    return logits.row(0).firstIndex(of: logits.row(0).max() ?? 0) ?? 0
  }

  @Test(arguments: FlipCase.all)
  func `a set flips the verdict, and no smaller one does`(test: FlipCase) throws {
    let model = try test.network.model()
    for text in Self.texts {
      let review = model.explainer(.probability, usesClosedForm: test.usesClosedForm).explain(text)
      let flip = SmallestFlip(review, removal: test.removal)
      let count = review.review.read.count
      #expect(flip.wordCount == count)
      let before = verdict(review, without: [], test.removal)
      if let words = flip.words {
        #expect(verdict(review, without: words, test.removal) != before)
        #expect(Set(words).count == words.count && words == words.sorted())
        #expect(flip.atLeast <= words.count)
      }
      let smallest = (1..<1 << count).filter { set in
        verdict(review, without: (0..<count).filter { set >> $0 & 1 == 1 }, test.removal) != before
      }.map(\.nonzeroBitCount).min()
      // The words are few enough for every set to be ruled out or found.
      #expect(flip.isImpossible == (smallest == nil))
      #expect(flip.words?.count == smallest)
      #expect(flip.isSmallest == (smallest != nil))
    }
  }

  @Test(arguments: [1, 3, 20])
  func `the swaps are the head of all words by their predicted change`(count: Int) throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 4).explain("a good film")
    let vocabulary = review.network.text.vocabulary
    let all = VocabularySwaps(review, count: vocabulary.count)
    let swaps = VocabularySwaps(review, count: count)
    #expect(swaps.raising == Array(all.raising.prefix(count)))
    #expect(swaps.lowering == Array(all.lowering.prefix(count)))
    let words = vocabulary.words.indices.filter(vocabulary.isWord)
    #expect(Set(all.raising.map(\.index)).isSubset(of: words))
    for (first, second) in zip(all.raising, all.raising.dropFirst()) {
      #expect((-first.predicted, first.index) < (-second.predicted, second.index))
    }
  }

  @Test func `a search without a budget claims nothing that it did not prove`() throws {
    for seed in 1...20 {
      let review = try RandomModel(hiddenLayers: [7, 5], seed: UInt64(seed)).explain(Self.texts[1])
      let proved = SmallestFlip(review)
      let hasty = SmallestFlip(review, budget: 0)
      #expect(hasty.evaluations == 0)
      #expect(hasty.atLeast <= proved.atLeast)
      if hasty.isSmallest { #expect(hasty.words?.count == proved.words?.count) }
      if let words = hasty.words { #expect(words.count >= proved.words?.count ?? .max) }
    }
  }

  @Test func `words that stand for each other are counted together`() throws {
    let review = try RandomModel(hiddenLayers: [], seed: 4).explain("bad bad bad film")
    let flip = SmallestFlip(review)
    for (word, count) in zip(flip.words ?? [], flip.interchangeable) {
      #expect(count == (word < 3 ? 3 : 1))
    }
  }

  @Test(arguments: NetworkCase.all)
  func `a swap is verified by the forward pass of the edited review`(network: NetworkCase) throws {
    let model = try network.model()
    let text = "a good film, not dull"
    let review = model.explain(text, target: network.target)
    for place in VocabularySwaps.Place.allCases {
      let swaps = VocabularySwaps(review, place: place, count: 3)
      #expect(swaps.place == (network.isMasked && place == .padding ? .weakest : place))
      for swap in swaps.raising + swaps.lowering {
        #expect(model.model.text.vocabulary.isWord(swap.index))
        var words = ["a", "good", "film", "not", "dull"]
        let word = swaps.position - review.review.firstPosition
        if swaps.place == .padding { words.append(swap.word) } else { words[word] = swap.word }
        let edited = model.explain(words.joined(separator: " "), target: network.target)
        #expect(abs(swap.exact - (edited.value - review.value)) < 1e-13)
      }
    }
  }

  @Test func `the promise is the change of the output where it is linear`() throws {
    let review = try RandomModel(hiddenLayers: [], seed: 8).explain("a good film", target: .logit)
    let swaps = VocabularySwaps(review, count: 100)
    #expect(swaps.raising.count + swaps.lowering.count == 8)
    for swap in swaps.raising + swaps.lowering {
      #expect(abs(swap.predicted - swap.exact) < 1e-12)
    }
    #expect(swaps.raising.map(\.predicted) == swaps.raising.map(\.predicted).sorted(by: >))
    #expect(swaps.lowering.map(\.predicted) == swaps.lowering.map(\.predicted).sorted())
  }

  @Test func `the weakest word changes least and the strongest most`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 3).explain("a good film, not dull")
    let changes = try method("occlusion").attribute(review).positions.map(abs)
    let words = review.review.firstPosition..<review.review.firstPosition + 5
    for (place, extreme) in [
      (VocabularySwaps.Place.weakest, changes[words].min()), (.strongest, changes[words].max()),
    ] {
      #expect(abs(changes[VocabularySwaps(review, place: place).position] - (extreme ?? 0)) < 1e-15)
    }
  }

  @Test func `a review without a word has nothing to flip`() throws {
    let flip = SmallestFlip(try RandomModel(hiddenLayers: [6], seed: 3).explain("!"))
    #expect(flip.words == nil)
    #expect(flip.isImpossible)
    _ = VocabularySwaps(try RandomModel(hiddenLayers: [6], seed: 3).explain("!"), place: .weakest)
  }
}
