internal import HTML
public import SourceText

extension Diagnostic {
  /// Creates a warning about reviews without a word that the model reads.
  ///
  /// - Parameters:
  ///   - number: The number of such reviews.
  ///   - count: The number of all reviews.
  ///   - path: The path of the reviews.
  /// - Returns: A warning.
  public static func wordless(_ number: Int, of count: Int, in path: String) -> Diagnostic {
    Diagnostic(
      "the model finds no word in \(number) of \(counted(count, "review"))",
      at: SourceLocation(file: path),
      hint: number == 1 ? "it is treated as an empty review" : "they are treated as empty reviews",
      severity: .warning)
  }
}
