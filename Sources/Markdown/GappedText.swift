/// Text with gaps that are filled again and again, such as once for each review.
public struct GappedText: Hashable, Sendable {
  /// What goes into a gap.
  public enum Gap: Hashable, Sendable {
    /// The slot of this number, as markup.
    case markup(Int)
    /// The slot of this number, as text in an attribute or a heading's plain text.
    case text(Int)
    /// The id of the heading of this number.
    case headingID(Int)
  }

  /// The text in front of each gap and behind the last: one more than there are gaps.
  private var literals = [""]
  private var gaps: [Gap] = []

  /// Creates an empty text.
  public init() {}

  /// Whether there is neither text nor gap.
  public var isEmpty: Bool { gaps.isEmpty && literals == [""] }

  /// The text alone, its gaps closed.
  public var literal: String { literals.joined() }

  /// The slots that go into it.
  public var slots: [Int] {
    gaps.compactMap { gap in
      switch gap {
      case .markup(let slot), .text(let slot): slot
      case .headingID: nil
      }
    }
  }

  /// Adds text.
  mutating func append(_ text: some StringProtocol) {
    literals[literals.count - 1] += text
  }

  /// Adds a gap.
  mutating func append(_ gap: Gap) {
    gaps.append(gap)
    literals.append("")
  }

  /// Adds another text with its gaps.
  mutating func append(_ other: GappedText) {
    literals[literals.count - 1] += other.literals[0]
    literals += other.literals.dropFirst()
    gaps += other.gaps
  }

  /// Removes an element without nested elements of its kind, with its gaps and the line end behind it.
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

  /// The same text with its words changed and its gaps kept.
  func mapLiterals(_ change: (String) -> String) -> GappedText {
    var copy = self
    copy.literals = literals.map(change)
    return copy
  }

  /// The text with its gaps filled.
  ///
  /// - Parameter filling: What goes into a gap.
  /// - Returns: One string.
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
