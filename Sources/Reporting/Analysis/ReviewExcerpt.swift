import Blocks
import Classifier

/// A few words of a review for a list: those that contributed most to the verdict, with their neighbours, then those that
/// contributed most against it.
struct ReviewExcerpt {
  private let analysis: ReviewAnalysis
  private let steps: [Int]
  private let isForTarget: Bool
  private var segments: [MarkedText.Segment] = []

  /// The number of words of each side.
  private static let most = (supporting: 3, opposing: 2)
  /// The number of neighbours on each side of a word, by the number of words less one.
  private static let reach = [4, 2, 1]
  /// The largest number of Unicode scalars of a word, and of the characters between two words.
  private static let wordLength = 100

  /// The excerpt as marked text.
  var marked: MarkedText { MarkedText(segments) }

  init(_ analysis: ReviewAnalysis, _ strongest: StrongestWords?) {
    self.analysis = analysis
    steps = strongest?.steps ?? Array(repeating: 0, count: analysis.words.count)
    isForTarget = strongest?.isForTarget ?? true
    guard !analysis.tokens.isEmpty else {
      segments = [.plain(String(analysis.review.text.prefix(60)).clipped(300)[...])]
      return
    }
    let words = strongest.map { Array($0.supporting.prefix(Self.most.supporting)) } ?? []
    addFragments(words.isEmpty ? [fragment(around: 0, reach: 8)] : fragments(around: words))
    if let against = strongest?.opposing.prefix(Self.most.opposing), !against.isEmpty {
      segments.append(.plain(segments.isEmpty ? "Despite " : " — despite "))
      for (place, index) in against.sorted().enumerated() {
        if place > 0 { segments.append(.plain(" and ")) }
        addWord(index)
      }
    }
  }

  /// Returns the places of words and their neighbours in reading order; those that meet are one.
  private func fragments(around words: [Int]) -> [Range<Int>] {
    let reach = Self.reach[words.count - 1]
    var fragments: [Range<Int>] = []
    for word in words.sorted() {
      let next = fragment(around: word, reach: reach)
      if let last = fragments.last, last.upperBound >= next.lowerBound {
        fragments[fragments.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
      } else {
        fragments.append(next)
      }
    }
    return fragments
  }

  /// Returns a word with its neighbours up to the next one against the verdict: those follow at the end.
  private func fragment(around word: Int, reach: Int) -> Range<Int> {
    guard steps[word] >= 0 else { return word..<word }
    var (first, end) = (word, word + 1)
    while first > max(0, word - reach), steps[first - 1] >= 0 { first -= 1 }
    while end < min(steps.count, word + reach + 1), steps[end] >= 0 { end += 1 }
    return first..<end
  }

  private mutating func addFragments(_ fragments: [Range<Int>]) {
    for (place, fragment) in fragments.enumerated() where !fragment.isEmpty {
      if place > 0 { segments.append(.plain(" … ")) }
      if place == 0, fragment.lowerBound > 0 { segments.append(.plain("… ")) }
      for index in fragment {
        if index > fragment.lowerBound {
          segments.append(.plain(String(analysis.gaps[index]).clipped(Self.wordLength)[...]))
        }
        addWord(index)
      }
    }
    if let end = fragments.last?.upperBound, end < steps.count, !segments.isEmpty {
      segments.append(.plain(" …"))
    }
  }

  private mutating func addWord(_ index: Int) {
    let word = String(analysis.words[index]).clipped(Self.wordLength)[...]
    guard steps[index] != 0 else { return segments.append(.plain(word)) }
    // Steps are positive for the verdict, colours for the target class.
    let sign = isForTarget ? 1 : -1
    segments.append(.word(word, MarkedText.Mark(step: sign * steps[index])))
  }
}
