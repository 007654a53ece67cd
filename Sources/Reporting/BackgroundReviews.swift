public import Classifier
import Models
import Resources
public import Reviews
public import SourceText

/// The background reviews, over which expected gradients and the baseline `corpus-mean` average.
///
/// They are the same for every review of a run and part of its provenance.
public enum BackgroundReviews {
  /// The largest number of reviews; methods that use them explain every review relative to each of them.
  static let most = 1000

  /// Reads the reviews.
  ///
  /// - Parameters:
  ///   - path: The path, in any form that `--reviews` accepts; nil for the default: the embedded sample reviews or, without
  ///     layers, none, because they may not resemble the texts of an unknown classifier.
  ///   - access: The access that the classifier offers.
  ///   - options: The user's options for columns and the encoding.
  /// - Returns: The texts of the reviews.
  /// - Throws: All problems of the file.
  public static func load(
    _ path: String?, within access: ModelAccess = .layers, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) -> [String] {
    guard let path else { return access < .layers ? [] : try embedded() }
    let picks = try PickList(reading: path, options: options, labels: .ignored).picks
    guard picks.count <= most else {
      throw Diagnostics(
        "\(picks.count) reviews exceed the limit of \(most) background reviews",
        at: SourceLocation(file: path), hint: "a few dozen yield similar scores")
    }
    return picks.map(\.text)
  }

  /// Reads the sample reviews that the picks file itself contains.
  private static func embedded() throws(Diagnostics) -> [String] {
    let path = "Reports/picks.txt"
    let file = SourceFile(path: path, text: EmbeddedResources.text(path))
    var problems = Diagnostics()
    var texts: [String] = []
    for line in file.lines {
      guard let line = PickLine(line, in: file, problems: &problems),
        case .text(let text) = line.content
      else { continue }
      do {
        texts.append(try ReviewText.clean(text, at: line.location))
      } catch {
        problems.report(error)
      }
    }
    try problems.throwIfErrors()
    return texts
  }
}
