import Classifier
import SourceText

/// The output of a Keras model: probabilities or logits, inferred from its last activations and its loss.
struct KerasHead {
  /// The decisions about settings that the file does not specify.
  private(set) var decisions: [Decision] = []

  /// Analyses the last layers and normalizes them to the form used in a model folder.
  ///
  /// A final linear activation is removed, and an activation after a linear `Dense` is merged into that layer. The rest is
  /// computed as in Keras: a sigmoid after a sigmoid is applied twice.
  ///
  /// - Parameters:
  ///   - layers: The layers in order.
  ///   - loss: The training loss, if the file specifies it.
  ///   - place: The model's file.
  /// - Throws: A diagnostic if the output is neither probabilities nor logits.
  init(_ layers: inout [KerasLayer], loss: KerasLoss?, place: SourceLocation) throws(Diagnostics) {
    Self.fold(&layers)
    guard let last = layers.last,
      let units = layers.last(where: { $0.className == "Dense" })?.configuration["units"]?.integer
    else { return }
    let activation = last.activation
    if activation == "sigmoid", units > 1 {
      throw Diagnostics(
        "the model is multi-label (a sigmoid for each of \(units) labels), but a multi-class model is required",
        at: place, hint: KerasModel.otherRoad)
    }
    if activation == (units == 1 ? "sigmoid" : "softmax") {
      readProbabilities(loss, layers)
    } else if let loss, loss.kind == .number {
      throw Diagnostics(
        "the model is a regression, trained with the loss '\(loss.name)'; it returns a number, not a probability",
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
        Decision(
          "the last two activations are both sigmoid, so probabilities range from 50 % to 73 %")
      )
    }
    guard let loss else { return }
    if loss.readsLogits {
      decisions.append(
        Decision(
          "the output is interpreted as a probability, although the loss '\(loss.name)' interprets it as a logit"
        ))
    } else if loss.kind == .number {
      decisions.append(
        Decision("the output is interpreted as a probability, although the loss is '\(loss.name)'"))
    }
  }

  private mutating func readLogits(_ loss: KerasLoss?, _ place: SourceLocation) throws(Diagnostics)
  {
    guard let loss else {
      return decisions.append(
        Decision(
          "the output is interpreted as a logit, although the file specifies no loss to confirm this"
        ))
    }
    if loss.readsLogits { return }
    guard loss.kind == .other else {
      throw Diagnostics(
        "the last layer has no activation, but the loss '\(loss.name)' interprets its output as a probability",
        at: place,
        hint: "train it with from_logits=True, or with a final sigmoid; "
          + KerasModel.otherRoad)
    }
    decisions.append(
      Decision(
        "the output is interpreted as a logit, although the loss '\(loss.name)' does not confirm this"
      ))
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
  /// Keras's name of the layer's activation.
  fileprivate var activation: String { configuration["activation"]?.string ?? "linear" }
}
