internal import Reporting
internal import SourceText

/// A part file is refused with a place in it, or joined; `VERSION` is the version of the program.
enum PartsFuzzer: Fuzzer {
  static let name = "parts"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let part = Array(
      String(decoding: bytes, as: UTF8.self).replacing("VERSION", with: Version.current).utf8)
    for isJSON in [false, true] {
      let text: String
      do throws(Diagnostics) {
        let form = PartOutput.Form(isJSON: isJSON, columns: 40, jobs: 1)
        text = try JoinedParts.output(of: ["-"], as: form) { () throws(Diagnostics) in part }
          .output.text
      } catch {
        try BrokenLaw.ifMisplaced(error, in: part)
        continue
      }
      try BrokenLaw.unless(!text.isEmpty, "nothing is joined")
    }
  }
}
