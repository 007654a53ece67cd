internal import HTML
public import SourceText

extension Diagnostic {
  /// Says how many reviews have no word that the model reads.
  ///
  /// - Parameters:
  ///   - number: How many there are.
  ///   - count: The number of all reviews.
  ///   - path: Where they stand.
  /// - Returns: A warning.
  public static func wordless(_ number: Int, of count: Int, in path: String) -> Diagnostic {
    Diagnostic(
      "the model finds no word in \(number) of \(counted(count, "review"))",
      at: SourceLocation(file: path),
      hint: "it answers to \(number == 1 ? "it" : "them") as to an empty review",
      severity: .warning)
  }
}
