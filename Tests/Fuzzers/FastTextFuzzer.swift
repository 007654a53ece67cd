internal import Classifier
import Models
internal import SourceText

/// A model of fastText that is read is kept in a folder, and classifies any text.
enum FastTextFuzzer: Fuzzer {
  static let name = "fasttext"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let model: Model
    do {
      model = try FastTextFormat.read(bytes, path: "x", options: ImportOptions())
    } catch {
      return try BrokenLaw.ifMisplaced(error, in: bytes)
    }
    try ModelFuzzer.check(model)
  }
}
