import LinearAlgebra
package import SourceText

/// Reads and writes `config.json`: the layers with Keras's names and nesting, and the text
/// processing.
package enum ModelConfiguration {
  package static let fileName = "config.json"

  /// Returns the configuration of a model.
  package static func json(sequential: Sequential, text: TextPipeline, classes: [Label]) -> JSON {
    let table = sequential.embedding.table
    let embedding = layer(
      Embedding.className, sequential.embedding.name,
      ["input_dim": .number(Double(table.rows)), "output_dim": .number(Double(table.columns))]
        .merging(sequential.embedding.masksZero ? ["mask_zero": .bool(true)] : [:]) { $1 })
    let layers = sequential.layers.map { each in
      layer(type(of: each).className, each.name, each.configuration)
    }
    // Default names are omitted.
    let names: [String: JSON] =
      classes == Label.standard(outputs: sequential.outputs)
      ? [:] : ["classes": .array(classes.map { .string($0.name) })]
    let model: [String: JSON] = [
      "class_name": .string("Sequential"),
      "config": .object([
        "name": .string(sequential.name), "layers": .array([embedding] + layers),
      ]),
      "text": text.ngrams?.configuration ?? self.text(text),
    ]
    return .object(model.merging(names) { $1 })
  }

  private static func text(_ text: TextPipeline) -> JSON {
    let vocabulary = text.vocabulary
    return .object(
      [
        "standardize": .string(text.standardization.rawValue),
        "split": .string(text.split.rawValue),
        "vocabulary": .string(Model.vocabularyFileName),
        "sequence_length": text.sequenceLength.map { .number(Double($0)) } ?? .null,
        "padding": .string(text.padding.rawValue),
        "truncating": .string(text.truncating.rawValue),
        "padding_token": .string(vocabulary.words[vocabulary.padding]),
        "start_token": vocabulary.start.map { .string(vocabulary.words[$0]) } ?? .null,
        "oov_token": text.leavesUnknownOut
          ? .null : .string(vocabulary.words[vocabulary.unknown]),
      ].merging(text.lineBreaks == .space ? [:] : ["line_breaks": .string("text")]) { $1 })
  }

  private static func layer(
    _ className: String, _ name: String, _ configuration: [String: JSON]
  ) -> JSON {
    .object([
      "class_name": .string(className),
      "config": .object(configuration.merging(["name": .string(name)]) { $1 }),
    ])
  }

  /// Reads the text processing.
  ///
  /// - Parameters:
  ///   - json: The `text` of the configuration.
  ///   - words: All tokens by index.
  ///   - known: A vocabulary to share if it is the same.
  ///   - place: The location for diagnostics.
  /// - Returns: The text processing.
  /// - Throws: All problems of the settings.
  package static func text(
    _ json: JSON?, words: [String], sharing known: Vocabulary? = nil, place: SourceLocation
  ) throws(Diagnostics) -> TextPipeline {
    var problems = Diagnostics()
    if let json, json["kind"]?.string == NgramText.kind {
      guard words.last == NgramText.paddingWord else {
        throw Diagnostics(
          "the vocabulary of a fastText model must end in '\(NgramText.paddingWord)'", at: place)
      }
      let words = Array(words.dropLast())
      return TextPipeline(ngrams: try NgramText(json, words: words, place: place), words: words)
    }
    func value<Value>(_ key: String, _ rule: String, fallback: Value, _ read: (JSON) -> Value?)
      -> Value
    {
      if let found = json?[key].flatMap(read) { return found }
      let found = json?[key].map { ", not \($0)" } ?? ", but it is missing"
      problems.report(Diagnostic("'text.\(key)' must be \(rule)\(found)", at: place))
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
    _ = value("vocabulary", "'\(Model.vocabularyFileName)'", fallback: "") {
      $0.string == Model.vocabularyFileName ? "" : nil
    }
    let hasStart = json?["start_token"].map { $0 != .null } ?? false
    let leavesUnknownOut = json?["oov_token"] == .null
    let pipeline = TextPipeline(
      standardization: choice("standardize", Standardization.tokenizer),
      split: choice("split", Standardization.Split.whitespace),
      vocabulary: Vocabulary(
        words: words, padding: index("padding_token"), start: hasStart ? index("start_token") : nil,
        unknown: index(leavesUnknownOut ? "padding_token" : "oov_token"), sharing: known),
      sequenceLength: value(
        "sequence_length", "a whole number from 1 to 100000, or null for any number", fallback: 1
      ) { json -> Int?? in
        json == .null ? .some(nil) : json.integer.flatMap { 1...100_000 ~= $0 ? .some($0) : nil }
      },
      padding: choice("padding", TextPipeline.Side.post),
      truncating: choice("truncating", TextPipeline.Side.pre),
      lineBreaks: json?["line_breaks"] == nil
        ? .space : choice("line_breaks", TextPipeline.LineBreaks.space),
      leavesUnknownOut: leavesUnknownOut)
    try problems.throwIfErrors()
    return pipeline
  }

  /// Reads the names of the classes; returns nil if there are none.
  package static func classes(_ json: JSON?, place: SourceLocation) throws(Diagnostics) -> [Label]?
  {
    guard let json, json != .null else { return nil }
    guard let names = json.array?.map(\.string), !names.contains(nil) else {
      throw Diagnostics("'classes' must be a list of names, not \(json)", at: place)
    }
    return names.compactMap(\.self).map { Label($0) }
  }

  /// Reads the layers with their weights.
  package static func sequential(
    _ json: JSON, positions: Int?, weights: Safetensors, place: SourceLocation,
    weightsPlace: SourceLocation
  ) throws(Diagnostics) -> Sequential {
    guard json["class_name"]?.string == "Sequential", let entries = json["config"]?["layers"]?.array
    else {
      throw Diagnostics("not the configuration of a Sequential model with 'layers'", at: place)
    }
    var reader = LayerReader(
      positions: positions, weights: weights, place: place, weightsPlace: weightsPlace)
    for entry in entries { try reader.read(entry) }
    let (embedding, layers) = try reader.finish()
    do {
      return try Sequential(
        name: json["config"]?["name"]?.string ?? "sequential", embedding: embedding, layers: layers)
    } catch {
      throw error.moved(to: place)
    }
  }
}
