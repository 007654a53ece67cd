/// The standardization and splitting of a text into words before vocabulary lookup.
///
/// Each of them can treat an HTML line break (`<br />`, frequent in IMDB reviews) as a space. Those limited to ASCII leave all
/// other characters unchanged.
public enum Standardization: String, CaseIterable, Sendable {
  /// Like Keras's `Tokenizer`: lower case following Python's rules for all of Unicode; punctuation separates words, but an
  /// apostrophe is part of its word.
  case tokenizer
  /// Like Keras's `TextVectorization`: ASCII letters are lower-cased, and punctuation and apostrophes are deleted, so `don't`
  /// becomes `dont`; words are separated by ASCII white space.
  case lowerAndStripPunctuation = "lower_and_strip_punctuation"
  /// Like Keras's `TextVectorization`: ASCII letters are lower-cased, punctuation is kept.
  case lower
  /// Like Keras's `TextVectorization`: ASCII punctuation is deleted, letters are unchanged.
  case stripPunctuation = "strip_punctuation"
  /// Like Keras's `TextVectorization`: words are separated by ASCII white space.
  case unchanged = "none"

  /// The units into which a standardized text is split, with Keras's names.
  public enum Split: String, CaseIterable, Sendable {
    /// Words, separated by white space and other separators.
    case whitespace
    /// Characters, including white space: each Unicode scalar that is not deleted is a separate word.
    case character
  }

  /// A standardized word with its range in the text.
  public struct Word: Hashable, Sendable {
    /// The standardized word, as in the vocabulary.
    public let text: String
    /// Its range in the original text, in Unicode scalars.
    public let range: Range<Int>
  }

  /// Splits a text into words.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - split: The units.
  ///   - lineBreaks: The treatment of HTML line breaks.
  /// - Returns: The words in reading order. A word's range begins and ends with scalars of the word, and contains deleted
  ///   punctuation only inside.
  /// - Complexity: O(*n*) in the length of the text.
  public func words(
    in text: String, split: Split = .whitespace, lineBreaks: TextPipeline.LineBreaks = .space
  ) -> [Word] {
    let scalars = Array(text.unicodeScalars)
    var words: [Word] = []
    var word: [UInt8] = []
    var range = 0..<0
    func finish() {
      guard !word.isEmpty else { return }
      words.append(Word(text: String(decoding: word, as: UTF8.self), range: range))
      word.removeAll(keepingCapacity: true)
    }
    var position = 0
    while position < scalars.count {
      if lineBreaks == .space, let end = Self.endOfLineBreak(in: scalars, at: position) {
        finish()
        if split == .character { words.append(Word(text: " ", range: position..<end)) }
        position = end
        continue
      }
      switch (role(of: scalars[position]), split) {
      case (.deleted, _): break
      case (.separator, .whitespace): finish()
      case (.letter, _), (.separator, .character):
        range = (word.isEmpty ? position : range.lowerBound)..<position + 1
        appendLowercase(of: scalars, at: position, to: &word)
        if split == .character { finish() }
      }
      position += 1
    }
    finish()
    return words
  }
}

extension Standardization {
  private enum Role {
    case letter
    case separator
    case deleted
  }

  /// The characters of Python's `string.punctuation` without the apostrophe: Keras's default `filters`.
  private static let punctuation = asciiTable("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~")
  /// White space according to Python's `bytes.isspace`.
  private static let whiteSpace = asciiTable(" \t\n\r\u{0B}\u{0C}")

  private static func asciiTable(_ members: String) -> [Bool] {
    var table = [Bool](repeating: false, count: 128)
    for byte in members.utf8 { table[Int(byte)] = true }
    return table
  }

  private func role(of scalar: Unicode.Scalar) -> Role {
    guard scalar.isASCII else { return .letter }
    let code = Int(scalar.value)
    switch self {
    case .tokenizer:
      // Python converts a carriage return to a newline; other white space remains in its word.
      let separates = Self.punctuation[code] || " \t\n\r".unicodeScalars.contains(scalar)
      return separates ? .separator : .letter
    case .lower, .unchanged: return Self.whiteSpace[code] ? .separator : .letter
    case .lowerAndStripPunctuation, .stripPunctuation:
      if Self.whiteSpace[code] { return .separator }
      return Self.punctuation[code] || scalar == "'" ? .deleted : .letter
    }
  }

  private var lowersLetters: Bool { self != .stripPunctuation && self != .unchanged }

  private func appendLowercase(
    of scalars: [Unicode.Scalar], at position: Int, to word: inout [UInt8]
  ) {
    let scalar = scalars[position]
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      word.append(isCapital && lowersLetters ? byte | 0x20 : byte)
    } else if self != .tokenizer {
      word.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    } else if scalar == "Σ" {
      word.append(contentsOf: (Self.isFinalSigma(in: scalars, at: position) ? "ς" : "σ").utf8)
    } else {
      word.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
  }

  /// Whether a capital sigma is at the end of a word: Unicode's rule `Final_Sigma`, as applied by Python's `str.lower`.
  private static func isFinalSigma(in scalars: [Unicode.Scalar], at position: Int) -> Bool {
    let before = scalars[..<position].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(position + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }

  /// Returns the end of a `<br>`, `<br/>` or `<br />` at a position.
  private static func endOfLineBreak(in scalars: [Unicode.Scalar], at position: Int) -> Int? {
    guard scalars[position] == "<", position + 3 < scalars.count else { return nil }
    guard scalars[position + 1].value | 0x20 == 0x62, scalars[position + 2].value | 0x20 == 0x72
    else { return nil }
    var end = position + 3
    while end < scalars.count, end < position + 8, scalars[end] == " " { end += 1 }
    if end < scalars.count, scalars[end] == "/" { end += 1 }
    return end < scalars.count && scalars[end] == ">" ? end + 1 : nil
  }
}
