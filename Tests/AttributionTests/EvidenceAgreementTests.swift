import Attribution
import Classifier
import Faithfulness
import LinearAlgebra
import SourceText
import Testing

/// The agreement of methods, and the part of it that is forced.
struct EvidenceAgreementTests {
  private let text = "A good, good film; not very bad. Unheard-of fun"

  private func results(_ review: ReviewInput, _ list: String) throws
    -> [(method: ConfiguredMethod, attribution: Attribution)]
  {
    try ConfiguredMethod.list(parsing: list, defaults: []).map {
      ($0, $0.method.attribute(review))
    }
  }

  private func agreement(_ review: ReviewInput, _ list: String) throws -> Agreement {
    Agreement(try results(review, list).map { ($0.method.name, $0.attribution) })
  }

  @Test(arguments: NetworkCase.all)
  func `agreement is symmetric, 1 with itself, and undefined for one number for all words`(
    network: NetworkCase
  ) throws {
    let review = try network.model().explain(text, target: network.target)
    let results = try results(review, "integrated-gradients,occlusion,saliency,input-x-gradient")
    let agreement = Agreement(results.map { ($0.method.name, $0.attribution) })
    // If all units are off at the review, other methods than saliency are constant as well.
    let constant = results.map(\.attribution.isConstant)
    #expect(constant[2])
    for row in agreement.names.indices {
      for column in agreement.names.indices {
        let pair = agreement.pairs[row][column]
        #expect(pair == agreement.pairs[column][row])
        #expect((pair == nil) == (constant[row] || constant[column]))
        for value in [pair?.kendall, pair?.spearman].compactMap(\.self) {
          #expect((-1...1).contains(value))
        }
        if row == column, let pair { #expect(pair.kendall == 1 && pair.spearman == 1) }
      }
    }
    // Eight different words are read, one of them twice.
    #expect(agreement.ranks[2] == 1)
    #expect(agreement.ranks[0] <= 8)
  }

  @Test func `each pair of methods has the correlations of their scores`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 5).explain(text)
    let results = try results(review, "integrated-gradients,occlusion,saliency,shapley-values")
    let agreement = Agreement(results.map { ($0.method.name, $0.attribution) })
    for (row, first) in results.map(\.attribution.scores).enumerated() {
      for (column, second) in results.map(\.attribution.scores).enumerated() where row != column {
        let pair = agreement.pairs[row][column]
        #expect(pair?.kendall == RankCorrelation.kendall(first, second))
        #expect(pair?.spearman == RankCorrelation.spearman(first, second))
      }
    }
  }

  @Test func `a choice of methods is the agreement of these methods`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 5).explain(text)
    let all = try agreement(review, "integrated-gradients,occlusion,saliency")
    #expect(
      all.of(["saliency", "nothing", "integrated-gradients"])
        == (try agreement(review, "saliency,integrated-gradients")))
  }

  @Test func `the mean over reviews is over those in which both methods tell words apart`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 5)
    let texts = ["a good film", "not bad, not dull", "fun"]
    let agreements = try texts.map {
      try agreement(model.explain($0), "integrated-gradients,occlusion,saliency")
    }
    let mean = MeanAgreement(agreements)
    #expect(mean.reviews == 3)
    // A single word has no order.
    #expect(mean.counts[0][1] == 2)
    #expect(mean.pairs[0][2] == nil)
    let kendall = agreements.compactMap { $0.pairs[0][1]?.kendall }
    #expect(mean.pairs[0][1]?.kendall == (kendall[0] + kendall[1]) / 2)
    #expect(MeanAgreement([]).names.isEmpty)
  }

  @Test(arguments: NetworkCase.all)
  func `what is forced holds to rounding, by every method that is there`(network: NetworkCase)
    throws
  {
    let review = try network.model().explain(text, target: network.target)
    let lists = ["integrated-gradients", "input-x-gradient", "saliency", "smoothgrad"]
    let later = ["grad-cam", "lrp:rule=zero", "deeplift"].filter { list in
      AttributionMethods.named(String(list.prefix { $0 != ":" })) != nil
    }
    let forced = ForcedAgreement(
      review, results: try results(review, (lists + later).joined(separator: ",")))
    for finding in forced.findings {
      #expect(finding.difference < 1e-9, "\(finding.method)")
    }
    let isFlat = review.gradient.elements.allSatisfy { $0 == 0 }
    #expect(forced.difference(.constant).map { $0 < 1e-12 } ?? isFlat)
    #expect(forced.units == network.hiddenLayers.reduce(0, +))
    #expect(forced.switches.map { $0 <= forced.units } == true)
    let isForced =
      forced.switches == 0 && (network.classes == 2 || network.target == .logit)
    #expect((forced.difference(.oneLinearPiece) != nil) == isForced)
  }

  @Test func `without a closed form nothing is said about units`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 5).explainGenerally(text)
    let forced = ForcedAgreement(
      review, results: try results(review, "integrated-gradients:rule=gauss-legendre,saliency"))
    #expect(forced.switches == nil)
    #expect(forced.findings.map(\.identity) == [.constant])
  }

  @Test func `words that are all the same prove nothing about a method`() throws {
    let review = try RandomModel(hiddenLayers: [6], seed: 5).explain("film film film")
    let forced = ForcedAgreement(
      review, results: try results(review, "saliency,occlusion,smoothgrad"))
    #expect(forced.difference(.constant) == nil)
  }
}
