import Classifier
import SourceText

/// The settings of a Keras `Tokenizer`, as `to_json()` writes them.
///
/// - Source: `keras/src/legacy/preprocessing/text.py`.
struct KerasTokenizer {
  private static let filters = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n"

  /// The token for unknown words; nil where they are left out.
  let unknown: String?
  /// The number below which an index lies that is used; nil for any.
  let limit: Int?
  /// The units that a text is split into.
  let split: Standardization.Split
  /// How words are made of text; nil where no standardization does the same.
  let standardization: Standardization?
  /// The settings for which no standardization does the same.
  private let unusual: [String]

  /// Reads the object `config`; what it does not say is Keras' default.
  init(_ settings: JSON) {
    unknown = settings["oov_token"]?.string
    limit = settings["num_words"]?.integer.flatMap { $0 > 0 ? $0 : nil }
    let isLower = settings["lower"] != .bool(false)
    if settings["char_level"] == .bool(true) {
      // Filters are for words alone.
      split = .character
      standardization = isLower ? .lower : .unchanged
      unusual = []
      return
    }
    split = .whitespace
    let needed: [(key: String, value: JSON)] = [
      ("filters", .string(Self.filters)), ("lower", .bool(true)), ("split", .string(" ")),
    ]
    let unusual = needed.compactMap { key, value in
      settings[key].flatMap { $0 == value ? nil : "\(key) \($0)" }
    }
    standardization = unusual.isEmpty ? .tokenizer : nil
    self.unusual = unusual
  }

  /// How words are made of text.
  ///
  /// - Parameters:
  ///   - asked: What the command line says, if it does.
  ///   - place: The file.
  /// - Returns: The standardization, and a decision where it is not quite that of Keras.
  /// - Throws: A diagnostic where the settings can't be used, or where the command line says what the file does.
  func standardizing(
    asked: Standardization?, place: SourceLocation
  ) throws(Diagnostic) -> (Standardization, Decision?) {
    guard let standardization else {
      if let asked { return (asked, nil) }
      throw Diagnostic(
        "the Tokenizer has \(unusual.joined(separator: " and ")), which can't be used", at: place,
        hint:
          "it is read with Keras' own filters, lower true and split \" \"; --standardize NAME names what does the same"
      )
    }
    if split == .character {
      let decision = Decision(
        "characters are read as by TextVectorization, which leaves capital letters beyond ASCII as they are",
        option: "--standardize")
      return (asked ?? standardization, asked == nil && standardization == .lower ? decision : nil)
    }
    guard asked == nil || asked == standardization else {
      throw Diagnostic(
        "the file of the Tokenizer says itself what --standardize would say", at: place,
        hint: "leave --standardize out")
    }
    return (standardization, nil)
  }
}
