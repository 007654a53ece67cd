import SourceText

/// How the texts of a Keras model become indices: by the layer `TextVectorization` in it, or, for a model that begins at
/// integers, as Keras' tutorials prepare them.
struct KerasText {
  /// The pipeline.
  let pipeline: TextPipeline
  /// What the file leaves open and how it was decided, as sentences.
  private(set) var decisions: [String] = []

  /// Reads the settings of a layer `TextVectorization`.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - file: The vocabulary that Keras wrote beside it, if it did.
  ///   - rows: The number of rows of the embedding.
  ///   - options: What the file may leave open.
  ///   - place: The model's file.
  /// - Throws: All settings that can't be used, and what is wrong with the words.
  init(
    _ layer: KerasLayer, file: SourceFile?, rows: Int, options: ImportOptions,
    place: SourceLocation
  ) throws(Diagnostics) {
    var problems = Diagnostics()
    let settings = layer.configuration
    func refuse(_ key: String, _ needed: String) {
      let found = settings[key].map { "\($0)" } ?? "nothing"
      problems.report(
        Diagnostic(
          "the layer '\(layer.name)' (TextVectorization) has \(key) \(found), which can't be used",
          at: place, hint: "it is read with \(key) \(needed); " + KerasModel.otherRoad))
    }
    func require(_ key: String, _ allowed: JSON...) {
      if let value = settings[key], !allowed.contains(value) {
        refuse(key, allowed.map { "\($0)" }.joined(separator: " or "))
      }
    }
    let split = (settings["split"] ?? .string("whitespace")).string
      .flatMap(Standardization.Split.init)
    if split == nil { refuse("split", "\"whitespace\" or \"character\"") }
    require("output_mode", .string("int"))
    require("ngrams", .null)
    require("ragged", .bool(false))
    require("encoding", .string("utf-8"))
    if options.wordIndex != nil {
      problems.report(
        Diagnostic(
          "the model makes words of a text itself, so that there is nothing for --word-index to say",
          at: place))
    }
    let standard = settings["standardize"] ?? .string("lower_and_strip_punctuation")
    let known: Standardization? =
      switch standard {
      case .null: .unchanged
      case .string(let name) where name != "none" && name != "tokenizer":
        Standardization(rawValue: name)
      default: nil
      }
    if known == nil, options.standardization == nil {
      problems.report(
        Diagnostic(
          "the layer '\(layer.name)' (TextVectorization) standardizes by "
            + "'\(standard["config"]?.string ?? "\(standard)")', a program that the file doesn't hold",
          at: place,
          hint:
            "if it does what the tutorial's does (lower case, line breaks to spaces, no punctuation), add "
            + "--standardize lower_and_strip_punctuation; " + KerasModel.otherRoad))
    }
    let length = settings["output_sequence_length"] ?? .null
    if length != .null, length.integer.map({ 1...100_000 ~= $0 }) != true {
      refuse("output_sequence_length", "null or a whole number from 1 to 100000")
    }
    let words = problems.collect { () throws(Diagnostics) in
      try KerasVocabulary.words(of: layer, file: file, options: options, place: place)
    }
    try problems.throwIfErrors()
    let all = try KerasVocabulary.filled(words ?? [], rows: rows, place: place)
    let standardization = known ?? options.standardization ?? .lowerAndStripPunctuation
    pipeline = TextPipeline(
      standardization: standardization, split: split ?? .whitespace,
      vocabulary: Vocabulary(words: all, padding: 0, start: nil, unknown: 1),
      sequenceLength: length.integer ?? options.sequenceLength, padding: options.padding ?? .post,
      truncating: .post, lineBreaks: known != nil || all.contains("br") ? .text : .space)
    if known == nil {
      decisions.append("Texts are standardized by `\(standardization.rawValue)`.")
    }
  }

  /// Decides how a model that begins at integers gets them.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of the embedding.
  ///   - positions: The number of positions that the model names, if it does.
  ///   - options: What the file leaves open.
  ///   - place: The model's file.
  /// - Throws: What is missing, or wrong with the files that the options name.
  init(
    rows: Int, positions: Int?, options: ImportOptions, place: SourceLocation
  ) throws(Diagnostics) {
    if let positions, !(1...100_000 ~= positions) {
      throw Diagnostics([
        Diagnostic("the model reads \(positions) positions; 1 to 100000 can be read", at: place)
      ])
    }
    let vocabulary: Vocabulary
    switch (options.wordIndex, options.vocabulary) {
    case (let path?, nil): vocabulary = try KerasVocabulary.vocabulary(wordIndex: path, rows: rows)
    case (nil, let path?):
      vocabulary = try KerasVocabulary.vocabulary(list: path, rows: rows, place: place)
    case (nil, nil):
      throw Diagnostics([
        Diagnostic(
          "the model begins at the indices of words, and does not say which words they are",
          at: place,
          hint: "add --word-index imdb_word_index.json, or --vocabulary FILE with a token a line")
      ])
    default:
      throw Diagnostics([
        Diagnostic("--word-index and --vocabulary say the same thing: give one of them", at: place)
      ])
    }
    let standardization = options.standardization ?? .tokenizer
    pipeline = TextPipeline(
      standardization: standardization, vocabulary: vocabulary,
      sequenceLength: options.sequenceLength ?? positions ?? 256,
      padding: options.padding ?? .post, truncating: .pre,
      lineBreaks: vocabulary.index(of: "br") == nil ? .space : .text)
    if options.standardization == nil {
      decisions.append(
        "Texts become words as by Keras' `Tokenizer`; `--standardize` says otherwise.")
    }
    if options.sequenceLength == nil, positions == nil {
      decisions.append(
        "A review has 256 positions, as in the tutorial; `--sequence-length` says otherwise.")
    }
    if options.padding == nil {
      decisions.append(
        "A short review is filled up at its end, as in the tutorial; `--padding pre` says otherwise."
      )
    }
  }
}
