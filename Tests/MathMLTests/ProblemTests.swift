import HTML
import LinearAlgebra
import MathML
import Testing

import struct SourceText.Diagnostics
import struct SourceText.SourceLocation

/// What the author of a formula reads about its mistakes.
struct ProblemTests {
  /// A formula that begins at line 7, column 20 of essay.md, and what is wrong with it.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let expected: String

    init(_ tex: String, _ expected: String) {
      testDescription = tex
      self.expected = expected
    }
  }

  @Test(arguments: [
    Case(
      #"a + \fraq{1}{2}"#,
      """
      essay.md:7:24: error: there is no command '\\fraq'
        hint: did you mean '\\frac'?
      """),
    Case(#"\includegraphics{x}"#, #"essay.md:7:20: error: there is no command '\includegraphics'"#),
    Case("{x", "essay.md:7:20: error: this '{' is not closed"),
    Case("x}", "essay.md:7:21: error: '}' is not allowed here\n  hint: it does not close a '{'"),
    Case(#"\frac{1}"#, #"essay.md:7:20: error: '\frac' needs an argument"#),
    Case("x_", "essay.md:7:21: error: '_' needs an argument"),
    Case(
      "x^^2",
      "essay.md:7:21: error: '^' needs an argument\nessay.md:7:22: error: second superscript\n  hint: use braces for grouping, as in {x^a}^b"
    ),
    Case(
      "x_i_j",
      """
      essay.md:7:23: error: second subscript
        hint: use braces for grouping, as in {x^a}^b
      """),
    Case(
      "x^2'",
      """
      essay.md:7:23: error: second superscript
        hint: use braces for grouping, as in {x^a}^b
      """),
    Case(
      #"\begin{case}x\end{case}"#,
      """
      essay.md:7:20: error: there is no environment 'case'
        hint: did you mean 'cases'?
      essay.md:7:33: error: there is no environment 'case'
        hint: did you mean 'cases'?
      """),
    Case(#"\begin{cases}x"#, #"essay.md:7:20: error: this '\begin' has no '\end'"#),
    Case(
      #"\begin{cases}x\end{aligned}"#,
      #"essay.md:7:34: error: '\end{aligned}' does not match '\begin{cases}'"#),
    Case(#"\left(x"#, #"essay.md:7:20: error: this '\left' has no '\right'"#),
    Case(#"x\right)"#, #"essay.md:7:21: error: this '\right' has no '\left'"#),
    Case(
      #"\left x\right)"#,
      """
      essay.md:7:26: error: '\\left' needs a bracket, not 'x'
        hint: use '.' for an empty bracket
      """),
    Case(
      "$x$",
      """
      essay.md:7:20: error: '$' is not allowed here
        hint: write the formula without dollars
      essay.md:7:22: error: '$' is not allowed here
        hint: write the formula without dollars
      """),
    Case(#"\text x"#, #"essay.md:7:20: error: '\text' needs its text in braces"#),
    Case(
      #"\text{a \frac"#,
      """
      essay.md:7:25: error: this '{' is not closed
      essay.md:7:28: error: '\\frac' is not allowed in text
        hint: close the text first, or put the formula between dollars
      """),
    Case(
      "a & b",
      "essay.md:7:22: error: '&' is not allowed here\n  hint: it separates cells in aligned, cases, array and matrices"
    ),
    Case("", "essay.md:7:20: error: the formula is empty"),
    Case("x \\", "essay.md:7:22: error: '\\' is not allowed here\n  hint: a command needs a name"),
    Case(
      "a\n  \\fraq b_",
      """
      essay.md:8:3: error: there is no command '\\fraq'
        hint: did you mean '\\frac'?
      essay.md:8:10: error: '_' needs an argument
      """),
  ])
  func `each mistake is reported where it is`(formula: Case) {
    let place = SourceLocation(file: "essay.md", line: 7, column: 20)
    let problems = #expect(throws: Diagnostics.self) {
      try MathML.convert(formula.testDescription, display: false, at: place)
    }
    #expect(problems?.description == formula.expected)
  }

  @Test(arguments: ["{", "\\hat", "x^{", "\\left(", "\\sqrt[", "\\begin{cases}", "\\frac1{"])
  func `a formula that is nested too deeply is one problem`(opening: String) {
    let tex = String(repeating: opening, count: 10_000)
    let problems = #expect(throws: Diagnostics.self) {
      try MathML.convert(tex, display: true, at: SourceLocation(file: "f"))
    }
    #expect(problems?.all.map { $0.message } == ["the formula is nested more than 100 levels deep"])
  }

  @Test func `a deep formula within the limit is converted`() throws {
    let tex = String(repeating: "{", count: 99) + "x" + String(repeating: "}", count: 99)
    let formula = try MathML.convert(tex, display: true, at: SourceLocation(file: "f"))
    #expect(formula.markup.contains("<mi>x</mi>"))
  }

  @Test func `whatever is written, the result is a formula or a list of problems`() throws {
    let alphabet = [
      "\\frac", "\\sqrt", "\\sqrt[", "]", "[", "{", "}", "_", "^", "'", "&", "\\\\", "\\left(",
      "\\right)", "\\left", "\\right", "\\begin{cases}", "\\end{cases}", "\\begin{aligned}",
      "\\end", "\\text{", "\\operatorname*", "\\mathbf", "\\hat", "\\sum", "\\max", "x", "1",
      "12.5",
      "-", "=", "<", "\"", " ", "\\", "é", "🎬", "\u{301}", "\\,", "$", "%", "\\nope", "(", "|",
    ]
    var random = SplitMix64(seed: 7)
    var formulas = 0
    for _ in 0..<4000 {
      let length = Int(random.next() % 12) + 1
      let tex = (0..<length).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      do {
        let html = try MathML.convert(
          tex.joined(), display: length % 2 == 0, at: SourceLocation(file: "f", line: 1, column: 1))
        let element = try #require(Element(parsing: html.markup), "\(tex.joined())")
        #expect(element.name == "math" && element.children.count == 1)
        formulas += 1
      } catch let problems as Diagnostics {
        #expect(!problems.all.isEmpty && problems.all.allSatisfy { $0.location?.line == 1 })
      }
    }
    #expect(formulas > 100)
  }
}
