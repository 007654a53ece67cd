package import Blocks
import HTML

/// Two reviews, or two versions of one, side by side: their words marked by contributions, and the words that are in only one
/// of two versions framed.
package struct SideBySide {
  /// One of the two.
  package struct Side {
    /// The heading.
    let title: Phrase
    /// The probability of the target class, or whatever stands beside the heading.
    let note: String
    /// The text as written.
    let text: String
    /// The words that the model reads, in order.
    let words: [Word]

    /// Creates a side.
    package init(title: Phrase, note: String, text: String, words: [Word]) {
      (self.title, self.note, self.text, self.words) = (title, note, text, words)
    }
  }

  /// A word that the model reads.
  package struct Word {
    /// The word as the model knows it.
    let text: String
    /// Its place in the text, in Unicode scalars.
    let range: Range<Int>
    /// Its score.
    let score: Double

    /// Creates a word.
    package init(_ text: String, in range: Range<Int>, score: Double) {
      (self.text, self.range, self.score) = (text, range, score)
    }
  }

  /// The two.
  let sides: (Side, Side)
  /// The indices of the words that are in both, in the order of the first.
  let pairs: [(old: Int, new: Int)]
  /// The indices of the words that are only in the first, and only in the second.
  let alone: (first: [Int], second: [Int])
  private let colours: MethodColours

  /// Aligns two texts by a longest common subsequence of their words; nil if they are too long and too different.
  ///
  /// - Complexity: O(*n* · *m*) in the words between the common beginning and the common end.
  package init?(_ first: Side, _ second: Side, colours: MethodColours) {
    var numbers: [String: Int] = [:]
    func number(_ word: Word) -> Int {
      if let number = numbers[word.text] { return number }
      numbers[word.text] = numbers.count
      return numbers.count - 1
    }
    let pairs = CommonSubsequence.pairs(first.words.map(number), second.words.map(number))
    guard let pairs else { return nil }
    let kept = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    sides = (first, second)
    self.pairs = pairs
    self.colours = colours
    alone = (
      first.words.indices.filter { !kept.0.contains($0) },
      second.words.indices.filter { !kept.1.contains($0) }
    )
  }

  /// Whether the two are versions of one text: at least half of the longer one is in both.
  package var areVersions: Bool {
    2 * pairs.count >= max(sides.0.words.count, sides.1.words.count)
  }

  /// The two texts, beside each other where the page is wide enough.
  package var block: Block {
    .group(
      [
        block(sides.0, areVersions ? alone.first : []),
        block(sides.1, areVersions ? alone.second : []),
      ], Block.Group("strips pair"))
  }

  private func block(_ side: Side, _ alone: [Int]) -> Block {
    .group(
      [
        .paragraph("\(piece: .title(side.title)) \(span: Phrase(side.note))", style: "strip"),
        .marked(text(side, alone: Set(alone)), isFocusable: true),
      ], Block.Group())
  }

  private func text(_ side: Side, alone: Set<Int>) -> MarkedText {
    let scalars = side.text.unicodeScalars
    var segments: [MarkedText.Segment] = []
    var (index, offset) = (scalars.startIndex, 0)
    func text(upTo end: Int) -> Substring {
      let next =
        scalars.index(index, offsetBy: max(0, end - offset), limitedBy: scalars.endIndex)
        ?? scalars.endIndex
      defer { (index, offset) = (next, max(offset, end)) }
      return side.text[index..<next]
    }
    for (place, word) in side.words.enumerated() where word.range.lowerBound >= offset {
      segments.append(.plain(text(upTo: word.range.lowerBound)))
      let step = colours.step(of: word.score)
      let written = text(upTo: word.range.upperBound)
      guard step != 0 || alone.contains(place) else {
        segments.append(.plain(written))
        continue
      }
      segments.append(
        .word(written, MarkedText.Mark(step: step, isAlone: alone.contains(place))))
    }
    segments.append(.plain(side.text[index...]))
    return MarkedText(segments)
  }
}
