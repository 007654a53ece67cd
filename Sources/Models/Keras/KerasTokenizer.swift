import Classifier
import SourceText

/// The settings of a Keras `Tokenizer`, as `to_json()` writes them.
///
/// - Source: `keras/src/legacy/preprocessing/text.py`.
struct KerasTokenizer {
  private static let filters = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n"

  /// The token for unknown words; nil if they are omitted.
  let unknown: String?
  /// The exclusive upper bound of indices; nil for no bound.
  let limit: Int?
  /// The units into which a text is split.
  let split: Standardization.Split
  /// The equivalent standardization; nil if there is none.
  let standardization: Standardization?
  /// The settings that have no equivalent.
  private let unusual: [String]

  /// Parses the object `config`; missing settings have Keras's defaults.
  init(_ settings: JSON) {
    unknown = settings["oov_token"]?.string
    limit = settings["num_words"]?.integer.flatMap { $0 > 0 ? $0 : nil }
    let isLower = settings["lower"] != .bool(false)
    if settings["char_level"] == .bool(true) {
      // Filters apply only to words.
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

  /// Returns the standardization.
  ///
  /// - Parameters:
  ///   - given: The option on the command line, if any.
  ///   - place: The file.
  /// - Returns: The standardization, and a decision if it differs slightly from Keras.
  /// - Throws: A diagnostic if the settings are not supported, or if the command line contradicts the file.
  func standardizing(
    given: Standardization?, place: SourceLocation
  ) throws(Diagnostics) -> (Standardization, Decision?) {
    guard let standardization else {
      if let given { return (given, nil) }
      throw Diagnostics(
        "the Tokenizer has \(unusual.joined(separator: " and ")), which is not supported",
        at: place,
        hint:
          "supported are Keras's default filters, lower true and split \" \"; otherwise use --standardize NAME for an equivalent"
      )
    }
    if split == .character {
      let decision = Decision(
        "characters are processed like in TextVectorization, which does not lower-case letters beyond ASCII",
        option: "--standardize")
      return (given ?? standardization, given == nil && standardization == .lower ? decision : nil)
    }
    guard given == nil || given == standardization else {
      throw Diagnostics(
        "the Tokenizer's file already specifies the setting of --standardize", at: place,
        hint: "remove --standardize")
    }
    return (standardization, nil)
  }
}
