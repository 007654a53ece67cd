extension [String] {
  /// The texts as a list in running text: "a", "a and b", "a, b and c".
  ///
  /// - Parameter conjunction: The word before the last one, such as "and" or "or".
  /// - Returns: The list; empty if there are no texts.
  package func joined(with conjunction: String) -> String {
    guard count > 1 else { return joined() }
    return dropLast().joined(separator: ", ") + " \(conjunction) " + self[count - 1]
  }
}
