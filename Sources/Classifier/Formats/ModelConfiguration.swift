import LinearAlgebra
import SourceText

/// `config.json`: the layers in Keras' names and nesting, and the way from text to indices.
enum ModelConfiguration {
  static let fileName = "config.json"

  /// Writes the configuration of a model.
  static func json(sequential: Sequential, text: TextPipeline) -> JSON {
    let table = sequential.embedding.table
    let embedding = layer(
      Embedding.className, sequential.embedding.name,
      ["input_dim": .number(Double(table.rows)), "output_dim": .number(Double(table.columns))])
    let layers = sequential.layers.map { each in
      layer(type(of: each).className, each.name, each.configuration)
    }
    let vocabulary = text.vocabulary
    return .object([
      "class_name": .string("Sequential"),
      "config": .object([
        "name": .string(sequential.name), "layers": .array([embedding] + layers),
      ]),
      "text": .object([
        "standardize": .string(text.standardization.rawValue),
        "split": .string("whitespace"),
        "vocabulary": .string(Model.vocabularyFileName),
        "sequence_length": .number(Double(text.sequenceLength)),
        "padding": .string(text.padding.rawValue),
        "truncating": .string(text.truncating.rawValue),
        "padding_token": .string(vocabulary.words[vocabulary.padding]),
        "start_token": vocabulary.start.map { .string(vocabulary.words[$0]) } ?? .null,
        "oov_token": .string(vocabulary.words[vocabulary.unknown]),
      ]),
    ])
  }

  private static func layer(
    _ className: String, _ name: String, _ configuration: [String: JSON]
  ) -> JSON {
    .object([
      "class_name": .string(className),
      "config": .object(configuration.merging(["name": .string(name)]) { $1 }),
    ])
  }

  /// Reads the way from text to indices.
  static func text(
    _ json: JSON?, words: [String], place: SourceLocation
  ) throws(Diagnostics) -> TextPipeline {
    var problems = Diagnostics()
    func value<Value>(_ key: String, _ rule: String, fallback: Value, _ read: (JSON) -> Value?)
      -> Value
    {
      if let found = json?[key].flatMap(read) { return found }
      let found = json?[key].map { ", not \($0)" } ?? ", but there is none"
      problems.report(Diagnostic("'text' needs as '\(key)' \(rule)\(found)", at: place))
      return fallback
    }
    func choice<Choice>(_ key: String, _ fallback: Choice) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
      let names = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
      return value(key, names, fallback: fallback) { $0.string.flatMap(Choice.init(rawValue:)) }
    }
    func index(_ key: String) -> Int {
      value(key, "a token of the vocabulary", fallback: 0) { json in
        json.string.flatMap { words.firstIndex(of: $0) }
      }
    }
    _ = value("split", "'whitespace'", fallback: "") { $0.string == "whitespace" ? "" : nil }
    _ = value("vocabulary", "'\(Model.vocabularyFileName)'", fallback: "") {
      $0.string == Model.vocabularyFileName ? "" : nil
    }
    let hasStart = json?["start_token"].map { $0 != .null } ?? false
    let pipeline = TextPipeline(
      standardization: choice("standardize", Standardization.tokenizer),
      vocabulary: Vocabulary(
        words: words, padding: index("padding_token"), start: hasStart ? index("start_token") : nil,
        unknown: index("oov_token")),
      sequenceLength: value(
        "sequence_length", "a whole number from 1 to 100000", fallback: 1
      ) { $0.integer.flatMap { 1...100_000 ~= $0 ? $0 : nil } },
      padding: choice("padding", TextPipeline.Side.post),
      truncating: choice("truncating", TextPipeline.Side.pre))
    try problems.throwIfErrors()
    return pipeline
  }

  /// Reads the layers with their weights.
  static func sequential(
    _ json: JSON, weights: Safetensors, place: SourceLocation, weightsPlace: SourceLocation
  ) throws(Diagnostics) -> Sequential {
    guard json["class_name"]?.string == "Sequential", let entries = json["config"]?["layers"]?.array
    else {
      throw Diagnostics([
        Diagnostic("this is not the configuration of a Sequential model with 'layers'", at: place)
      ])
    }
    var problems = Diagnostics()
    var taken: Set<String> = []
    var embedding: Embedding?
    var layers: [any Layer] = []
    var names: Set<String> = []
    var shape = Shape(rows: nil, columns: 0)
    for (index, entry) in entries.enumerated() {
      let className = entry["class_name"]?.string ?? ""
      guard let name = entry["config"]?["name"]?.string, names.insert(name).inserted else {
        problems.report(
          Diagnostic("layer \(index + 1), '\(className)', needs a name of its own", at: place))
        continue
      }
      var source = LayerSource(
        name: name, input: shape, configuration: entry["config"]?.object ?? [:], weights: weights,
        configPlace: place, weightsPlace: weightsPlace)
      defer { taken.formUnion(source.taken) }
      if index == 0, className == Embedding.className {
        let first = Embedding(reading: &source)
        embedding = first
        shape = Shape(rows: nil, columns: first.table.columns)
      } else if let type = Layers.all.first(where: { $0.className == className }), index > 0 {
        let layer = type.init(reading: &source)
        layers.append(layer)
        problems.report(contentsOf: source.problems)
        guard let next = layer.outputShape(of: shape) else {
          if source.problems.isEmpty {
            problems.report(
              Diagnostic("the layer '\(name)' can't take an input of \(shape)", at: place))
          }
          throw problems
        }
        shape = next
        continue
      } else if index == 0 {
        problems.report(Diagnostic("the first layer is not an Embedding", at: place))
      } else {
        problems.report(unknownLayer(className, at: place))
        throw problems
      }
      problems.report(contentsOf: source.problems)
    }
    try problems.throwIfErrors()
    for name in weights.tensors.keys.sorted() where !taken.contains(name) {
      problems.report(Diagnostic("no layer uses the tensor '\(name)'", at: weightsPlace))
    }
    try problems.throwIfErrors()
    guard let embedding else {
      throw Diagnostics([Diagnostic("there are no layers", at: place)])
    }
    do {
      return try Sequential(
        name: json["config"]?["name"]?.string ?? "sequential", embedding: embedding, layers: layers)
    } catch {
      throw Diagnostics([Diagnostic(error.message, at: place, hint: error.hint)])
    }
  }

  private static func unknownLayer(_ className: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "there is no layer '\(className)'", at: place,
      hint: NearestName.hint(for: className, among: Layers.all.map { $0.className }))
  }
}

extension Embedding {
  /// Reads the layer from `config.json` and its weights.
  fileprivate init(reading source: inout LayerSource) {
    let rows = source.integer("input_dim", in: 1...10_000_000)
    let columns = source.integer("output_dim", in: 1...100_000)
    source.refuse("mask_zero", .bool(true))
    self.init(
      name: source.name, table: source.matrix("embeddings", rows: rows, columns: columns))
  }
}
