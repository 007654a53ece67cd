internal import Classifier
internal import SourceText

/// Tensors that are read are written and read again, number by number.
enum SafetensorsFuzzer: Fuzzer {
  static let name = "safetensors"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let file: Safetensors
    do { file = try Safetensors(parsing: bytes, path: "x") } catch {
      return try BrokenLaw.ifMisplaced(error, in: bytes)
    }
    let written = file.bytes
    let again = try BrokenLaw.ifRefused("what is written is refused") { () throws(Diagnostics) in
      try Safetensors(parsing: written, path: "x")
    }
    try BrokenLaw.unless(again == file, "\(file) is read as \(again)")
    try BrokenLaw.unless(again.bytes == written, "\(file) is written as other bytes")
  }
}
