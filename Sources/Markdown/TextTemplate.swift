/// Plain text with slots that are filled repeatedly, such as once per review.
public struct TextTemplate: Hashable, Sendable {
  /// The text before each slot and after the last: one more element than there are slots.
  private var literals = [""]
  /// The indices of the slots, in order.
  public private(set) var slots: [Int] = []

  /// Creates an empty text.
  public init() {}

  /// Whether there are neither text nor slots.
  public var isEmpty: Bool { slots.isEmpty && literals == [""] }

  /// The text without its slots.
  public var literal: String { literals.joined() }

  /// Appends text.
  mutating func append(_ text: some StringProtocol) {
    literals[literals.count - 1] += text
  }

  /// Appends a slot.
  mutating func append(slot: Int) {
    slots.append(slot)
    literals.append("")
  }

  /// Returns the text with its slots filled.
  ///
  /// - Parameter filling: Returns the text of a slot.
  /// - Returns: The filled text.
  /// - Complexity: O(*n*) in the length of the result.
  func filled(by filling: (Int) -> String) -> String {
    var result = literals[0]
    for (slot, literal) in zip(slots, literals.dropFirst()) {
      result += filling(slot)
      result += literal
    }
    return result
  }
}
