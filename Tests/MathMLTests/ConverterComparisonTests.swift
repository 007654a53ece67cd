import Foundation
import HTML
import MathML
import SourceText
import Testing

/// Formulas and what math-core 0.9.0 makes of them (`Fixtures/make-fixtures.py` writes them).
///
/// Both results are compared as trees after ``Element/normalized``, which says what converters may choose freely.
struct ConverterComparisonTests {
  struct Pair: Decodable {
    let tex: String
    let mathml: String
  }

  @Test func `formulas have the structure that another converter gives them`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/formulas.json")
    let pairs = try JSONDecoder().decode([Pair].self, from: Data(contentsOf: file))
    #expect(pairs.count == 25)
    for pair in pairs {
      let html = try MathML.convert(pair.tex, display: true, at: SourceLocation(file: "test"))
      let ours = try #require(Element(parsing: html.markup))
      let theirs = try #require(Element(parsing: pair.mathml))
      #expect(ours.normalized.markup == theirs.normalized.markup, "\(pair.tex)")
    }
  }
}
