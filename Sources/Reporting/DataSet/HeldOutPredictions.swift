import Classifier
import Foundation
import SourceText

/// The predictions of models that did not see a review in training, as `report evaluate --folds` writes them.
///
/// Reviews are recognised by their text, so ids and the order of the reviews may differ.
struct HeldOutPredictions: Sendable {
  /// The probabilities by the SHA-256 of the text, in the order of the model's classes.
  private let probabilities: [String: [Double]]
  /// What tells two sets of predictions apart.
  let key: String

  /// Reads predictions.
  ///
  /// - Parameters:
  ///   - path: A file of JSON Lines.
  ///   - classes: The names of the model's classes.
  /// - Throws: A diagnostic at the first line that is not a prediction of these classes.
  init(reading path: String, classes: [String]) throws(Diagnostics) {
    let file = try SourceFile(reading: path)
    var probabilities: [String: [Double]] = [:]
    for (index, line) in file.lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let line = try HeldOutLine(String(line), at: SourceLocation(file: path, line: index + 1))
      // A text that occurs twice has two lines.
      probabilities[try line.digest()] = try line.probabilities(of: classes)
    }
    if probabilities.isEmpty {
      throw Diagnostics(
        "the file has no predictions", at: SourceLocation(file: path, line: 1, column: 1),
        hint: HeldOutLine.hint)
    }
    self.probabilities = probabilities
    key = SHA256.hexadecimal(Array(file.text.utf8))
  }

  /// Returns the probabilities for a text; nil if it was not among the reviews.
  func probabilities(of text: String) -> [Double]? {
    probabilities[SHA256.hexadecimal(Array(text.utf8))]
  }
}
