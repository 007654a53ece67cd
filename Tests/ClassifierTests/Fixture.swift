import Classifier
import Foundation
import SourceText

/// The stored answers of other programs.
enum Fixture {
  /// Reads a JSON file that stands beside the tests.
  static func json(_ name: String) throws -> [JSON] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name)").path
    return try JSON(parsing: SourceFile(reading: path)).array ?? []
  }
}

/// The diagnostics that some code throws, as they are printed; empty where it throws none.
func problems<Value>(of body: () throws -> Value) -> String {
  do {
    _ = try body()
    return ""
  } catch {
    return "\(error)"
  }
}
