import HTML
import MathML
import Testing

import struct SourceText.Diagnostics
import struct SourceText.SourceLocation

/// What a formula becomes.
struct MathMLTests {
  private func markup(_ tex: String, display: Bool = false) throws -> String {
    try MathML.convert(tex, display: display, at: SourceLocation(file: "essay.md")).markup
  }

  @Test func `a formula carries its source`() throws {
    #expect(
      try markup(#"\frac{1}{L}"#, display: true)
        == #"<math display="block" alttext="\frac{1}{L}"><mfrac><mn>1</mn><mi>L</mi></mfrac></math>"#
    )
  }

  @Test func `text is escaped`() throws {
    let formula = try markup(#"a<b \text{<script>"&'}"#)
    #expect(formula.contains("<mo>&lt;</mo>"))
    #expect(formula.contains("<mtext>&lt;script&gt;&quot;&amp;&#39;</mtext>"))
    #expect(!formula.contains("<script"))
  }

  @Test func `letters of alphabets are Unicode characters`() throws {
    let letters = #"\mathbf{e}\mathbf{\alpha}\boldsymbol{x\omega}\mathbb{E}\mathbb{R}\mathcal{LN}"#
    #expect(
      try markup(letters).contains(
        "<mi>𝐞</mi><mi>𝛂</mi><mrow><mi>𝒙</mi><mi>𝝎</mi></mrow><mi>𝔼</mi><mi>ℝ</mi>"
          + "<mrow><mi>ℒ</mi><mi>𝒩</mi></mrow>"))
  }

  @Test func `one upright letter is marked and several are one word`() throws {
    #expect(try markup(#"\mathrm{d}"#).contains(#"<mi mathvariant="normal">d</mi>"#))
    #expect(try markup(#"\mathrm{pad}"#).contains("<mi>pad</mi>"))
    #expect(try markup(#"\mathbf{v12}"#).contains("<mi>𝐯</mi><mn>𝟏𝟐</mn>"))
  }

  @Test func `an argument without braces is a single digit`() throws {
    #expect(try markup(#"\tfrac12"#).contains("><mn>1</mn><mn>2</mn></mfrac>"))
    #expect(try markup("x^10").contains("<msup><mi>x</mi><mn>1</mn></msup><mn>0</mn>"))
    #expect(try markup("10.5x").contains("<mn>10.5</mn><mi>x</mi>"))
    #expect(try markup("1. 5").contains("<mn>1</mn><mi>.</mi><mn>5</mn>"))
  }

  @Test func `limits stand below a function in displays only`() throws {
    #expect(try markup(#"\max_i x"#, display: true).contains("<munder><mi>max</mi>"))
    #expect(try markup(#"\max_i x"#).contains("<msub><mi>max</mi>"))
    #expect(try markup(#"\frac{\max_i x}{2}"#, display: true).contains("<msub><mi>max</mi>"))
    #expect(try markup(#"\operatorname*{argmax}_i"#, display: true).contains("<munder>"))
    #expect(try markup(#"\operatorname{argmax}_i"#, display: true).contains("<msub>"))
  }

  @Test(arguments: ["-1", "a=-1", "(-1)", "a,-1", "{-1}", #"\frac{-1}{2}"#, #"\left(-1\right)"#])
  func `a minus with nothing in front is a sign`(tex: String) throws {
    #expect(try markup(tex).contains(#"<mo form="prefix" lspace="0" rspace="0">−</mo>"#))
  }

  @Test(arguments: ["a-1", "(a)-1", "a_i-1", "2-1", #"\hat a - 1"#, #"\lVert a\rVert-1"#, "f'-1"])
  func `a minus between two things is an operator`(tex: String) throws {
    #expect(try markup(tex).contains("<mo>−</mo>"))
  }

  @Test func `a function is applied to what follows, with a space where no bracket is`() throws {
    #expect(try markup(#"\log x"#).contains("<mi>log</mi><mo>\u{2061}</mo><mspace"))
    #expect(try markup(#"\log(x)"#).contains("<mi>log</mi><mo>\u{2061}</mo><mo stretchy"))
    #expect(try markup(#"\log = x"#).contains("<mi>log</mi><mo>=</mo>"))
    #expect(
      try markup(#"2\log x"#).contains(#"<mn>2</mn><mspace width="0.1667em"></mspace><mi>log"#))
  }

  @Test func `the ends of a norm are told apart`() throws {
    let norm = try markup(#"\lVert g\rVert_2"#)
    #expect(norm.contains(#"<mo stretchy="false" form="prefix">‖</mo><mi>g</mi>"#))
    #expect(norm.contains(#"<msub><mo stretchy="false" form="postfix">‖</mo><mn>2</mn></msub>"#))
  }

  @Test func `a missing bracket leaves no trace`() throws {
    #expect(
      try markup(#"\left. x \right|"#).contains(
        #"<mrow><mi>x</mi><mo form="postfix" stretchy="true">|</mo></mrow>"#))
  }

  @Test func `tables name their kind for the style sheet and use no style attribute`() throws {
    for kind in ["aligned", "cases", "pmatrix", "bmatrix"] {
      let table = try markup(#"\begin{\#(kind)} a & b \\ c \\ \end{\#(kind)}"#)
      #expect(table.contains(#"<mtable class="\#(kind)""#))
      #expect(table.count(of: "<mtr>") == 2)
      #expect(table.count(of: "<mtd>") == 3)
      #expect(!table.contains(" style="))
    }
  }

  @Test func `spaces are kept in text and nowhere else`() throws {
    #expect(try markup(#"a  b"#).contains("<mi>a</mi><mi>b</mi>"))
    #expect(try markup(#"\text{ if }"#).contains("<mtext>\u{A0}if\u{A0}</mtext>"))
  }

  @Test func `a comma in braces has no space behind it`() throws {
    #expect(
      try markup("10{,}000").contains(
        #"<mn>10</mn><mo stretchy="false" lspace="0" rspace="0">,</mo><mn>000</mn>"#))
  }
}

extension String {
  /// How often something stands in it.
  fileprivate func count(of part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
