/// The name of a class, true or predicted.
public struct Label: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name.
  public let name: String

  /// Creates a label.
  public init(_ name: String) { self.name = name }

  /// Creates a label.
  public init(stringLiteral name: String) { self.init(name) }

  /// The name.
  public var description: String { name }

  /// A negative review.
  public static let negative: Label = "negative"
  /// A positive review.
  public static let positive: Label = "positive"
  /// The default classes of a model with one logit; it is the logit of the second class.
  public static let binary = [negative, positive]

  /// Returns the classes of a model without class names.
  ///
  /// - Parameter outputs: The number of logits.
  /// - Returns: ``binary`` for one logit, otherwise `class-0`, `class-1`, …
  public static func standard(outputs: Int) -> [Label] {
    outputs == 1 ? binary : (0..<outputs).map { Label("class-\($0)") }
  }
}
