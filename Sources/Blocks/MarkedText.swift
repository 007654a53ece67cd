/// Words with marks that show how much each contributed: steps of two signs, unknown words, and words never read.
public struct MarkedText: Hashable, Sendable {
  /// The mark of a word.
  public struct Mark: Hashable, Sendable {
    /// The number of steps of one sign.
    public static let steps = 6

    /// The strength: positive if the word supports the target class, negative if it opposes it, 0 for plain, at most
    /// ``steps`` either way.
    public var step: Int
    /// Whether the word is in the vocabulary.
    public var isKnown: Bool
    /// The steps by further methods, which a reader of a page may choose instead; ``step`` for a method that colours no word.
    public var others: [Int]
    /// The numbers that a page shows when a reader points at the word, focuses or taps it, one method a line.
    public var values: String?
    /// The id of the word, for links.
    public var id: String?
    /// The place of the word in the order of strength, from 0, which connects it with its row in a table.
    public var rank: Int?
    /// Whether the word is in only one of two texts that are compared.
    public var isAlone: Bool
    /// The number that a terminal without colours prints after the word.
    public var value: String

    /// Creates a mark.
    public init(
      step: Int, isKnown: Bool = true, others: [Int] = [], values: String? = nil,
      id: String? = nil, rank: Int? = nil, isAlone: Bool = false, value: String = ""
    ) {
      self.step = step
      self.isKnown = isKnown
      self.others = others
      self.values = values
      self.id = id
      self.rank = rank
      self.isAlone = isAlone
      self.value = value
    }
  }

  /// A part of the text as written.
  public enum Segment: Hashable, Sendable {
    /// Text without a mark: spaces, punctuation, words that nothing is said about.
    case plain(Substring)
    /// A word.
    case word(Substring, Mark)
    /// Text that the model never reads, and its number of words.
    case unread(Substring, words: Int = 0)
  }

  /// The parts in order.
  public var segments: [Segment]

  /// Creates a text.
  public init(_ segments: [Segment] = []) { self.segments = segments }

  /// The largest magnitude of a step.
  var strongest: Int {
    segments.reduce(0) { strongest, segment in
      if case .word(_, let mark) = segment { max(strongest, abs(mark.step)) } else { strongest }
    }
  }
}

/// A sample of a mark, shown in a legend.
public enum MarkSample: Hashable, Sendable {
  /// The mark of a step.
  case step(Int)
  /// A word whose method gives all words the same value.
  case flat
  /// A word that is not in the vocabulary.
  case unknown
  /// A word that is never read.
  case unread
}

/// The legend of marked text.
public struct Legend: Hashable, Sendable {
  /// The steps of one sign.
  public struct Scale: Hashable, Sendable {
    /// The effect of words with this sign, such as "supports positive".
    public let meaning: String
    /// The line below such words.
    public let line: String
    /// The least value of each step, from the weakest on.
    public let values: [String]

    /// Creates a scale.
    public init(_ meaning: String, line: String, values: [String]) {
      self.meaning = meaning
      self.line = line
      self.values = values
    }
  }

  /// The steps of both signs on one scale.
  public struct Steps: Hashable, Sendable {
    /// The steps of words that support the target class.
    public let positive: Scale
    /// The steps of words that oppose it.
    public let negative: Scale
    /// The unit of the steps.
    public let note: Phrase
    /// Whether the steps are shares of a method's largest value, which differs between methods.
    public let areShares: Bool

    /// Creates steps.
    public init(positive: Scale, negative: Scale, note: Phrase, areShares: Bool = false) {
      self.positive = positive
      self.negative = negative
      self.note = note
      self.areShares = areShares
    }
  }

  /// A sentence about a sample.
  public struct Entry: Hashable, Sendable {
    /// The sentence.
    public let sentence: Phrase
    /// The method that the sentence is about, among those that a reader may choose; nil for all.
    public let choice: Int?

    /// Creates an entry.
    public init(_ sentence: Phrase, choice: Int? = nil) {
      self.sentence = sentence
      self.choice = choice
    }
  }

  /// The scales of the methods that a reader may choose, each shown while one of its methods is chosen.
  public let scales: [Steps]
  /// Sentences about further marks.
  public let entries: [Entry]

  /// Creates a legend.
  public init(scales: [Steps], entries: [Entry]) {
    self.scales = scales
    self.entries = entries
  }
}
