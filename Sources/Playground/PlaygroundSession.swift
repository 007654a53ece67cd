import Attribution
import HTML

/// A playground with the reader's text, the answer to it, and a report on the last edit.
package struct PlaygroundSession: Sendable {
  /// The largest number of characters of a text, in UTF-16 code units.
  package static let mostCharacters = 20_000

  /// The model.
  package let model: PlaygroundModel
  /// The answer to the text.
  package private(set) var answer: PlaygroundAnswer
  /// The text.
  package private(set) var text: PlaygroundText
  /// The effect of the last edit on the output; empty after typing.
  package private(set) var report = ""

  private var padding: Int
  /// The description of an edit whose text is not read yet; empty if there was no word to edit.
  private var edit: String?

  /// Creates a session.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - source: The text.
  ///   - padding: The number of positions of padding beyond those of the model.
  package init(_ model: PlaygroundModel, reading source: String = "", padding: Int = 0) {
    self.model = model
    self.padding = padding
    answer = PlaygroundAnswer(source, padding: padding, by: model)
    text = PlaygroundText(source, answer)
  }

  /// Answers the next text.
  package mutating func read(_ source: String, padding: Int) {
    var next = PlaygroundSession(model, reading: source, padding: padding)
    if let edit {
      next.report =
        edit.isEmpty ? "There is no word." : "\(edit): \(moved(next.answer.value - answer.value))."
    } else if next.text.length >= Self.mostCharacters {
      next.report = "The text ends here, at \(Self.mostCharacters) characters."
    }
    self = next
  }

  /// Edits the text, and remembers the edit for the report.
  ///
  /// - Parameters:
  ///   - kind: The edit.
  ///   - caret: The place of the caret in UTF-16 code units; nil while the reader has not placed it.
  ///   - seed: The seed of a random order.
  /// - Returns: The edited text.
  package mutating func edited(_ kind: PlaygroundText.Edit, at caret: Int?, seed: UInt64) -> String
  {
    let word = word(at: caret)
    let name = word.map { text.name(of: $0) } ?? ""
    edit =
      switch kind {
      case .shuffle: word == nil ? "" : "Shuffled the words"
      case .remove: word == nil ? "" : "Removed “\(name)”"
      case .double: word == nil ? "" : "Doubled “\(name)”"
      case .not: "Inserted “not”"
      case .pad: "Added \(PlaygroundText.Edit.padding) positions of padding"
      }
    return text.edited(kind, word: word, seed: seed)
  }

  /// Returns the word that edits concern: that at the caret, or the one with the largest contribution.
  package func word(at caret: Int?) -> Int? {
    if let caret { return text.word(at: caret) }
    var best: Int?
    for (word, score) in answer.scores.enumerated()
    where best.map({ abs(score) > abs(answer.scores[$0]) }) ?? true { best = word }
    return best
  }

  /// Returns the name of the word that edits concern, short enough for a button.
  package func wordName(at caret: Int?) -> String {
    word(at: caret).map { "“\(text.name(of: $0, most: 16))”" } ?? "a word"
  }

  /// The verdict, such as "Positive, 93.1 %".
  package var verdict: String {
    Self.capitalized(model.classes[answer.verdict]) + ", "
      + percent(answer.probabilities[answer.verdict], 1)
  }

  /// The class on the right of the bar: the explained one, or the second of two if each review's verdict is explained.
  package var barClass: Int { model.explained.count == 1 ? answer.subject : 1 }

  private static func capitalized(_ name: String) -> String {
    var capitalized = ""
    for scalar in name.unicodeScalars {
      if capitalized.isEmpty {
        capitalized = scalar.properties.uppercaseMapping
      } else {
        capitalized.unicodeScalars.append(scalar)
      }
    }
    return capitalized
  }
}

// MARK: Numbers and sentences

extension PlaygroundSession {
  var isLogit: Bool { model.explained[0].output.target == .logit }

  func output(_ number: Double) -> String { isLogit ? fixed(number, 3) : percent(number, 2) }

  func change(_ number: Double) -> String {
    isLogit ? fixed(number, 3, isSigned: true) : fixed(100 * number, 2, isSigned: true)
  }

  func percent(_ share: Double, _ digits: Int) -> String {
    fixed(100 * share, digits) + NumberText.narrowSpace + "%"
  }

  func fixed(_ number: Double, _ digits: Int, isSigned: Bool = false) -> String {
    NumberText.rounded(number, digits: digits, isSigned: isSigned) ?? scientific(number)
  }

  /// Formats a number in scientific notation, "1.7 × 10⁻¹⁶".
  func scientific(_ number: Double) -> String {
    guard number.isFinite else { return number < 0 ? "−∞" : number > 0 ? "∞" : "?" }
    guard number != 0 else { return "0" }
    var (size, exponent) = (abs(number), 0)
    while size < 1 {
      size *= 10
      exponent -= 1
    }
    while size >= 9.95 {
      size /= 10
      exponent += 1
    }
    let mantissa = NumberText.rounded(number < 0 ? -size : size, digits: 1) ?? ""
    var power = exponent < 0 ? "⁻" : ""
    for digit in "\(abs(exponent))".utf8 {
      power += Self.raised[Int(digit - UInt8(ascii: "0"))]
    }
    return "\(mantissa) × 10\(power)"
  }

  private static let raised = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

  private func moved(_ difference: Double) -> String {
    if difference == 0 { return "nothing changed, not even the last bit of the output" }
    if abs(difference) < 1e-9 {
      return "the output changed by rounding only, \(scientific(difference))"
    }
    return "the output moved by \(change(difference)) \(isLogit ? "logits" : "points")"
  }
}
