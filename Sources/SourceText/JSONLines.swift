import Foundation

/// A file with one JSON object a line.
///
/// Texts, whole numbers and booleans are kept, as text; other values are skipped, so a line may hold more than
/// its reader knows of. Nothing throws: the problems of all lines are collected.
public struct JSONLines: Sendable {
  /// The objects in order.
  public let rows: [Record]
  /// What was wrong.
  public let problems: [Diagnostic]

  /// Reads all lines; empty ones are skipped.
  ///
  /// - Parameter file: The file.
  /// - Complexity: O(*n*) in the length of the file.
  public init(_ file: SourceFile) {
    var rows: [Record] = []
    var problems: [Diagnostic] = []
    let decoder = JSONDecoder()
    for (number, line) in file.lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let location = SourceLocation(file: file.path, line: number + 1)
      do {
        let object = try decoder.decode([String: Scalar].self, from: Data(line.utf8))
        let texts = object.sorted { $0.key < $1.key }
          .compactMap { name, value in value.text.map { (name, $0) } }
        rows.append(Record(texts, at: location))
      } catch {
        problems.append(
          Diagnostic(
            "this line is not a JSON object", at: location,
            hint: "each line is one object, such as {\"text\": \"A fine film.\"}"))
      }
    }
    self.rows = rows
    self.problems = problems
  }
}

/// A JSON value of which only the scalars matter.
private struct Scalar: Decodable {
  /// The value as text; nil for null, fractions, arrays and objects.
  let text: String?

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    do {
      text = try value.decode(String.self)
    } catch is DecodingError {
      // It is no string. A malformed string is another error, which goes to the caller.
      let number = try? value.decode(Int.self)
      let flag = try? value.decode(Bool.self)
      text = number.map { "\($0)" } ?? flag.map { "\($0)" }
    }
  }
}
