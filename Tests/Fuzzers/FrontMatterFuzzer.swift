internal import Literate
internal import Reporting
internal import SourceText

/// Whatever is wrong with the front matter of a document is said at a place within it.
enum FrontMatterFuzzer: Fuzzer {
  static let name = "front-matter"

  static func check(_ bytes: [UInt8]) throws(BrokenLaw) {
    let document = "---\n\(String(decoding: bytes, as: UTF8.self))\n---\n\nText.\n"
    do {
      _ = try Document(
        parsing: SourceFile(path: "x.md", text: document), language: ReportLanguage.language())
    } catch {
      try BrokenLaw.ifMisplaced(error, in: Array(document.utf8))
    }
  }
}
