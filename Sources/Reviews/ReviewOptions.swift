public import SourceText

/// The user's options for review files, for information that the files lack.
public struct ReviewOptions: Hashable, Sendable {
  /// The column of the text: a name in any case, or a number from 1 if the table has no header.
  public var textColumn: String?
  /// The column of the label.
  public var labelColumn: String?
  /// The column of the id.
  public var idColumn: String?
  /// The class names by label; an empty name excludes the reviews.
  public var labels: [String: String] = [:]
  /// The encoding of files that are not UTF-8 and have no byte order mark.
  public var encoding: TextEncoding?

  /// Creates options without settings.
  public init() {}

  /// Parses a list such as `0=negative,4=positive`.
  ///
  /// - Parameter text: Pairs of a label and a class, separated by commas; `3=` excludes reviews with the label 3.
  /// - Returns: The classes by label.
  /// - Throws: A diagnostic for each invalid pair or duplicate label.
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
            "'\(pair)' does not map a label to a class", at: place,
            hint: "use --labels 0=negative,4=positive"))
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

  /// Returns the class name for a label; the label itself if it is not mapped.
  func name(of label: String) -> String {
    labels.isEmpty ? label : labels[Self.key(of: label)] ?? label
  }

  /// Normalizes differences between programs: letter case, and `.0` after whole numbers.
  private static func key(of label: String) -> String {
    if let number = Double(label), let whole = Int(exactly: number) { return "\(whole)" }
    return label.lowercased()
  }
}

/// Whether labels are read.
public enum LabelUse: Sendable {
  /// A unique label column is required.
  case required
  /// Labels are read if present.
  case optional
  /// Labels are not read.
  case ignored
}
