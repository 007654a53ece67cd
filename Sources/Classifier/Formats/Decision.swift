public import SourceText

/// Something that the file of a model leaves open, and how it was decided.
///
/// A model folder leaves nothing open, so that a model that is read from one has no decisions.
public struct Decision: Hashable, Sendable {
  /// The decision: lower case, no full stop.
  public let sentence: String
  /// The option that decides otherwise, such as `--padding pre`; nil where no option does.
  public let option: String?

  /// Creates a decision.
  ///
  /// - Parameters:
  ///   - sentence: The decision: lower case, no full stop.
  ///   - option: The option that decides otherwise.
  public init(_ sentence: String, option: String? = nil) {
    self.sentence = sentence
    self.option = option
  }

  /// The decision as a note.
  ///
  /// - Parameter path: The model's file.
  /// - Returns: A diagnostic of the severity `note`.
  public func note(at path: String) -> Diagnostic {
    Diagnostic(
      sentence, at: SourceLocation(file: path), hint: option.map { "\($0) says otherwise" },
      severity: .note)
  }

  /// The decision as a sentence of Markdown.
  public var markdown: String {
    sentence.prefix(1).uppercased() + sentence.dropFirst()
      + (option.map { "; `\($0)` says otherwise." } ?? ".")
  }
}
