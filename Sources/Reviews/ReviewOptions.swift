public import SourceText

/// What a user says about files of reviews that the files leave open.
public struct ReviewOptions: Hashable, Sendable {
  /// The column of the text: a name in any case, or a number from 1 where the table has no header.
  public var textColumn: String?
  /// The column of the label.
  public var labelColumn: String?
  /// The column of the id.
  public var idColumn: String?
  /// The names of classes by the labels that stand for them; an empty name leaves the reviews out.
  public var labels: [String: String] = [:]
  /// The encoding of files that are not UTF-8 and have no byte order mark.
  public var encoding: TextEncoding?

  /// Options that say nothing.
  public init() {}

  /// Reads a list such as `0=negative,4=positive`.
  ///
  /// - Parameter text: Pairs of a label and a class, divided by commas; `3=` leaves the reviews with the label 3 out.
  /// - Returns: The classes by label.
  /// - Throws: A diagnostic for each pair that is none, or that names a label again.
  public static func labels(parsing text: String) throws(Diagnostics) -> [String: String] {
    let place = SourceLocation(file: "--labels")
    var problems = Diagnostics()
    var labels: [String: String] = [:]
    for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0.trimmed) }
      guard sides.count == 2, !sides[0].isEmpty else {
        problems.report(
          Diagnostic(
            "'\(pair)' names no class for a label", at: place,
            hint: "write --labels 0=negative,4=positive"))
        continue
      }
      if labels.updateValue(sides[1], forKey: key(of: sides[0])) != nil {
        problems.report(
          Diagnostic(
            "the label '\(sides[0])' is given twice", at: place, hint: "name one class for it"))
      }
    }
    try problems.throwIfErrors()
    return labels
  }

  /// The name of the class that a label stands for; the label where nothing is said of it.
  func name(of label: String) -> String {
    labels.isEmpty ? label : labels[Self.key(of: label)] ?? label
  }

  /// A label without what different programs write differently: the case of letters, and `.0` after whole numbers.
  private static func key(of label: String) -> String {
    if let number = Double(label), let whole = Int(exactly: number) { return "\(whole)" }
    return label.lowercased()
  }
}

/// Whether the reader asks for labels.
public enum LabelUse: Sendable {
  /// A column of labels must be there, and only one may be.
  case required
  /// Labels are read where there are some.
  case optional
  /// Labels are not read.
  case ignored
}
