public import Attribution
import Classifier
import Reporting
public import Reviews
public import SourceText

/// The output of one run of `report attribute`, parsed from its JSON Lines.
public struct AttributionRun: Sendable {
  /// The prediction and the attributions for one review.
  public struct Review: Sendable {
    /// The id by which the reviews of two runs are matched.
    public let id: String
    /// The location of the JSON line.
    public let location: SourceLocation
    /// The review text.
    public let text: String
    /// The true label, if given.
    public let label: String?
    /// The model's SHA-256.
    public let model: String
    /// The explained output.
    public let target: OutputScale
    /// The target class and the contrast class; nil if not given, in which case the target class is "positive".
    public let explained: (name: String?, contrast: String?)
    /// The probability of each class.
    public let probabilities: [String: Double]
    /// The predicted class.
    public let verdict: String
    /// The SHA-256 of the background reviews, if a method used any.
    public let background: String?
    /// The tokens that the model read.
    public let tokens: [Token]
    /// The attributions of the methods, in the order of the run.
    public let results: [Result]
  }

  /// A token of a review.
  public struct Token: Hashable, Sendable {
    /// The word as it is in the model's vocabulary.
    public let text: String
    /// The start offset in Unicode scalars of the text.
    public let start: Int
    /// The end offset in Unicode scalars of the text.
    public let end: Int
  }

  /// The attribution of one method.
  public struct Result: Sendable {
    /// The method's name.
    public let method: String
    /// The method's options.
    public let options: [String: String]
    /// The attribution of each token.
    public let scores: [Double]
    /// The total attribution of padding and special tokens.
    public let elsewhere: Double
    /// The output for the baseline; nil if the attributions are not shares of the output.
    public let baselineValue: Double?
    /// The convergence delta: the deviation from completeness.
    public let convergenceDelta: Double?
    /// For sampling methods, the standard error of each score.
    public let standardErrors: [Double]?
  }

  /// The file path as given by the user.
  public let path: String
  /// The reviews in the order of the file.
  public let reviews: [Review]

  /// Reads JSON Lines as printed by `report attribute` and stored in `data/report.jsonl`.
  ///
  /// - Parameters:
  ///   - path: The file; `-` for standard input.
  ///   - standardInput: Reads the bytes if the path is `-`.
  /// - Throws: The first problem of each line, with its location: invalid JSON, a missing value, a value of the wrong
  ///   type, or a duplicate id.
  /// - Complexity: O(*n*) in the size of the file.
  public init(
    reading path: String,
    standardInput: () throws(Diagnostics) -> [UInt8] = ReviewReader.readStandardInput
  ) throws(Diagnostics) {
    let isInput = path == "-"
    let path = isInput ? "<stdin>" : path
    var problems = Diagnostics()
    var reviews: [Review] = []
    var lines: [String: Int] = [:]
    do throws(Diagnostics) {
      let file =
        isInput
        ? SourceFile(path: path, text: try SourceFile.decode(try standardInput(), path: path))
        : try SourceFile(reading: path)
      for (index, line) in file.lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
        do throws(Diagnostics) {
          let review = try Self.review(String(line), line: index + 1, of: path)
          if let first = lines.updateValue(index + 1, forKey: review.id) {
            throw Diagnostics(
              "the id '\(review.id)' is given twice", at: review.location,
              hint: "it was first given on line \(first)")
          }
          reviews.append(review)
        } catch {
          problems.report(error)
        }
      }
      if reviews.isEmpty && !problems.hasErrors {
        throw Diagnostics(
          "the file contains no reviews", at: SourceLocation(file: path),
          hint: JSONField.hint)
      }
    } catch {
      problems.report(error)
    }
    try problems.throwIfErrors()
    self.path = path
    self.reviews = reviews
  }

  private static func review(
    _ text: String, line: Int, of path: String
  ) throws(Diagnostics) -> Review {
    try Review(JSONField(parsing: text, at: SourceLocation(file: path, line: line)))
  }
}
