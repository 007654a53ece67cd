import Attribution
import Classifier
import LinearAlgebra
import Reporting
import Testing

/// Every sentence that is made of findings is held against what was measured, on every kind of classifier.
@Suite(.serialized) struct SentenceTests {
  /// Whether a sentence is true of a review; nil where the check knows no such sentence.
  private typealias Check = @Sendable (String, MeasuredReview) -> Bool?

  private static let checks: [String: Check] = [
    "reading": { text, it in
      let padding = it.analysis.review.paddingPositions.count
      let expected = [it.analysis.tokens.count] + (padding > 0 ? [padding] : [])
      return numbers(text) == expected && text.contains("padding") == (padding > 0)
    },
    "order": { _, it in
      let explainer = it.explained.explainer
      let orders = WordOrders(
        it.analysis.review, model: explainer.network, output: it.output, count: 10, seed: 1)
      return it.analysis.tokens.count > 1 && orders.largestChange < 1e-12
    },
    "plain baseline": { text, it in
      let explainer = it.explained.explainer
      guard explainer.hasBaselineRows else { return !text.contains("padding (") }
      if text == "an empty review" {
        let empty = explainer.explaining(it.output).explain("")
        return abs(empty.value - Baseline.pad.value(for: it.explained)) <= 1e-12
      }
      return text.hasPrefix("padding (filler)")
    },
    "standfirst of the gradient": { text, it in
      if text.contains("Both facts") { return it.collapses }
      if text.contains("tells words apart") { return !it.collapses && it.distinctWordRows > 1 }
      if text.contains("does not tell the words") {
        return !it.collapses && it.distinctWordRows < 2
      }
      return nil
    },
    "mean": { text, it in
      let padding = it.analysis.review.paddingPositions
      let pads = padding.contains { it.row($0).contains { $0 != 0 } }
      let isZero = it.counted.allSatisfy { it.row($0).allSatisfy { $0 == 0 } }
      if text.contains("takes its share") {
        return numbers(text) == [it.counted.count, it.words.count]
          && (pads || isZero) && !padding.isEmpty
      }
      if text.contains("has no share") {
        return numbers(text) == [it.counted.count, it.words.count] && !pads
          && it.counted.count > it.words.count
      }
      return text.contains("alone")
        ? numbers(text) == [it.counted.count] && it.counted == it.words && !pads : nil
    },
    "path": { text, it in path(text, it) },
    "path's caption": { text, it in path(text, it) },
    "agreement": { text, it in agreement(text, it) },
    "forced agreement": { text, it in forced(text, it) },
    "finding": { text, it in
      let isZero = it.counted.allSatisfy { it.row($0).allSatisfy { $0 == 0 } }
      if text.contains("zero in every row") { return isZero }
      if text.contains("one row, repeated over") {
        return it.collapses && !isZero && numbers(text) == [it.counted.count]
      }
      return text.contains("different rows")
        ? !it.collapses && numbers(text) == [it.distinctRows] : nil
    },
    "finding's reason": { text, it in
      if text.contains("but not among the words") {
        return !it.collapses && it.distinctWordRows < 2
      }
      if text.contains("differ from word to word") {
        return !it.collapses && it.distinctWordRows > 1
      }
      if text.contains("yet all rows are equal") { return it.collapses }
      guard text.contains("can’t tell") else { return nil }
      let pads = it.analysis.review.paddingPositions.contains(where: it.counted.contains)
      return it.collapses && text.contains("from padding") == pads
    },
    "finding's advice": { text, it in
      if text.contains("nothing to rank") { return !it.hasDifferentWords }
      let flat = it.analysis.results.filter(it.isFlat).map(\.method.title)
      if text.contains("All methods") || text.contains("Every method") { return flat.isEmpty }
      guard let start = text.firstRange(of: "no better than chance: ") else { return nil }
      let parts = text[start.upperBound...].split(
        separator: ". These methods still tell words apart: ")
      let useful = it.analysis.results.filter { !it.isFlat($0) }.map(\.method.title)
      return it.hasDifferentWords && titles(parts[0]) == flat
        && titles(parts.dropFirst().first ?? "") == useful
    },
    "finding in the terminal": { text, it in
      if text.contains("returns no gradients") { return !it.explained.explainer.hasGradients }
      if text.contains("no two words") { return it.collapses && !it.hasDifferentWords }
      if text.contains("can't rank") { return it.collapses && it.hasDifferentWords }
      if text.contains("does not tell") { return !it.collapses && it.distinctWordRows < 2 }
      return text.contains("tells words apart")
        ? !it.collapses && it.distinctWordRows > 1 : nil
    },
    "words in the gradient table": { text, it in
      let review = it.explained.atEmbeddings.review
      let first = review.firstPosition
      let others = (first + 1..<first + review.read.count).filter(it.counted.contains)
      return numbers(text) == [review.read.count - 1]
        ? shared(text, others.map(it.row), with: it.row(it.counted[0])) : false
    },
    "padding in the gradient table": { text, it in
      let padding = Array(it.analysis.review.paddingPositions)
      return numbers(text) == [padding.count - 1]
        ? shared(text, padding.dropFirst().map(it.row), with: it.row(padding[0])) : false
    },
    "gradient picture": { text, it in
      if text.contains("one row, repeated") {
        return it.collapses
          && text.contains("left out") == (it.counted.count < it.analysis.gradient.rows)
      }
      return !it.collapses && numbers(text) == [it.distinctRows]
    },
    "embedding picture": { text, it in
      let vectors = it.explained.atEmbeddings.embedded
      return numbers(text) == [Set((0..<vectors.rows).map(vectors.row)).count]
    },
    "sums": { text, it in sums(text, it) },
    "conditions": { text, it in
      guard let result = result(text, it) else { return nil }
      let method = result.method.method
      if text.contains("A missing word is") != (method.removal != nil) { return false }
      if method.removal == nil, let baseline = method.baseline {
        let isProgram = !it.explained.explainer.hasLayers
        let start = isProgram ? "the baseline embeddings of the program" : baseline.summary
        if !text.contains("Baseline: \(start).") { return false }
      }
      return text.contains("R²") == (result.attribution.fit != nil)
    },
    "unknown words": { text, it in
      let network = it.explained.explainer.hasLayers ? it.explained.network : nil
      let unknown = it.analysis.tokens.count { token in
        network.map { $0.text.vocabulary.index(of: token.text) == nil } ?? false
      }
      return text.isEmpty ? unknown == 0 : numbers(text).first == unknown
    },
    "unread words": { text, it in
      let left = it.analysis.review.tokens.count - it.analysis.tokens.count
      return text.isEmpty ? left == 0 : numbers(text).first == left && left > 0
    },
    "n-grams": { text, it in
      // A model that reads runs of words reads others in another order.
      guard it.explained.explainer.hasLayers else { return false }
      let model = it.explained.network
      let words = it.analysis.tokens.map(\.text)
      let turned = model.encode(words.reversed().joined(separator: " "))
      let same = model.encode(words.joined(separator: " "))
      let differs = model.predict(turned).logits != model.predict(same).logits
      return text.contains("runs of") || !differs
    },
    "fewest words": { text, it in FlipSentenceCheck(text, it).result },
    "strongest words": { text, it in strongest(text, it) },
    "relative colours": { text, it in
      let small = it.analysis.results.filter { result in
        result.isContribution && result.attribution.scores.allSatisfy { abs($0) < 0.04 }
      }
      let value = text.firstMatch(of: /([0-9.]+) points/).flatMap { Double($0.1) } ?? -1
      return min(it.explained.value, 1 - it.explained.value) < 0.02
        && small.contains { result in
          let largest = 100 * (result.attribution.scores.map(abs).max() ?? 0)
          return abs(largest - value) <= 0.005 || largest < 0.01
        }
    },
    "sampling": { text, it in
      let sampled = it.analysis.results.filter { ($0.attribution.standardErrors?.max() ?? 0) > 0 }
      let widest = sampled.map { 196 * ($0.attribution.standardErrors?.max() ?? 0) }
      let printed = text.matches(of: /±([0-9]+\.[0-9]+)/).compactMap { Double($0.1) }
      return text.isEmpty == sampled.isEmpty && printed.count == widest.count
        && zip(widest, printed).allSatisfy {
          abs(max($0, 0.01) - $1) <= ($0 < 1 ? 0.0051 : 0.051)
        }
    },
    "order of sampled scores": { text, it in
      let orders = it.analysis.results.map { settledPlaces(it, $0.attribution) }
      if text.isEmpty { return orders.contains { !$0.contains { !$0.isSettled } } }
      return orders.contains { order in
        let settled = order.filter(\.isSettled).map(\.word)
        let isMostly = 2 * settled.count < order.count
        return text.contains("≈")
          ? !isMostly && settled.count < order.count
          : isMostly && Set(settled) == Set(text.matches(of: /“([^”]*)”/).map { String($0.1) })
      }
    },
    "signs": { text, it in
      let present = it.analysis.results.filter { it.signless.contains($0.method.name) }
      return text.isEmpty ? present.isEmpty : it.named(in: text).count == present.count
    },
  ]

  /// The twelve strongest words, and whether each differs from its neighbours by more than the samples leave open.
  private static func settledPlaces(_ it: MeasuredReview, _ attribution: Attribution) -> [(
    word: String, isSettled: Bool
  )] {
    let scores = attribution.scores.map(abs)
    let order = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    func differ(_ one: Int, _ other: Int) -> Bool {
      guard order.indices.contains(one), order.indices.contains(other),
        let errors = attribution.standardErrors
      else { return true }
      let (one, other) = (order[one], order[other])
      let gap = abs(scores[one] - scores[other])
      let variance = errors[one] * errors[one] + errors[other] * errors[other]
      return gap == 0 || gap >= 1.96 * variance.squareRoot()
    }
    return order.prefix(12).indices.map {
      (it.analysis.words[order[$0]], differ($0 - 1, $0) && differ($0, $0 + 1))
    }
  }

  private static let surveyChecks: [String: @Sendable (String, MeasuredSurvey) -> Bool?] = [
    "headline": { text, it in
      let collapsed = it.reviews.count(where: \.collapses)
      let telling = it.reviews.count { !$0.collapses && $0.distinctWordRows > 1 }
      if text.contains("every word of a review") { return collapsed == it.reviews.count }
      if text.contains("they differ from word to word.") {
        return collapsed == 0 && telling == it.reviews.count
      }
      if text.contains("do not collapse, and") {
        return collapsed == 0 && numbers(text)[0] == telling
      }
      return numbers(text) == [collapsed, it.reviews.count]
    },
    "reason": { text, it in
      let telling = it.reviews.count { !$0.collapses && $0.distinctWordRows > 1 }
      if text.contains("is an external program") {
        return !it.reviews[0].explained.explainer.hasLayers
      }
      if text.contains("the same change to any word") { return it.reviews.allSatisfy(\.collapses) }
      if text.contains("yet no review") { return telling == 0 }
      if text.hasSuffix("of these reviews.") { return telling > 0 && telling < it.reviews.count }
      return text.contains("differ from word to word") ? telling == it.reviews.count : nil
    },
    "measures": { text, it in
      let padded = it.reviews.filter { !$0.analysis.review.paddingPositions.isEmpty }
      if text.hasPrefix("reviews with padding") { return text.contains("none") == padded.isEmpty }
      let patterns = it.reviews.compactMap(\.patterns)
      let ends = Set(patterns.compactMap(\.last))
      if text.hasPrefix("activation patterns") {
        return ends.first?.isEmpty == false && numbers(text)[0] == ends.count
      }
      if text.hasPrefix("smallest cosine") { return ends.count > 1 }
      if text.hasPrefix("units that switch") {
        let straight = it.reviews.compactMap(\.changes).count { $0 == 0 }
        return numbers(text)[0]
          == Int((100 * Double(straight) / Double(patterns.count)).rounded())
      }
      return true
    },
    "outlook": { text, it in
      let name = text.prefix { $0 != ":" }
      let rankable = it.reviews.filter(\.hasDifferentWords)
      let flat = rankable.count { review in
        review.analysis.results.contains { $0.method.name == name && review.isFlat($0) }
      }
      if text.contains("a control") { return name == "random" }
      if text.contains("no review has two") { return rankable.isEmpty }
      if text.contains("flat: one number") { return flat == rankable.count && flat > 0 }
      if text.contains("tells words apart") { return flat == 0 && !rankable.isEmpty }
      return text.contains("flat in") && flat > 0 && flat < rankable.count
    },
    "advice": { text, it in
      let complete = it.methods.filter { name in
        let found = it.reviews.compactMap { review in
          review.analysis.results.first { $0.method.name == name }.map { (review, $0.attribution) }
        }
        let sizes = found.map { review, attribution -> (delta: Double, change: Double)? in
          guard let start = attribution.baselineValue else { return nil }
          let change = review.explained.value - start
          return (abs(attribution.rows.reduce(0, +) - change), abs(change))
        }
        let known = sizes.compactMap(\.self)
        let change = known.map(\.change).max() ?? 0
        return known.count == sizes.count
          && (known.map(\.delta).max() ?? 1) <= min(5e-4, change / 20)
      }
      let isNone = text.contains("None of the methods above")
      return text.contains("contributions instead") == it.reviews.allSatisfy(\.collapses)
        && isNone == complete.isEmpty
        && complete.allSatisfy { text.contains($0) }
        && it.methods.count {
          text.contains(" \($0),") || text.contains(" \($0).") || text.contains(" \($0) and")
        } == complete.count
    },
  ]

  @Test func `every sentence has a check, and every check a sentence`() {
    #expect(GeneratedSentences.ofReview.map(\.name).sorted() == Self.checks.keys.sorted())
    #expect(GeneratedSentences.ofSurvey.map(\.name).sorted() == Self.surveyChecks.keys.sorted())
  }

  @Test(arguments: try SentenceCase.all())
  func `a sentence about a review is true of it`(example: SentenceCase) throws {
    for analysis in try example.analyses() {
      let measured = MeasuredReview(analysis)
      for (name, text) in GeneratedSentences.ofReview {
        let check = try #require(Self.checks[name])
        for sentence in text(analysis) {
          #expect(
            check(sentence, measured) == true, "\(name) of “\(analysis.pick.text)”: \(sentence)")
        }
      }
    }
  }

  @Test(arguments: try SentenceCase.all())
  func `a sentence about several reviews is true of them`(example: SentenceCase) throws {
    guard example.explainer.hasGradients else { return }
    let analyses = try example.analyses()
    // All of them, and each alone: a review of unknown words has nothing to rank.
    let reviews = analyses.map { MeasuredReview($0) }
    let methods = try example.methods()
    for set in [reviews] + reviews.map({ [$0] }) {
      let survey = try #require(
        CollapseSurvey(
          of: set.map(\.analysis.pick.text), by: example.explainer, methods: methods))
      let measured = MeasuredSurvey(reviews: set, methods: methods.map(\.name))
      for (name, text) in GeneratedSentences.ofSurvey {
        let check = try #require(Self.surveyChecks[name])
        for sentence in text(survey) {
          #expect(check(sentence, measured) == true, "\(name) of \(set.count): \(sentence)")
        }
      }
    }
  }
}

/// Several reviews of one classifier, and the names of the methods.
struct MeasuredSurvey {
  let reviews: [MeasuredReview]
  let methods: [String]
}
