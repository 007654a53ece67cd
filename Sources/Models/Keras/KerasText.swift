import Classifier
import SourceText

/// How the texts of a Keras model become indices: by the layer `TextVectorization` in it, or, for a model that begins at
/// integers, as Keras' tutorials prepare them.
struct KerasText {
  /// The pipeline.
  let pipeline: TextPipeline
  /// The decisions about settings that the file leaves open.
  let decisions: [Decision]

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
    let answered = options.given(
      ["--word-index", "--index-offset", "--padding", "--truncating", "--split"]
        + (file != nil || settings["vocabulary"]?.array != nil ? ["--vocabulary"] : [])
        + (length != .null ? ["--sequence-length"] : [])
        + (known != nil ? ["--standardize"] : []))
    if !answered.isEmpty {
      problems.report(
        Diagnostic(
          "the model makes indices of a text itself, so that there is nothing for "
            + answered.joined(separator: " and ") + " to say", at: place,
          hint: "leave \(answered.joined(separator: " and ")) out"))
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

  /// Says that a layer `TextVectorization` has a setting that can't be used.
  static func problem(
    _ layer: KerasLayer, _ key: String, _ value: JSON?, needed: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "the layer '\(layer.name)' (TextVectorization) has \(key) \(value.map { "\($0)" } ?? "nothing"), which can't be used",
      at: place, hint: "it is read with \(key) \(needed); " + KerasModel.otherRoad)
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
    let index: WordIndex
    switch (options.wordIndex, options.vocabulary) {
    case (let path?, nil): index = try WordIndex(reading: path)
    case (nil, let path?): index = try WordIndex(list: path)
    case (nil, nil):
      throw Diagnostics([
        Diagnostic(
          "the model begins at the indices of words, and does not say which words they are",
          at: place,
          hint:
            "add --word-index FILE with what tokenizer.to_json() or imdb.get_word_index() says, or --vocabulary FILE with a token a line"
        )
      ])
    default:
      throw Diagnostics([
        Diagnostic("--word-index and --vocabulary say the same thing: give one of them", at: place)
      ])
    }
    let offset = try single { () throws(Diagnostic) in
      try WordIndexOffset(index, rows: rows, asked: options.indexOffset)
    }
    let (vocabulary, hasUnknown) = try KerasVocabulary.vocabulary(
      of: index, offset: offset.value, rows: rows)
    var decisions = offset.decision.map { [$0] } ?? []
    let (standardization, split) = try single { () throws(Diagnostic) in
      try Self.words(of: index, options, &decisions)
    }
    // Without a token for them, what remains of a line break is left out with the other unknown words.
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
    "a line break '<br />' is read as a space, because 'br' is not among the words")

  /// How words are made of text: as the file of a `Tokenizer` says, or the command line, or else as by a `Tokenizer`.
  private static func words(
    of index: WordIndex, _ options: ImportOptions, _ decisions: inout [Decision]
  ) throws(Diagnostic) -> (Standardization, Standardization.Split) {
    if let tokenizer = index.tokenizer {
      guard options.split == nil || options.split == tokenizer.split else {
        throw Diagnostic(
          "the file of the Tokenizer says itself what --split would say", at: index.place,
          hint: "leave --split out")
      }
      let (standardization, decision) = try tokenizer.standardizing(
        asked: options.standardization, place: index.place)
      decisions += decision.map { [$0] } ?? []
      return (standardization, tokenizer.split)
    }
    if options.standardization == nil {
      decisions.append(
        Decision("texts become words as by Keras' Tokenizer", option: "--standardize"))
    }
    if options.split == nil {
      decisions.append(
        Decision("texts are cut into words and not into characters", option: "--split character"))
    }
    return (options.standardization ?? .tokenizer, options.split ?? .whitespace)
  }

  /// What else a model that begins at integers leaves open.
  private static func rest(
    _ options: ImportOptions, positions: Int?, hasUnknown: Bool
  ) -> [Decision] {
    var decisions: [Decision] = []
    func decide(_ isOpen: Bool, _ sentence: String, _ option: String?) {
      if isOpen { decisions.append(Decision(sentence, option: option)) }
    }
    decide(
      !hasUnknown, "unknown words are left out, because no token such as '<OOV>' stands for them",
      nil)
    decide(
      options.sequenceLength == nil && positions == nil,
      "a review has 256 positions, as in the tutorial", "--sequence-length")
    decide(
      options.padding == nil, "a short review is filled up at its end, as in the tutorial",
      "--padding pre")
    decide(
      options.truncating == nil, "a long review loses its beginning, as by pad_sequences",
      "--truncating post")
    return decisions
  }
}
