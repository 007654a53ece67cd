import Classifier
import LinearAlgebra
import SourceText

/// The parts of a Keras file, which are converted to a ``Model``.
struct KerasModel {
  /// The hint for models that cannot be imported.
  static let otherRoad =
    "to predict with Keras itself, run 'report init --predictor keras' and use --predictor \"python3 predict_keras.py MODEL\""

  /// An object with `class_name` and `config`.
  let configuration: JSON
  /// The training loss, if the file specifies it.
  let loss: KerasLoss?
  /// The version of Keras that wrote the file, if specified.
  let version: String?
  let weights: KerasWeights
  /// The vocabularies in an archive, by the layer's folder.
  let vocabularies: [String: SourceFile]
  let place: SourceLocation

  /// Converts the parts to a model.
  ///
  /// - Parameter options: Settings that the file does not specify.
  /// - Returns: The model, whose card lists the decisions.
  /// - Throws: All unsupported layers and settings, with the requirements.
  func model(_ options: ImportOptions) throws(Diagnostics) -> Model {
    let architecture = try KerasArchitecture(configuration, place: place)
    var layers = architecture.layers
    let vectorization = layers.first?.className == "TextVectorization" ? layers.removeFirst() : nil
    try check(layers, behind: vectorization)
    let head = try KerasHead(&layers, loss: loss, place: place)
    let tensors = try weights.tensors(of: &layers)
    guard let table = tensors.first(where: { $0.name == "\(layers[0].name)/embeddings" }) else {
      throw Diagnostics(
        "the file does not contain the weights of '\(layers[0].name)'", at: weights.place)
    }
    var problems = Diagnostics()
    let text = problems.collect { () throws(Diagnostics) in
      guard let vectorization else {
        return try KerasText(
          rows: table.values.rows, positions: architecture.positions, options: options,
          place: place)
      }
      return try KerasText(
        vectorization, file: vocabularies[vectorization.folder], rows: table.values.rows,
        options: options, place: place)
    }
    let json = JSON.object([
      "class_name": .string("Sequential"),
      "config": .object([
        "name": .string(architecture.name), "layers": .array(layers.map(\.entry)),
      ]),
    ])
    let positions = text.map { $0.pipeline.sequenceLength } ?? architecture.positions
    let sequential = problems.collect { () throws(Diagnostics) in
      try explaining(layers) { () throws(Diagnostics) in
        try ModelConfiguration.sequential(
          json, positions: positions, weights: Safetensors(tensors), place: place,
          weightsPlace: weights.place)
      }
    }
    guard let text, let sequential else { throw problems }
    let classes = options.classes ?? Self.classes(outputs: sequential.outputs)
    var decisions = text.decisions + head.decisions
    if options.classes == nil {
      let names = classes.map(\.name).joined(separator: ", ")
      decisions.append(
        Decision(
          sequential.outputs == 1
            ? "the output is the probability of '\(classes[1])' rather than '\(classes[0])'"
            : "the outputs correspond to the classes \(names), in this order", option: "--classes"))
    }
    do {
      return try Model(
        sequential: sequential, text: text.pipeline, classes: classes,
        card: card(architecture.name, decisions)
      ).with(decisions: decisions)
    } catch {
      throw error.moved(to: place)
    }
  }

  /// Returns names for the classes, which Keras files do not contain: in its review data, 0 and 1 are negative and positive.
  private static func classes(outputs: Int) -> [Label] {
    outputs == 2 ? Label.binary : Label.standard(outputs: outputs)
  }

  private func card(_ name: String, _ decisions: [Decision]) -> String {
    let file = place.file.split(separator: "/").last.map(String.init) ?? place.file
    let origin = "Imported from `\(file)`, written by Keras\(version.map { " " + $0 } ?? "")."
    return (["# \(name)", "", origin, ""] + decisions.map { "- \($0.markdown)" }).joined(
      separator: "\n")
      + "\n"
  }

  /// Reports unsupported layers.
  private func check(
    _ layers: [KerasLayer], behind vectorization: KerasLayer?
  ) throws(Diagnostics) {
    if let vectorization, layers.first?.className != Embedding.className,
      let mode = vectorization.configuration["output_mode"], mode != .string("int")
    {
      throw KerasText.problem(
        vectorization, "output_mode", mode, needed: "\"int\", before an Embedding",
        at: place)
    }
    let known = Set(Layers.all.map { $0.className }).union([Embedding.className])
    let usable =
      known
      .subtracting([AttentionPooling.className, HierarchicalSoftmax.className])
      .sorted().joined(separator: ", ")
    var problems = Diagnostics()
    for layer in layers where !known.contains(layer.className) {
      if let (key, value, needed) = layer.unusable {
        problems.report(
          Diagnostic(
            "the layer '\(layer.ownName)' (\(layer.className)) has \(key) \(value), which is not supported",
            at: place, hint: "use \(key) \(needed); " + Self.otherRoad))
        continue
      }
      problems.report(
        Diagnostic(
          "the layer '\(layer.ownName)' is a \(layer.className), which is not supported", at: place,
          hint: "supported layers are \(usable), and TextVectorization before them; "
            + Self.otherRoad))
    }
    if problems.all.isEmpty, layers.first?.className != Embedding.className {
      let found =
        layers.first.map { "'\($0.ownName)' is a \($0.className)" } ?? "the model has no layers"
      problems.report(
        Diagnostic(
          "the first layer of a text classifier must be an Embedding, but \(found)", at: place,
          hint: Self.otherRoad))
    }
    try problems.throwIfErrors()
  }

  /// Adds the layer's class and the alternatives to a layer's diagnostic.
  private func explaining<Value>(
    _ layers: [KerasLayer], _ body: () throws(Diagnostics) -> Value
  ) throws(Diagnostics) -> Value {
    do { return try body() } catch {
      throw error.map { problem in
        let layer = layers.first { problem.message.hasPrefix("the layer '\($0.name)' ") }
        let message = layer.map {
          "the layer '\($0.name)' (\($0.className))"
            + problem.message.dropFirst("the layer '\($0.name)'".count)
        }
        return Diagnostic(
          message ?? problem.message, at: problem.location ?? place,
          hint: [problem.hint, Self.otherRoad].compactMap(\.self).joined(separator: "; "))
      }
    }
  }
}
