import HTML
import LinearAlgebra
import Testing

@Suite struct HTMLTests {
  @Test func `text is escaped and literals are not`() {
    let text = "<script>alert(\"it's\" & more)</script>"
    let html: HTML = "<td title=\"\(text)\">\(text)</td>"
    let escaped = "&lt;script&gt;alert(&quot;it&#39;s&quot; &amp; more)&lt;/script&gt;"
    #expect(html.markup == "<td title=\"\(escaped)\">\(escaped)</td>")
    #expect(HTML(text: text).markup == escaped)
  }

  @Test func `an accent on a bracket does not hide it`() {
    // Together they are one character, but a browser reads code points.
    #expect(HTML(text: "<\u{301}b>\u{301}").markup == "&lt;\u{301}b&gt;\u{301}")
    #expect(HTML(text: "\r\n\t").markup == "\r\n\t")
  }

  @Test func `HTML passes into HTML, once`() {
    let inner: HTML = "<b>\("&")</b>"
    let outer: HTML = "<p>\(inner)\([inner, inner])\(3)</p>"
    #expect(outer.markup == "<p><b>&amp;</b><b>&amp;</b><b>&amp;</b>3</p>")
    #expect([inner, "x"].joined(separator: ", ").markup == "<b>&amp;</b>, x")
    #expect((inner + "x").markup == "<b>&amp;</b>x")
    #expect(HTML().isEmpty)
    #expect(!inner.isEmpty)
  }

  @Test func `what HTML does not allow is replaced`() {
    let forbidden: [UInt32] = [
      0, 0xB, 0x1F, 0x7F, 0x80, 0x9F, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF,
    ]
    for scalar in forbidden.compactMap(Unicode.Scalar.init) {
      #expect(HTML(text: String(Character(scalar))).markup == "\u{FFFD}")
    }
    let allowed = "é\u{A0}\u{301}😀שלום\u{FFFD}\u{200D}\u{E000}"
    #expect(HTML(text: allowed).markup == allowed)
  }

  @Test func `characters that change the direction of text are shown by their numbers`() {
    let scalars = [0x061C, 0x200E, 0x200F] + Array(0x202A...0x202E) + Array(0x2066...0x2069)
    for scalar in scalars.compactMap(Unicode.Scalar.init) {
      let number = "⟨U+0\(String(scalar.value, radix: 16, uppercase: true))⟩"
        .replacing("U+02", with: "U+2")
      for text in ["a\(scalar)b", "\(scalar)", "–\(scalar)“"] {
        let shown = text.replacing("\(scalar)", with: number)
        #expect(HTML(text: text).markup == shown)
        // In a review the number is set apart from what its author typed.
        #expect(
          HTML(review: text[...]).markup
            == text.replacing("\(scalar)", with: "<span class=\"ctrl\">\(number)</span>"))
      }
    }
    #expect(HTML(review: "<\u{202E}>").markup == "&lt;<span class=\"ctrl\">⟨U+202E⟩</span>&gt;")
  }

  @Test func `neighbours of those characters pass`() {
    let neighbours: [UInt32] = [
      0x061B, 0x061D, 0x200D, 0x2010, 0x2029, 0x202F, 0x2065, 0x206A, 0x2018, 0x2212, 0x4E00,
    ]
    for scalar in neighbours.compactMap(Unicode.Scalar.init) {
      #expect(HTML(text: "\(scalar)").markup == "\(scalar)")
      #expect(HTML(text: "<\(scalar)").markup == "&lt;\(scalar)")
    }
  }

  @Test func `no text can leave its place`() {
    var random = SplitMix64(seed: 1)
    let alphabet = Array("<>&\"'/=ab \n\u{301}\u{0}".unicodeScalars)
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<random.below(20) {
        text.unicodeScalars.append(alphabet[random.below(alphabet.count)])
      }
      let scalars = HTML(text: text).markup.unicodeScalars
      #expect(!scalars.contains { "<>\"'\0".unicodeScalars.contains($0) })
      #expect(unescaped(scalars) == text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })
    }
  }

  /// What a browser reads.
  private func unescaped(_ markup: String.UnicodeScalarView) -> [Unicode.Scalar] {
    let names: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'",
    ]
    var scalars: [Unicode.Scalar] = []
    var rest = markup[...]
    while let scalar = rest.popFirst() {
      if scalar == "&", let end = rest.firstIndex(of: ";"), let name = names[String(rest[..<end])] {
        scalars.append(name)
        rest = rest[rest.index(after: end)...]
      } else {
        scalars.append(scalar)
      }
    }
    return scalars
  }
}
