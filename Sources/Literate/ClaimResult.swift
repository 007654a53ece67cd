public import SourceText

/// A claim of a document and what was measured.
public struct ClaimResult: Hashable, Sendable {
  /// A value that the claim names.
  public struct Measurement: Hashable, Sendable {
    /// Its path.
    public let path: String
    /// What was measured; nil where there is no such result.
    public let value: Value?
    /// The same as the page shows it.
    public let text: String

    /// Creates a measurement.
    public init(path: String, value: Value?, text: String) {
      self.path = path
      self.value = value
      self.text = text
    }
  }

  /// The label of the chunk, such as "chk-flat".
  public var label: String?
  /// The claim as written, such as "collapse.max-row-difference == 0".
  public let claim: String
  /// The claim as a sentence; empty when the author gave none.
  public let says: String
  /// The values that it names, from left to right.
  public let measured: [Measurement]
  /// Whether it holds.
  ///
  /// Nothing holds of what is missing or is not a number.
  public let holds: Bool
  /// Where the claim stands.
  public let location: SourceLocation?

  /// Creates a result.
  public init(
    label: String? = nil, claim: String, says: String, measured: [Measurement], holds: Bool,
    location: SourceLocation?
  ) {
    self.label = label
    self.claim = claim
    self.says = says
    self.measured = measured
    self.holds = holds
    self.location = location
  }
}
