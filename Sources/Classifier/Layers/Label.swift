public import SourceText

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

extension Label {
  /// Spellings of the two classes in data sets, in lower case.
  private static let spellings = [["negative", "neg", "0"], ["positive", "pos", "1"]]

  /// Returns whether a class is negative (0) or positive (1); nil for other names.
  static func kind(of label: Label) -> Int? {
    spellings.firstIndex { $0.contains(label.name.lowercased()) }
  }

  /// Whether two classes are negative and positive, in any of the usual spellings.
  static func areBinary(_ classes: [Label]) -> Bool {
    classes.count == 2 && Set(classes.map(kind)) == [0, 1]
  }

  /// Returns the class that a user's spelling denotes.
  ///
  /// - Parameters:
  ///   - spelling: Its name, in any case if unambiguous; for the classes negative and positive, also `neg`, `pos`, `0` and `1`.
  ///   - classes: The classes.
  ///   - location: The location of the spelling.
  /// - Returns: The class.
  /// - Throws: A diagnostic with the nearest name.
  public static func meant(
    by spelling: String, among classes: [Label], at location: SourceLocation?
  ) throws(Diagnostics) -> Label {
    let name = spelling.lowercased()
    let alike = classes.filter { $0.name.lowercased() == name }
    let kind = spellings.firstIndex { $0.contains(name) }
    let kinds = classes.map(Self.kind)
    let isBinary = areBinary(classes)
    if let exact = classes.first(where: { $0.name == spelling }) { return exact }
    if alike.count == 1 { return alike[0] }
    if isBinary, let kind, let index = kinds.firstIndex(of: kind) { return classes[index] }
    let names = classes.map(\.name) + (isBinary ? ["pos", "neg", "1", "0"] : [])
    throw Diagnostics(
      "there is no class '\(spelling)'", at: location,
      hint: NearestName.hint(for: spelling, among: names))
  }
}
