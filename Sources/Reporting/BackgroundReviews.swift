import Models
public import Reviews
public import SourceText

/// The reviews that stand for "any other review", which expected gradients and the baseline `corpus-mean` average over.
///
/// They are the same for every review of a run, and part of its provenance.
public enum BackgroundReviews {
  /// The largest number of reviews: each method that uses them explains every review from each of them.
  static let most = 1000

  /// Reads the reviews.
  ///
  /// - Parameters:
  ///   - path: Where they are, in any form that `--reviews` takes; nil for the sample reviews that are part of the program.
  ///   - options: What the user says about columns and the encoding.
  /// - Returns: Their texts.
  /// - Throws: All that is wrong with the file.
  public static func load(
    unless path: String?, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) -> [String] {
    guard let path else { return try embedded() }
    let picks = try PickList(reading: path, options: options, labels: .ignored).picks
    guard picks.count <= most else {
      throw Diagnostics([
        Diagnostic(
          "these are \(picks.count) reviews, and the background takes \(most)",
          at: SourceLocation(file: path), hint: "a few dozen give much the same numbers")
      ])
    }
    return picks.map(\.text)
  }

  /// The sample reviews that stand in the picks file itself.
  private static func embedded() throws(Diagnostics) -> [String] {
    let path = "Reports/picks.txt"
    let file = SourceFile(path: path, text: EmbeddedResources.text(path))
    var problems = Diagnostics()
    var texts: [String] = []
    for line in file.lines {
      guard let line = PickLine(line, in: file, problems: &problems),
        case .text(let text) = line.content
      else { continue }
      do throws(Diagnostic) {
        texts.append(try ReviewText.clean(text, at: line.location))
      } catch {
        problems.report(error)
      }
    }
    try problems.throwIfErrors()
    return texts
  }
}
