import Classifier
import SourceText

/// The end of a Keras model: whether its output is probabilities or logits, by its last activations and its loss.
struct KerasHead {
  /// The decisions about settings that the file leaves open.
  private(set) var decisions: [Decision] = []

  /// Reads the end, and brings it into the form in which a model folder has it.
  ///
  /// A linear activation at the end is left out, and one behind a linear `Dense` becomes that layer's. What remains is
  /// computed as Keras does: a sigmoid after a sigmoid applies it twice.
  ///
  /// - Parameters:
  ///   - layers: The layers in order.
  ///   - loss: The loss that the model was trained by, if the file says.
  ///   - place: The model's file.
  /// - Throws: A diagnostic where the output is neither probabilities nor logits.
  init(_ layers: inout [KerasLayer], loss: KerasLoss?, place: SourceLocation) throws(Diagnostic) {
    Self.fold(&layers)
    guard let last = layers.last,
      let units = layers.last(where: { $0.className == "Dense" })?.configuration["units"]?.integer
    else { return }
    let activation = last.activation
    if activation == "sigmoid", units > 1 {
      throw Diagnostic(
        "the model gives \(units) answers of yes or no (a sigmoid for each of \(units) labels), and one class among several is needed",
        at: place, hint: KerasModel.otherRoad)
    }
    if activation == (units == 1 ? "sigmoid" : "softmax") {
      readProbabilities(loss, layers)
    } else if let loss, loss.kind == .number {
      throw Diagnostic(
        "the model is a regression: it gives a number, trained by the loss '\(loss.name)', and no probability",
        at: place, hint: KerasModel.otherRoad)
    } else if activation == "linear", last.className == "Dense" {
      try readLogits(loss, place)
    }
  }

  private mutating func readProbabilities(_ loss: KerasLoss?, _ layers: [KerasLayer]) {
    let isTwice =
      layers.last?.className == "Activation" && layers.dropLast().last?.activation == "sigmoid"
    if isTwice, layers.last?.activation == "sigmoid" {
      decisions.append(
        Decision("the sigmoid stands twice at the end, so that probabilities lie from 50 % to 73 %")
      )
    }
    guard let loss else { return }
    if loss.readsLogits {
      decisions.append(
        Decision(
          "the output is read as a probability, though the loss '\(loss.name)' takes it for a logit"
        ))
    } else if loss.kind == .number {
      decisions.append(
        Decision("the output is read as a probability, though the loss is '\(loss.name)'"))
    }
  }

  private mutating func readLogits(_ loss: KerasLoss?, _ place: SourceLocation) throws(Diagnostic) {
    guard let loss else {
      return decisions.append(
        Decision("the output is read as a logit, though the file names no loss that says so"))
    }
    if loss.readsLogits { return }
    guard loss.kind == .other else {
      throw Diagnostic(
        "the last layer has no activation, but the loss '\(loss.name)' reads its output as a probability",
        at: place,
        hint: "train it with from_logits=True, or with a sigmoid at the end; "
          + KerasModel.otherRoad)
    }
    decisions.append(
      Decision("the output is read as a logit, though the loss '\(loss.name)' does not say so"))
  }

  private static func fold(_ layers: inout [KerasLayer]) {
    while layers.count > 1, let last = layers.last, last.className == "Activation",
      last.activation == "linear"
    {
      layers.removeLast()
    }
    guard let last = layers.last, last.className == "Activation",
      let dense = layers.dropLast().last, dense.className == "Dense", dense.activation == "linear"
    else { return }
    layers.removeLast()
    layers[layers.count - 1].configuration["activation"] = last.configuration["activation"]
  }
}

extension KerasLayer {
  /// Keras' name of the layer's activation.
  fileprivate var activation: String { configuration["activation"]?.string ?? "linear" }
}
