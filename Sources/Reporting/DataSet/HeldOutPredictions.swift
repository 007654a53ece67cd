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
    let text = try SourceFile(reading: path).text
    var probabilities: [String: [Double]] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let json = try JSON(
        parsing: SourceFile(path: path, text: String(repeating: "\n", count: index) + line))
      let numbers = classes.map { json["probabilities"]?[$0]?.number }
      guard let digest = json["text_sha256"]?.string, !numbers.contains(nil) else {
        throw Diagnostics(
          "this line is not a held-out prediction of the classes \(classes.joined(with: "and"))",
          at: SourceLocation(file: path, line: index + 1),
          hint: "name the file that 'report evaluate --folds' wrote for the same classes")
      }
      probabilities[digest] = numbers.compactMap(\.self)
    }
    self.probabilities = probabilities
    key = SHA256.hexadecimal(Array(text.utf8))
  }

  /// Returns the probabilities for a text; nil if it was not among the reviews.
  func probabilities(of text: String) -> [Double]? {
    probabilities[SHA256.hexadecimal(Array(text.utf8))]
  }
}
