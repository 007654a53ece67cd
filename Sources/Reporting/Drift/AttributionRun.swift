public import Attribution
import Classifier
public import Reviews
public import SourceText

/// What one run of `report attribute` said, read back from its JSON Lines.
public struct AttributionRun: Sendable {
  /// What the model said of a review, and what each method said about why.
  public struct Review: Sendable {
    /// The name by which two runs are matched.
    public let id: String
    /// The line that it was read from.
    public let location: SourceLocation
    /// What was written.
    public let text: String
    /// What the review is, if somebody said so.
    public let label: String?
    /// The model's SHA-256.
    public let model: String
    /// What was explained.
    public let target: Target
    /// The class that was explained, and the one that it was held against, where that is not "positive".
    public let explained: (name: String?, rival: String?)
    /// The probability of each class.
    public let probabilities: [String: Double]
    /// What the model took the review for.
    public let verdict: String
    /// The SHA-256 of the background reviews, if a method used any.
    public let background: String?
    /// The tokens that the model read.
    public let tokens: [Token]
    /// What the methods found, in the order of the run.
    public let results: [Result]
  }

  /// A token of a review.
  public struct Token: Hashable, Sendable {
    /// The word as the model knows it.
    public let text: String
    /// Where it begins, in Unicode scalars of the text.
    public let start: Int
    /// Where it ends.
    public let end: Int
  }

  /// What one method found.
  public struct Result: Sendable {
    /// The method's name.
    public let method: String
    /// Its options.
    public let options: [String: String]
    /// A number for each token.
    public let scores: [Double]
    /// What padding and special tokens have together.
    public let elsewhere: Double
    /// What the numbers are counted from; nil where they are no shares of the output.
    public let baselineValue: Double?
    /// How far the numbers are from adding up.
    public let convergenceDelta: Double?
    /// For sampling methods, the standard error of each score.
    public let standardErrors: [Double]?
  }

  /// The file, as the user named it.
  public let path: String
  /// The reviews in the order of the file.
  public let reviews: [Review]

  /// Reads the lines that `report attribute` prints and `data/report.jsonl` keeps.
  ///
  /// - Parameters:
  ///   - path: The file; `-` for standard input.
  ///   - standardInput: Where the text comes from if the path is `-`.
  /// - Throws: The first problem of each line, with its place: what is no JSON, lacks a value, holds one of another kind,
  ///   or has the id of an earlier line.
  /// - Complexity: O(*n*) in the size of the file.
  public init(
    reading path: String,
    standardInput: () throws(Diagnostic) -> [UInt8] = ReviewReader.readStandardInput
  ) throws(Diagnostics) {
    let isInput = path == "-"
    let path = isInput ? "<stdin>" : path
    var problems = Diagnostics()
    var reviews: [Review] = []
    var lines: [String: Int] = [:]
    do throws(Diagnostic) {
      let file =
        isInput
        ? SourceFile(path: path, text: try SourceFile.decode(try standardInput(), path: path))
        : try SourceFile(reading: path)
      for (index, line) in file.lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
        do throws(Diagnostic) {
          let review = try Self.review(String(line), line: index + 1, of: path)
          if let first = lines.updateValue(index + 1, forKey: review.id) {
            throw Diagnostic(
              "the id '\(review.id)' is given twice", at: review.location,
              hint: "it was first given in line \(first)")
          }
          reviews.append(review)
        } catch {
          problems.report(error)
        }
      }
      if reviews.isEmpty && !problems.hasErrors {
        throw Diagnostic(
          "there is no review in this file", at: SourceLocation(file: path),
          hint: RunField.hint)
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
  ) throws(Diagnostic) -> Review {
    let json: JSON
    do {
      json = try JSON(parsing: SourceFile(path: path, text: text))
    } catch {
      let place = SourceLocation(file: path, line: line, column: error.location?.column)
      throw Diagnostic(error.message, at: place, hint: RunField.hint)
    }
    return try Review(
      RunField(value: json, path: "", location: SourceLocation(file: path, line: line)))
  }
}
