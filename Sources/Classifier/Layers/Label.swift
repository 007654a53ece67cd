public import SourceText

/// The name of a class: what a review is, or is taken for.
public struct Label: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name.
  public let name: String

  /// Creates a label.
  public init(_ name: String) { self.name = name }

  /// Creates a label.
  public init(stringLiteral name: String) { self.init(name) }

  /// The name.
  public var description: String { name }

  /// The reviewer did not like it.
  public static let negative: Label = "negative"
  /// The reviewer liked it.
  public static let positive: Label = "positive"
  /// The classes of a model with one logit that names no others; the logit speaks for the second.
  public static let binary = [negative, positive]

  /// The classes of a model that names none.
  ///
  /// - Parameter outputs: The number of logits.
  /// - Returns: ``binary`` for one logit, otherwise `class-0`, `class-1`, …
  public static func standard(outputs: Int) -> [Label] {
    outputs == 1 ? binary : (0..<outputs).map { Label("class-\($0)") }
  }
}

extension Label {
  /// The ways in which data sets write two classes, in any case.
  private static let spellings = [["negative", "neg", "0"], ["positive", "pos", "1"]]

  /// Whether a class is called negative (0) or positive (1); nil for other names.
  static func kind(of label: Label) -> Int? {
    spellings.firstIndex { $0.contains(label.name.lowercased()) }
  }

  /// Whether two classes are negative and positive, by any of their usual names.
  static func areBinary(_ classes: [Label]) -> Bool {
    classes.count == 2 && Set(classes.map(kind)) == [0, 1]
  }

  /// The class that somebody means.
  ///
  /// - Parameters:
  ///   - spelling: Its name, in any case where that is clear; where two classes are called negative and positive, also
  ///     `neg`, `pos`, `0` and `1`.
  ///   - classes: What there is.
  ///   - location: Where it was written.
  /// - Returns: One of the classes.
  /// - Throws: A diagnostic with the nearest name.
  public static func meant(
    by spelling: String, among classes: [Label], at location: SourceLocation?
  ) throws(Diagnostic) -> Label {
    let name = spelling.lowercased()
    let alike = classes.filter { $0.name.lowercased() == name }
    let kind = spellings.firstIndex { $0.contains(name) }
    let kinds = classes.map(Self.kind)
    let isBinary = areBinary(classes)
    if let exact = classes.first(where: { $0.name == spelling }) { return exact }
    if alike.count == 1 { return alike[0] }
    if isBinary, let kind, let index = kinds.firstIndex(of: kind) { return classes[index] }
    let names = classes.map(\.name) + (isBinary ? ["pos", "neg", "1", "0"] : [])
    throw Diagnostic(
      "there is no class '\(spelling)'", at: location,
      hint: NearestName.hint(for: spelling, among: names))
  }
}
