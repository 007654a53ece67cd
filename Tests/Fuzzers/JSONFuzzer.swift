internal import Classifier
internal import Foundation
internal import SourceText

/// What is read as JSON is JSON, and is read again as it is written.
enum JSONFuzzer: Fuzzer {
  static let name = "json"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let json: JSON
    do {
      json = try JSON(parsing: file(bytes))
    } catch {
      return try BrokenLaw.ifMisplaced(error, in: bytes)
    }
    for text in [json.description, json.indented] {
      let again = try BrokenLaw.ifRefused("what is written is refused") {
        () throws(Diagnostics) in
        do throws(Diagnostics) { return try JSON(parsing: file(Array(text.utf8))) } catch {
          throw error
        }
      }
      try BrokenLaw.unless(again == json, "\(json) is read as \(again)")
      try BrokenLaw.unless(again.description == json.description, "\(json) is written as \(again)")
    }
    let reader = JSONSerialization.self
    let peer = try? reader.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    try BrokenLaw.unless(peer != nil, "another reader refuses \(json)")
  }

  private static func file(_ bytes: [UInt8]) throws(Diagnostics) -> SourceFile {
    SourceFile(path: "x.json", text: try SourceFile.decode(bytes, path: "x.json"))
  }
}
