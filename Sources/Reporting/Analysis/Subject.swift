import Attribution
import Classifier
import HTML
import LinearAlgebra

/// What is explained, in words and numbers: a class, perhaps against another one.
struct Subject {
  private let output: Output
  private let classes: [Label]

  init(_ output: Output, of classes: [Label]) {
    self.output = output
    self.classes = classes
  }

  init(_ explainer: Explainer) { self.init(explainer.output, of: explainer.model.classes) }

  /// The class.
  var label: Label { classes[output.classIndex] }

  /// The class that speaks against it; nil where there are several.
  var rival: Label? {
    if let rival = output.rival { return classes[rival] }
    return classes.count == 2 ? classes[1 - output.classIndex] : nil
  }

  /// The class in running text, with the one that it is held against where somebody asked for that.
  var name: String {
    "“\(label)”" + (output.rival.map { " rather than “\(classes[$0])”" } ?? "")
  }

  /// What numbers with the other sign support, in running text.
  var opposite: String { rival.map { "“\($0)”" } ?? "other classes" }

  /// The same without quotation marks.
  var plainOpposite: String { rival?.name ?? "other classes" }

  /// Whether a probability of ½ and a logit of 0 are where the verdict changes.
  var hasDivide: Bool { classes.count == 2 }

  /// Whether it is what would be explained if nobody asked: "positive" of a model with one logit.
  var isStandard: Bool {
    output.logits == 1 && output.classIndex == 1 && classes == Label.binary
  }

  /// The probability of the class; against another one, where the choice is between these two.
  func probability(_ prediction: Prediction) -> Double {
    value(.probability, prediction)
  }

  /// The logit of the class; against another one, by how much it is larger.
  func logit(_ prediction: Prediction) -> Double { value(.logit, prediction) }

  private func value(_ target: Target, _ prediction: Prediction) -> Double {
    let logits = prediction.logits
    return output.with(target).value(
      at: Matrix(rows: 1, columns: logits.count, logits))
  }
}

extension ReviewAnalysis {
  /// What is explained.
  var subject: Subject { Subject(explained.explainer) }
  /// The probability of what is explained.
  var probability: Double { subject.probability(prediction) }
  /// The same for a review without a word.
  var emptyProbability: Double { subject.probability(emptyReview) }
}
