public import Blocks
public import SourceText

/// A place in a Markdown text that is filled with a computed result.
public struct Slot: Hashable, Sendable {
  /// The source of the slot.
  public enum Content: Hashable, Sendable {
    /// A fenced block whose info string begins with `{`.
    case fence(Fence)
    /// A code span that begins with `{`, with its surroundings.
    case span(Surroundings)
  }

  /// The surroundings of a code span.
  public enum Surroundings: Hashable, Sendable {
    /// Text, where any inline content is allowed.
    case text
    /// A link, where no other link is allowed.
    case link
    /// The description of an image, where only plain text is allowed.
    case description
  }

  /// The parts of a fenced block other than its info string.
  public struct Fence: Hashable, Sendable {
    /// The lines between the fences.
    public let lines: [Line]
    /// Whether there is a closing fence.
    public let isClosed: Bool
    /// Whether it is outside lists and block quotes.
    public let isTopLevel: Bool
  }

  /// A line between two fences.
  public struct Line: Hashable, Sendable {
    /// The text, without the indentation of lists and quotes around the block.
    public let text: String
    /// The number of the line in the file.
    public let number: Int
    /// The byte at which its first word begins, from 1.
    public let utf8Column: Int
  }

  /// The info string of a fence or the text of a code span: it begins with `{`.
  public let text: String
  /// The words of that text.
  public let words: [Word]
  /// Whether the slot is a block or a span.
  public let content: Content
  /// The line of the whole text where the slot begins.
  public let line: Int

  /// The location of the brace.
  public var location: SourceLocation {
    words.first?.location ?? SourceLocation(file: "")
  }
}

/// The content of a slot.
public struct SlotValue: Hashable, Sendable {
  /// The content.
  public var content: [Block]
  /// The content where only plain text is allowed.
  public var text: String

  /// Creates the content of a span.
  public init(_ phrase: Phrase, text: String) {
    content = [.phrase(phrase)]
    self.text = text
  }

  /// Creates the content of a fenced block.
  public init(_ blocks: [Block]) {
    content = blocks
    text = ""
  }
}

extension [Block] {
  /// The words of a span.
  var phrase: Phrase {
    if case .phrase(let phrase)? = first, count == 1 { phrase } else { Phrase() }
  }
}
