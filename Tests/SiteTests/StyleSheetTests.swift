import Site
import SourceText
import Testing

/// A style sheet refers to nothing outside of itself.
@Suite struct StyleSheetTests {
  private func problems(_ text: String) -> [Diagnostic] {
    StyleSheet.problems(in: SourceFile(path: "a.css", text: text))
  }

  @Test(arguments: [
    ("@import 'b.css';", 1), ("@IMPORT url(b.css);", 1), ("p { background: url(b.png) }", 15),
    ("p { background: URL( \"b.png\" ) }", 15), ("p { background: url(//c.example/b.png) }", 15),
  ])
  func `a reference to another file is reported where it is`(text: String, column: Int) {
    let found = problems("p {}\n" + text)
    #expect(found.map(\.location?.line) == [2].map(Optional.some) || found.count == 2)
    #expect(found.first?.location?.line == 2)
  }

  @Test(arguments: [
    "p { background: url(data:image/png;base64,AAAA) }", "p { fill: url(#gradient) }",
    "/* @import 'b.css'; url(b.png) */ p {}", "",
  ])
  func `a sheet that contains all it needs is accepted`(text: String) {
    #expect(problems(text).isEmpty)
  }

  @Test func `a compact sheet has the same rules, and strings stay as they are`() {
    let text = """
      /* a */ /* on a site only */ s { t: u } /* everywhere */
      a , b:hover > c  { color: red ; --x: "a; { b }  : c" }
        @media (min-width: 4rem) { .t::before { content: 'it\\'s { ' ; margin: 0 auto } }

      p::after { content: "\\\\" } q { }
      """
    #expect(
      StyleSheet.compact(text) == """
        a ,b:hover>c{color:red ;--x:"a; { b }  : c"}@media (min-width:4rem){.t::before{content:'it\\'s { ' ;margin:0 auto}}\
        p::after{content:"\\\\"}q{}
        """)
  }

  @Test func `a file without a playground has no rules for it`() {
    let text = "/* with a playground only */ a { b: c } /* everywhere */ d { e: f }"
    #expect(StyleSheet.compact(text, hasPlayground: false) == "d{e:f}")
    #expect(StyleSheet.compact(text) == "a{b:c}d{e:f}")
  }

  @Test func `comments are replaced without moving what follows`() {
    let text = "a /* ä\n*/ b /**/ c"
    let plain = StyleSheet.withoutComments(text)
    #expect(plain.utf8.count == text.utf8.count)
    #expect(!plain.contains("*") && plain.hasSuffix(" c"))
  }

  @Test func `each later method has a rule for each colour, and each method hides its notes`() {
    for slots in [1, 2, 5] {
      let rules = StyleSheet.choiceRules(slots: slots)
      for slot in 1..<6 {
        for step in ["p1", "p6", "n1", "n6", "0"] {
          #expect(rules.contains(".b\(slot)-\(step)") == (slot < slots))
        }
      }
      for slot in 0..<6 { #expect(rules.contains(".aside .by-\(slot)") == (slot < slots)) }
    }
  }

  @Test func `each word of the text marks its row, and each row its word`() {
    let rules = StyleSheet.linkRules(words: 3)
    for word in 0..<5 {
      for selector in [" tr.r\(word)", " .t.r\(word)"] {
        #expect(rules.contains("\(selector),") || rules.contains("\(selector) {") == (word < 3))
      }
    }
  }
}
