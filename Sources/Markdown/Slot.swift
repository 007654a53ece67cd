public import HTML
public import SourceText

/// A place in a Markdown text that waits for something computed.
public struct Slot: Hashable, Sendable {
  /// What the author wrote there.
  public enum Content: Hashable, Sendable {
    /// A fenced block whose info string begins with `{`.
    case fence(Fence)
    /// A code span that begins with `{`, with what stands around it.
    case span(Surroundings)
  }

  /// What stands around a code span.
  public enum Surroundings: Hashable, Sendable {
    /// Text, where any phrase may stand.
    case text
    /// A link, in which no other link may stand.
    case link
    /// The description of an image, where only plain text may stand.
    case description
  }

  /// The parts of a fenced block that its info string does not hold.
  public struct Fence: Hashable, Sendable {
    /// The lines between the fences.
    public let lines: [Line]
    /// Whether there is a closing fence.
    public let isClosed: Bool
    /// Whether it stands in no list and no quote.
    public let isTopLevel: Bool
  }

  /// A line between two fences.
  public struct Line: Hashable, Sendable {
    /// What it says, without the indentation of lists and quotes around the block.
    public let text: String
    /// The number of the line in the file.
    public let number: Int
    /// The byte at which its first word begins, from 1.
    public let utf8Column: Int
  }

  /// The info string of a fence or the text of a code span: it begins with `{`.
  public let text: String
  /// The same, word by word.
  public let words: [Word]
  /// Whether it is a block or a phrase.
  public let content: Content
  /// The line of the whole text where it begins.
  public let line: Int

  /// Where the brace stands.
  public var location: SourceLocation {
    words.first?.location ?? SourceLocation(file: "")
  }
}

/// What comes into a slot.
public struct Filling: Hashable, Sendable {
  /// How it is shown.
  public var html: HTML
  /// The same where only text may stand.
  public var text: String

  /// Creates a filling.
  public init(html: HTML, text: String) {
    self.html = html
    self.text = text
  }
}
