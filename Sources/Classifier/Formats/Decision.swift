public import SourceText

/// A decision about a setting that the model's file does not specify.
///
/// A model folder specifies everything, so a model read from one has no decisions.
public struct Decision: Hashable, Sendable {
  /// The decision: lower case, no full stop.
  public let sentence: String
  /// The option that overrides the decision, such as `--padding pre`; nil if there is none.
  public let option: String?

  /// Creates a decision.
  ///
  /// - Parameters:
  ///   - sentence: The decision: lower case, no full stop.
  ///   - option: The option that overrides it.
  public init(_ sentence: String, option: String? = nil) {
    self.sentence = sentence
    self.option = option
  }

  /// The decision as a note.
  ///
  /// - Parameter path: The path of the model.
  /// - Returns: A diagnostic of severity `note`.
  public func note(at path: String) -> Diagnostic {
    Diagnostic(
      sentence, at: SourceLocation(file: path), hint: option.map { "override with \($0)" },
      severity: .note)
  }

  /// The decision as a Markdown sentence.
  public var markdown: String {
    sentence.prefix(1).uppercased() + sentence.dropFirst()
      + (option.map { "; override with `\($0)`." } ?? ".")
  }
}
