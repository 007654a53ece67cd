/// Text with gaps that are filled repeatedly, such as once per review.
public struct HTMLTemplate: Hashable, Sendable {
  /// The kind of content for a gap.
  public enum Gap: Hashable, Sendable {
    /// The slot with this index, as markup.
    case markup(Int)
    /// The slot with this index, as text in an attribute or a heading's plain text.
    case text(Int)
    /// The id of the heading with this index.
    case headingID(Int)
  }

  /// The text before each gap and after the last: one more element than there are gaps.
  private var literals = [""]
  private var gaps: [Gap] = []

  /// Creates an empty text.
  public init() {}

  /// Whether there are neither text nor gaps.
  public var isEmpty: Bool { gaps.isEmpty && literals == [""] }

  /// The text without its gaps.
  public var literal: String { literals.joined() }

  /// The slots that the gaps refer to.
  public var slots: [Int] {
    gaps.compactMap { gap in
      switch gap {
      case .markup(let slot), .text(let slot): slot
      case .headingID: nil
      }
    }
  }

  /// Appends text.
  mutating func append(_ text: some StringProtocol) {
    literals[literals.count - 1] += text
  }

  /// Appends a gap.
  mutating func append(_ gap: Gap) {
    gaps.append(gap)
    literals.append("")
  }

  /// Appends another text with its gaps.
  mutating func append(_ other: HTMLTemplate) {
    literals[literals.count - 1] += other.literals[0]
    literals += other.literals.dropFirst()
    gaps += other.gaps
  }

  /// Removes an element that contains no nested element of the same kind, with its gaps and the line end after it.
  ///
  /// - Parameters:
  ///   - name: The element's name.
  ///   - gap: A gap in its opening tag.
  mutating func removeElement(_ name: String, around gap: Gap) {
    guard let first = gaps.firstIndex(of: gap),
      let start = literals[first].ranges(of: "<\(name)").last?.lowerBound,
      let last = literals[(first + 1)...].firstIndex(where: { $0.contains("</\(name)>") }),
      let end = literals[last].firstRange(of: "</\(name)>")?.upperBound
    else { return }
    let rest = literals[last][end...]
    let joined = literals[first][..<start] + (rest.hasPrefix("\n") ? rest.dropFirst() : rest)
    literals.replaceSubrange(first...last, with: [String(joined)])
    gaps.removeSubrange(first..<last)
  }

  /// Returns the text with its literals changed and its gaps kept.
  func mapLiterals(_ change: (String) -> String) -> HTMLTemplate {
    var copy = self
    copy.literals = literals.map(change)
    return copy
  }

  /// Returns the text with its gaps filled.
  ///
  /// - Parameter filling: Returns the content of a gap.
  /// - Returns: The filled text.
  /// - Complexity: O(*n*) in the length of the result.
  func filled(by filling: (Gap) -> String) -> String {
    var result = literals[0]
    for (gap, literal) in zip(gaps, literals.dropFirst()) {
      result += filling(gap)
      result += literal
    }
    return result
  }
}
