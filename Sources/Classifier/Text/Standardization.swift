/// How a text is cut into words before they are looked up in the vocabulary.
///
/// All of them can take an HTML line break (`<br />`, which IMDB's reviews are full of) for a space. Where it says
/// "ASCII", all other characters stay as they are.
public enum Standardization: String, CaseIterable, Sendable {
  /// As Keras' `Tokenizer`: lower case by Python's rules for all of Unicode, punctuation separates words, the
  /// apostrophe belongs to its word.
  case tokenizer
  /// As Keras' `TextVectorization`: ASCII letters in lower case, punctuation and apostrophes are deleted, so
  /// that `don't` becomes `dont`; words are separated by ASCII white space.
  case lowerAndStripPunctuation = "lower_and_strip_punctuation"
  /// As Keras' `TextVectorization`: ASCII letters in lower case, punctuation stays.
  case lower
  /// As Keras' `TextVectorization`: ASCII punctuation is deleted, letters stay.
  case stripPunctuation = "strip_punctuation"
  /// As Keras' `TextVectorization`: words are what ASCII white space separates.
  case unchanged = "none"

  /// What a standardised text is cut into, as Keras names it.
  public enum Split: String, CaseIterable, Sendable {
    /// Words, at white space and what else separates.
    case whitespace
    /// Characters, white space among them: each Unicode scalar that is not deleted is a word of its own.
    case character
  }

  /// A standardised word and where it comes from.
  public struct Word: Hashable, Sendable {
    /// The word in the form in which the vocabulary lists it.
    public let text: String
    /// Where it stands in the original text, in Unicode scalars.
    public let range: Range<Int>
  }

  /// Cuts a text into words.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - split: What it is cut into.
  ///   - lineBreaks: What an HTML line break is taken for.
  /// - Returns: Its words in reading order. A word's range begins and ends with scalars of the word, and holds
  ///   deleted punctuation only inside.
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

  /// The characters of Python's `string.punctuation` without the apostrophe: Keras' default `filters`.
  private static let punctuation = asciiTable("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~")
  /// What Python's `bytes.isspace` calls white space.
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
      // Python reads a carriage return as a newline; the other white space stays in its word.
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

  /// Whether a capital sigma ends its word: Unicode's rule `Final_Sigma`, as Python's `str.lower` applies it.
  private static func isFinalSigma(in scalars: [Unicode.Scalar], at position: Int) -> Bool {
    let before = scalars[..<position].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(position + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }

  /// The end of a `<br>`, `<br/>` or `<br />` that begins at a position.
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
