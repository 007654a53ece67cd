import Foundation
import Literate
import Mustache
import Resources
package import SourceText

/// The templates of a site: the documents of the list and the review pages, the shell around all pages, and the style sheet.
package struct Templates: Sendable {
  /// The document woven for each review.
  package let review: SourceFile
  /// The document that lists the reviews.
  package let index: SourceFile
  /// The document in which readers try texts of their own.
  let playground: SourceFile
  /// The style sheet of a site.
  package var sheet: String { sheet(choices: StyleSheet.mostChoices) }
  /// The parts of the style sheet before and after the rules that depend on the number of methods.
  private let rules: (before: String?, after: [String?])
  /// The shell around documents.
  let shell: PageShell
  /// The texts of all templates, which together decide how pages look.
  package let texts: [String]
  /// The document for reviews in which the model finds no word.
  let wordless: SourceFile

  /// Reads the templates in a folder, with the embedded ones for those that are missing.
  ///
  /// A `theme.css` in the folder is appended to the style sheet, so that it only needs to contain changes.
  ///
  /// - Parameter folder: A folder with any of `review.md`, `index.md`, `playground.md`, `page.mustache`, `report.css` and
  ///   `theme.css`; nil for none.
  /// - Throws: Diagnostics for a folder without templates and for errors in the shell.
  package init(folder: String?) throws(Diagnostics) {
    var files: [String: SourceFile] = [:]
    var problems = Diagnostics()
    var found = 0
    for name in Self.names {
      let path = folder.map { "\($0)/\(name)" }
      if let path, FileManager.default.fileExists(atPath: path) {
        found += 1
        do {
          let file = try SourceFile(reading: path, limit: 4 << 20)
          if name.hasSuffix(".css") { problems.report(contentsOf: StyleSheet.problems(in: file)) }
          files[name] = file
        } catch {
          problems.report(error)
        }
      } else if name != Self.theme {
        files[name] = SourceFile(
          path: "Templates/\(name)", text: EmbeddedResources.text("Templates/\(name)"))
      }
    }
    if let folder, found == 0 {
      problems.report(
        Diagnostic(
          "no templates in this folder", at: SourceLocation(file: folder),
          hint: "templates are \(Self.names.joined(separator: ", "))"))
    }
    try problems.throwIfErrors()
    let empty = SourceFile(path: "", text: "")
    review = files["review.md"] ?? empty
    index = files["index.md"] ?? empty
    playground = files["playground.md"] ?? empty
    wordless = SourceFile(
      path: "Templates/wordless.md", text: EmbeddedResources.text("Templates/wordless.md"))
    let links = StyleSheet.linkRules(words: StyleSheet.mostLinkedWords)
    rules = (files["report.css"]?.text, [links, files[Self.theme]?.text])
    texts = files.sorted { $0.key < $1.key }.map(\.value.text)
    shell = try PageShell(files["page.mustache"] ?? empty)
  }

  /// Returns the style sheet of pages on which a reader can choose among a number of methods.
  package func sheet(choices: Int) -> String {
    ([rules.before, StyleSheet.choiceRules(slots: choices)] + rules.after).compactMap(\.self)
      .joined(separator: "\n")
  }

  private static let theme = "theme.css"
  /// The embedded templates.
  package static let embedded = [
    "review.md", "index.md", "playground.md", "page.mustache", "report.css",
  ]
  /// The names of all files in a folder of templates.
  package static let names = embedded + [theme]
}
