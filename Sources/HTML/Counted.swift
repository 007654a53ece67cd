/// Returns a number with its noun: "1 word", "2 words".
///
/// - Parameters:
///   - count: The number.
///   - noun: The noun in the singular.
///   - plural: The noun in the plural; nil adds an s to the singular.
/// - Returns: The number and the noun.
public func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
