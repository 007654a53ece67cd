import Attribution
import Classifier
import SourceText
import TestSupport
import Testing

/// The few lines in which a program explains a text.
@Suite struct ScoredWordTests {
  @Test(arguments: TinyClassifier.reviews)
  func `words have the scores of the method, and their places in the text`(text: String) throws {
    let review = Explainer(TinyClassifier.model).explain(text)
    let method = IntegratedGradients(baseline: .zero)
    let words = try method.scoredWords(of: review)
    #expect(words.map(\.score) == method.attribute(review).scores)
    let scalars = Array(text.unicodeScalars)
    for word in words {
      let written = String(String.UnicodeScalarView(scalars[word.range]))
      #expect(written.lowercased() == word.word)
    }
  }

  /// A classifier of three words.
  private static let function = FunctionClassifier { texts in
    texts.map { $0.contains("warm") ? [0.25, 0.75] : [0.5, 0.5] }
  }

  @Test func `a function is explained by what it predicts without words`() throws {
    let review = try Explainer(Self.function).explain("A warm film")
    let words = try Occlusion().scoredWords(of: review)
    #expect(words.map(\.word) == ["a", "warm", "film"])
    #expect(words.map { (1e9 * $0.score).rounded() } == [0, 0.25e9, 0])
  }

  @Test func `a method that needs more than a classifier has is refused`() throws {
    let review = try Explainer(Self.function).explain("A warm film")
    for method: any AttributionMethod in [IntegratedGradients(), Saliency(), LRP()] {
      #expect(throws: Diagnostics.self) { try method.scoredWords(of: review) }
    }
  }

  @Test func `probabilities that are not one for each class are an error`() throws {
    let wrong = FunctionClassifier(classes: ["a", "b", "c"]) { texts in texts.map { _ in [1] } }
    let review = try Explainer(wrong).explain("A warm film")
    #expect(throws: Diagnostics.self) { try Occlusion().scoredWords(of: review) }
    #expect(throws: Diagnostics.self) {
      try Explainer(FunctionClassifier(classes: ["one"]) { texts in texts.map { _ in [1] } })
    }
  }

  @Test func `each initialiser has the defaults of the options`() throws {
    for registered in AttributionMethods.all {
      var options = Options(owner: registered.name)
      let configured = ConfiguredMethod(registered, options: &options)
      let review = Explainer(TinyClassifier.model).explain(TinyClassifier.reviews[1])
      let method = try #require(Self.standard[registered.name], "\(registered.name) is missing")
      let scores = [configured.method, method].map { $0.attribute(review).scores }
      #expect(scores[0] == scores[1], "\(registered.name)")
    }
  }

  private static let methods: [any AttributionMethod] = [
    IntegratedGradients(), ExpectedGradients(), DeepLift(), DeepLiftShap(), LRP(),
    InputXGradient(), GradCam(), LayerConductance(), Interactions(), ShapleyValues(),
    ShapleyValueSampling(), KernelShap(), PartitionShap(), Lime(), Occlusion(), LeaveOneOut(),
    Saliency(), SmoothGrad(), SmoothGrad(type: .smoothgradSquared), SmoothGrad(type: .vargrad),
    GuidedBackprop(), GuidedBackprop(rule: .deconvolution), RandomNumbers(), WordPosition(),
  ]

  private static let standard = Dictionary(
    uniqueKeysWithValues: methods.map { ($0.name, $0) })
}
