package import Classifier
import SourceText

/// The facts about a model in a diagnosis, without the survey.
package struct ModelOutline: Sendable {
  /// The name.
  let name: String
  /// The SHA-256.
  let sha256: String
  /// The layers, starting with the embedding.
  let layers: [LayerSummary]
  /// The number of positions; nil if any number is read.
  let positions: Int?
  /// The number of words in the vocabulary.
  let words: Int
  /// The classes.
  let classes: [Label]
  /// The settings that the model's file does not specify.
  let decisions: [Decision]

  /// Describes a model.
  package init(_ model: Model) {
    name = model.name
    sha256 = model.sha256
    layers = LayerSummary.all(of: model)
    positions = model.text.sequenceLength
    words = model.text.vocabulary.count
    classes = model.classes
    decisions = model.decisions
  }

  init(
    name: String, sha256: String, layers: [LayerSummary], positions: Int?, words: Int,
    classes: [Label], decisions: [Decision]
  ) {
    self.name = name
    self.sha256 = sha256
    self.layers = layers
    self.positions = positions
    self.words = words
    self.classes = classes
    self.decisions = decisions
  }

  /// Writes the layers as an array of objects.
  func writeLayers(to json: inout JSONWriter) {
    json.objects("layers", layers) { json, layer in
      json.write("name", layer.name)
      json.write("class", layer.kind)
      json.write("output", layer.output)
      json.write("parameters", layer.parameters)
    }
  }

  /// Writes the decisions as an array of objects.
  func writeDecisions(to json: inout JSONWriter) {
    json.objects("decisions", decisions) { json, decision in
      json.write("decision", decision.sentence)
      json.write("option", decision.option)
    }
  }
}

/// The facts about a classifier without layers in a diagnosis, without the survey.
package struct ProgramOutline: Sendable {
  /// The name that the program gives itself.
  let identity: String
  /// The classes in the program's order.
  let classes: [String]
  /// The access that it offers.
  let access: ModelAccess

  /// Describes a classifier.
  package init(_ classifier: any TextClassifier) {
    self.init(
      identity: classifier.identity, classes: classifier.classes.map(\.name),
      access: classifier.access)
  }

  init(identity: String, classes: [String], access: ModelAccess) {
    (self.identity, self.classes, self.access) = (identity, classes, access)
  }
}
