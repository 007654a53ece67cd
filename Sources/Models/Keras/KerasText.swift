import Classifier
import SourceText

/// The text processing of a Keras model: that of its `TextVectorization` layer, or, for a model whose inputs are integers, that
/// of Keras's tutorials.
struct KerasText {
  /// The pipeline.
  let pipeline: TextPipeline
  /// The decisions about settings that the file does not specify.
  let decisions: [Decision]

  /// Reads the settings of a `TextVectorization` layer.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - file: The vocabulary that Keras wrote next to it, if any.
  ///   - rows: The number of rows of the embedding.
  ///   - options: Settings that the file does not specify.
  ///   - place: The model's file.
  /// - Throws: All unsupported settings and problems of the vocabulary.
  init(
    _ layer: KerasLayer, file: SourceFile?, rows: Int, options: ImportOptions,
    place: SourceLocation
  ) throws(Diagnostics) {
    var problems = Diagnostics()
    let settings = layer.configuration
    func refuse(_ key: String, _ needed: String) {
      problems.report(Self.problem(layer, key, settings[key], needed: needed, at: place))
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
          "the layer '\(layer.name)' (TextVectorization) standardizes with "
            + "'\(standard["config"]?.string ?? "\(standard)")', whose code is not in the file",
          at: place,
          hint:
            "if it works as in the tutorial (lower case, line breaks to spaces, no punctuation), add "
            + "--standardize lower_and_strip_punctuation; " + KerasModel.otherRoad))
    }
    let length = settings["output_sequence_length"] ?? .null
    if length != .null, length.integer.map({ 1...100_000 ~= $0 }) != true {
      refuse("output_sequence_length", "null or a whole number from 1 to 100000")
    }
    let answered = options.given(
      ["--word-index", "--index-offset", "--padding", "--truncating", "--split"]
        + (file != nil || settings["vocabulary"]?.array != nil ? ["--vocabulary"] : [])
        + (length != .null ? ["--sequence-length"] : [])
        + (known != nil ? ["--standardize"] : []))
    if !answered.isEmpty {
      problems.report(
        Diagnostic(
          "the model already specifies the settings of "
            + answered.joined(separator: " and "), at: place,
          hint: "remove \(answered.joined(separator: " and "))"))
    }
    let words = problems.collect { () throws(Diagnostics) in
      try KerasVocabulary.words(of: layer, file: file, options: options, place: place)
    }
    try problems.throwIfErrors()
    let all = try KerasVocabulary.filled(words ?? [], rows: rows, place: place)
    let standardization = known ?? options.standardization ?? .lowerAndStripPunctuation
    let readsBreaks = known != nil || all.contains("br")
    pipeline = TextPipeline(
      standardization: standardization, split: split ?? .whitespace,
      vocabulary: Vocabulary(words: all, padding: 0, start: nil, unknown: 1),
      sequenceLength: length.integer ?? options.sequenceLength, padding: .post,
      truncating: .post, lineBreaks: readsBreaks ? .text : .space)
    decisions = readsBreaks ? [] : [Self.breaksAreSpaces]
  }

  /// Returns a diagnostic for an unsupported setting of a `TextVectorization` layer.
  static func problem(
    _ layer: KerasLayer, _ key: String, _ value: JSON?, needed: String, at place: SourceLocation
  ) -> Diagnostics {
    Diagnostics(
      "the layer '\(layer.name)' (TextVectorization) has \(key) \(value.map { "\($0)" } ?? "nothing"), which is not supported",
      at: place, hint: "use \(key) \(needed); " + KerasModel.otherRoad)
  }

  /// Decides on the text processing of a model whose inputs are integers.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of the embedding.
  ///   - positions: The model's sequence length, if specified.
  ///   - options: Settings that the file does not specify.
  ///   - place: The model's file.
  /// - Throws: Missing options, and problems of the files that the options name.
  init(
    rows: Int, positions: Int?, options: ImportOptions, place: SourceLocation
  ) throws(Diagnostics) {
    if let positions, !(1...100_000 ~= positions) {
      throw Diagnostics(
        "the model's sequence length is \(positions); it must be from 1 to 100000", at: place)
    }
    let index: WordIndex
    switch (options.wordIndex, options.vocabulary) {
    case (let path?, nil): index = try WordIndex(reading: path)
    case (nil, let path?): index = try WordIndex(list: path)
    case (nil, nil):
      throw Diagnostics(
        "the model's inputs are word indices, but the file contains no vocabulary",
        at: place,
        hint:
          "add --word-index FILE with the output of tokenizer.to_json() or imdb.get_word_index(), or --vocabulary FILE with one token per line"
      )
    default:
      throw Diagnostics("use only one of --word-index and --vocabulary", at: place)
    }
    let offset = try WordIndexOffset(index, rows: rows, given: options.indexOffset)
    let (vocabulary, hasUnknown) = try KerasVocabulary.vocabulary(
      of: index, offset: offset.value, rows: rows)
    var decisions = offset.decision.map { [$0] } ?? []
    let (standardization, split) = try Self.words(of: index, options, &decisions)
    // Without an unknown-word token, the remainder of a line break is dropped with the other unknown words.
    let readsBreaks = index.words.values.contains("br") || split == .character || !hasUnknown
    pipeline = TextPipeline(
      standardization: standardization, split: split, vocabulary: vocabulary,
      sequenceLength: options.sequenceLength ?? positions ?? 256,
      padding: options.padding ?? .post, truncating: options.truncating ?? .pre,
      lineBreaks: readsBreaks ? .text : .space, leavesUnknownOut: !hasUnknown)
    decisions += Self.rest(options, positions: positions, hasUnknown: hasUnknown)
    if !readsBreaks { decisions.append(Self.breaksAreSpaces) }
    self.decisions = decisions
  }

  private static let breaksAreSpaces = Decision(
    "a line break '<br />' is treated as a space, because 'br' is not in the vocabulary")

  /// Decides on standardization and splitting: from the `Tokenizer`'s file, the command line, or a `Tokenizer`'s defaults.
  private static func words(
    of index: WordIndex, _ options: ImportOptions, _ decisions: inout [Decision]
  ) throws(Diagnostics) -> (Standardization, Standardization.Split) {
    if let tokenizer = index.tokenizer {
      guard options.split == nil || options.split == tokenizer.split else {
        throw Diagnostics(
          "the Tokenizer's file already specifies the setting of --split", at: index.place,
          hint: "remove --split")
      }
      let (standardization, decision) = try tokenizer.standardizing(
        given: options.standardization, place: index.place)
      decisions += decision.map { [$0] } ?? []
      return (standardization, tokenizer.split)
    }
    if options.standardization == nil {
      decisions.append(
        Decision("texts are split into words like in Keras's Tokenizer", option: "--standardize"))
    }
    if options.split == nil {
      decisions.append(
        Decision("texts are split into words, not characters", option: "--split character"))
    }
    return (options.standardization ?? .tokenizer, options.split ?? .whitespace)
  }

  /// Decides on the other settings of a model whose inputs are integers.
  private static func rest(
    _ options: ImportOptions, positions: Int?, hasUnknown: Bool
  ) -> [Decision] {
    var decisions: [Decision] = []
    func decide(_ isOpen: Bool, _ sentence: String, _ option: String?) {
      if isOpen { decisions.append(Decision(sentence, option: option)) }
    }
    decide(
      !hasUnknown, "unknown words are omitted, because the vocabulary has no token such as '<OOV>'",
      nil)
    decide(
      options.sequenceLength == nil && positions == nil,
      "the sequence length is 256, as in the tutorial", "--sequence-length")
    decide(
      options.padding == nil, "short reviews are padded at the end, as in the tutorial",
      "--padding pre")
    decide(
      options.truncating == nil, "long reviews are truncated at the beginning, as by pad_sequences",
      "--truncating post")
    return decisions
  }
}
