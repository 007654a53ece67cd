public import SourceText

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
