import SourceText

/// A line of a file of held-out predictions.
struct HeldOutLine {
  static let hint = "name the file that 'report evaluate --folds 5 --held-out FILE' wrote"
  /// Three digits of each probability are enough.
  private static let roundingError = 5e-4

  private let text: String
  private let location: SourceLocation
  private let json: JSON

  init(_ text: String, at location: SourceLocation) throws(Diagnostics) {
    (self.text, self.location) = (text, location)
    do throws(Diagnostics) {
      json = try JSON(parsing: SourceFile(path: location.file, text: text))
    } catch {
      // The text has one line, and the file may have more.
      throw error.map { problem in
        Diagnostic(
          problem.message.replacing("the file ends", with: "the line ends"),
          at: SourceLocation(
            file: location.file, line: location.line, column: problem.location?.column),
          hint: Self.hint)
      }
    }
  }

  func digest() throws(Diagnostics) -> String {
    guard let digest = json["text_sha256"]?.string, digest.utf8.count == 64,
      digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else {
      throw problem(
        "'text_sha256' is not 64 hexadecimal digits in lower case", near: "text_sha256")
    }
    return digest
  }

  func probabilities(of classes: [String]) throws(Diagnostics) -> [Double] {
    let names = classes.map { "'\($0)'" }.joined(with: "and")
    guard let members = json["probabilities"]?.object else {
      throw problem(
        "'probabilities' is not an object with the classes \(names)", near: "probabilities")
    }
    if let other = members.keys.sorted().first(where: { !classes.contains($0) }) {
      throw problem(
        "the model has no class '\(other)'", near: other,
        hint: "its classes are \(names); use predictions of the same classes")
    }
    var numbers: [Double] = []
    for name in classes {
      guard let member = members[name] else {
        throw problem("the probability of the class '\(name)' is missing", near: "probabilities")
      }
      guard let number = member.number, (0...1).contains(number) else {
        throw problem(
          "the probability of the class '\(name)' is not a number from 0 to 1", near: name)
      }
      numbers.append(number)
    }
    let sum = numbers.reduce(0, +)
    guard abs(sum - 1) <= Self.roundingError * Double(classes.count) + 1e-9 else {
      throw problem("the probabilities sum to \(sum), not to 1", near: "probabilities")
    }
    return numbers
  }

  /// Returns a problem of the line, at a key.
  private func problem(
    _ message: String, near key: String, hint: String = HeldOutLine.hint
  ) -> Diagnostics {
    let start =
      text.firstRange(of: JSON.string(key).description)?.lowerBound ?? text.startIndex
    return Diagnostics(
      message,
      at: SourceLocation(
        file: location.file, line: location.line,
        column: text.distance(from: text.startIndex, to: start) + 1),
      hint: hint)
  }
}
