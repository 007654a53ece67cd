package import Classifier
package import SourceText

/// Supervised models of fastText.
package enum FastTextFormat: ModelFormat {
  package static let title = "fastText (.bin, .ftz)"

  package static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: FastTextArguments.magicBytes)
  }

  package static func read(
    _ bytes: [UInt8], path: String, options: ImportOptions
  ) throws(Diagnostics) -> Model {
    guard options == ImportOptions() else {
      throw options.problem(with: "a fastText model", at: SourceLocation(file: path))
    }
    let file = try FastTextModel(parsing: bytes, path: path)
    do {
      return try Model(
        sequential: file.sequential, text: TextPipeline(ngrams: file.text, words: file.words),
        classes: file.classes.map { Label($0) }, card: card(path))
    } catch {
      throw error.moved(to: SourceLocation(file: path))
    }
  }

  private static func card(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return """
      # fasttext

      Imported from `\(name)`, a supervised model of fastText.

      - Texts are split at ASCII white space; case and punctuation are preserved.

      """
  }
}
