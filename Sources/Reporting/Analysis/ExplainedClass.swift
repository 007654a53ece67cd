import Attribution
import Classifier
import HTML
import LinearAlgebra

/// The target class, and the contrast class if there is one, in words and numbers.
struct ExplainedClass {
  private let output: Output
  private let classes: [Label]

  init(_ output: Output, of classes: [Label]) {
    self.output = output
    self.classes = classes
  }

  init(_ explainer: Explainer) { self.init(explainer.output, of: explainer.classes) }

  /// The target class.
  var label: Label { classes[output.classIndex] }

  /// The opposing class; nil if there are several.
  var contrast: Label? {
    if let contrast = output.contrast { return classes[contrast] }
    return classes.count == 2 ? classes[1 - output.classIndex] : nil
  }

  /// The target class in running text, with the contrast class if one was requested.
  var name: String {
    "“\(label)”" + (output.contrast.map { " rather than “\(classes[$0])”" } ?? "")
  }

  /// The classes that negative scores support, in running text.
  var opposite: String { contrast.map { "“\($0)”" } ?? "other classes" }

  /// The opposing classes without quotation marks.
  var plainOpposite: String { contrast?.name ?? "other classes" }

  /// Whether the verdict changes at a probability of ½ and a logit of 0.
  var hasDivide: Bool { classes.count == 2 }

  /// Whether this is the default target: "positive" of a model with one logit.
  var isStandard: Bool {
    output.logits == 1 && output.classIndex == 1 && classes == Label.binary
  }

  /// Returns the probability of the target class; with a contrast class, the probability given that it is one of the two.
  func probability(_ prediction: Prediction) -> Double {
    value(.probability, prediction)
  }

  /// Returns the logit of the target class; with a contrast class, the difference of the two logits.
  func logit(_ prediction: Prediction) -> Double { value(.logit, prediction) }

  private func value(_ target: OutputScale, _ prediction: Prediction) -> Double {
    let logits = prediction.logits
    return output.with(target).value(
      at: Matrix(rows: 1, columns: logits.count, logits))
  }
}

extension ReviewAnalysis {
  /// The target class, with the contrast class.
  var subject: ExplainedClass { ExplainedClass(explained.explainer) }
  /// The probability of the target class.
  var probability: Double { subject.probability(prediction) }
  /// The probability of the target class for a review without words.
  var emptyProbability: Double { subject.probability(emptyReview) }
}
