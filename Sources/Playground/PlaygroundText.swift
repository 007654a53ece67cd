import Attribution
import Classifier
import LinearAlgebra

/// A text in a playground: its parts as the page paints them, and its edits.
///
/// A page counts in UTF-16 code units, tokens in Unicode scalars; only this type converts between them.
package struct PlaygroundText: Sendable {
  /// An edit of a text.
  package enum Edit: Int32, CaseIterable, Sendable {
    /// Puts the words that the model reads into a random order; all else stays in its place.
    case shuffle
    /// Removes a word with the space before it.
    case remove
    /// Repeats a word after itself.
    case double
    /// Inserts "not" before a word.
    case not
    /// Leaves the text as it is; the page adds positions of padding.
    case pad

    /// The number of positions that ``pad`` adds.
    package static let padding = 64
  }

  /// The paint of a part.
  package enum Paint: Equatable, Sendable {
    /// Text between words.
    case plain
    /// Text that the model never reads.
    case unread
    /// A word with its place among those that are read.
    case word(Int)
  }

  /// A piece of the text.
  package struct Piece: Sendable {
    /// The text.
    package let text: String
    /// The paint.
    package let paint: Paint
  }

  private let scalars: [Unicode.Scalar]
  private let words: [Range<Int>]
  private let read: Range<Int>

  /// Prepares a text with its tokens.
  package init(_ text: String, _ answer: PlaygroundAnswer) {
    scalars = Array(text.unicodeScalars)
    words = answer.words.map { $0.range }
    read = answer.read
  }

  /// The number of words that the model reads.
  package var count: Int { read.count }

  /// The pieces in order; together they are the text.
  package var pieces: [Piece] {
    var pieces: [Piece] = []
    var end = 0
    func add(_ next: Int, _ paint: Paint) {
      guard next > end else { return }
      pieces.append(Piece(text: Self.string(scalars[end..<next]), paint: paint))
      end = next
    }
    if read.lowerBound > 0 { add(words[read.lowerBound - 1].upperBound, .unread) }
    for index in read {
      add(words[index].lowerBound, .plain)
      add(words[index].upperBound, .word(index - read.lowerBound))
    }
    add(scalars.count, read.upperBound < words.count ? .unread : .plain)
    return pieces
  }

  /// The length in UTF-16 code units.
  package var length: Int { scalars.reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) } }

  /// Returns a word as it stands in the text.
  ///
  /// - Parameters:
  ///   - word: The place of the word among those that are read.
  ///   - most: The largest number of scalars.
  /// - Returns: The first scalars of the word.
  package func name(of word: Int, most: Int = .max) -> String {
    Self.string(scalars[words[read.lowerBound + word]].prefix(most))
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// Returns the word at a place, or the last one before it.
  ///
  /// - Parameter place: A place in UTF-16 code units.
  /// - Returns: The place of the word among those that are read; nil if there is none.
  package func word(at place: Int) -> Int? {
    var (rest, scalar) = (place, 0)
    while rest > 0, scalar < scalars.count {
      rest -= scalars[scalar].value > 0xFFFF ? 2 : 1
      scalar += 1
    }
    let found = read.last { words[$0].lowerBound <= scalar } ?? read.first
    return found.map { $0 - read.lowerBound }
  }

  /// Returns the text after an edit.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - word: The word that is edited, among those that are read; nil if there is none.
  ///   - seed: The seed of the random order.
  /// - Returns: The edited text.
  package func edited(_ edit: Edit, word: Int?, seed: UInt64) -> String {
    var scalars = scalars
    let range = word.flatMap { word in
      word >= 0 && word < count ? words[read.lowerBound + word] : nil
    }
    switch (edit, range) {
    case (.shuffle, _): scalars = shuffled(seed: seed)
    case (.not, let range):
      scalars.insert(contentsOf: Array("not ".unicodeScalars), at: range?.lowerBound ?? 0)
    case (.remove, let range?):
      let hasSpace = range.lowerBound > 0 && scalars[range.lowerBound - 1] == " "
      scalars.removeSubrange(range.lowerBound - (hasSpace ? 1 : 0)..<range.upperBound)
    case (.double, let range?):
      scalars.insert(contentsOf: [" "] + scalars[range], at: range.upperBound)
    case (.pad, _), (_, nil): break
    }
    return Self.string(scalars[...])
  }

  private func shuffled(seed: UInt64) -> [Unicode.Scalar] {
    var random = SplitMix64(seed: seed)
    let order = Array(read).shuffled(using: &random)
    var result: [Unicode.Scalar] = []
    var end = 0
    for (index, other) in zip(read, order) {
      result += scalars[end..<words[index].lowerBound]
      result += scalars[words[other]]
      end = words[index].upperBound
    }
    return result + scalars[end...]
  }
}
