import Blocks
import HTML
import Markdown
import SourceText
import Testing

/// Blocks as Markdown, read back by the parser that GitHub has.
struct MarkdownRendererTests {
  /// Markdown as GitHub shows it.
  private func shown(_ markdown: String) -> (html: String, problems: [Diagnostic]) {
    let (page, problems) = parsed(markdown)
    // Only this program's documents give braces in code a meaning.
    let fillings = page.slots.map { _ in SlotValue("braces", text: "braces") }
    return (page.html(fillings: fillings, headingIDs: []).markup, problems)
  }

  private func parsed(_ markdown: String) -> (page: MarkdownPage, problems: [Diagnostic]) {
    var problems = Diagnostics()
    let page = MarkdownPage(
      parsing: markdown, in: SourceLines(SourceFile(path: "x.md", text: markdown)),
      problems: &problems)
    return (page, problems.all)
  }

  /// What can be read of markup, without the word joiners that nobody sees.
  private func text(of markup: String) -> String {
    var text = ""
    for case .text(let piece) in Markup(markup) { text += HTML.unescape(piece) }
    return text.replacing("\u{2060}", with: "").split { $0 == " " || $0 == "\n" }
      .joined(separator: " ")
  }

  private static let hostile = [
    "*bold* _slanted_ ~~struck~~ `code` **x", "# no heading", "- no item", "1. no item", "+ x",
    "12) no item", "> no quote", "<script>alert(1)</script> &lt; &amp; &#42;", "| a | b |",
    "[x](javascript:y) ![z](w) [^1] [x]: y", "---", "===", "***", "~~~", "```math", "$x$ $$y$$",
    "\\ \\* a\\", "{value x} :tada:", "a\u{301}*\u{301}b*", "< b > c </ d", "`\u{301}``",
    "1.5 -2 +3 #",
    "<!-- hidden -->", "[!NOTE]", "- [ ] task", "  indented", "!\u{301}[x]",
  ]

  @Test(arguments: hostile)
  func `text is shown as it was written, whatever it says`(words: String) {
    for markdown in [
      MarkdownPhrase.escape(words), "| x |\n|---|\n| \(MarkdownPhrase.escape(words)) |",
      "> " + MarkdownPhrase.escape(words), "- " + MarkdownPhrase.escape(words),
    ] {
      let (html, problems) = shown(markdown)
      let wanted = words.split(separator: " ").joined(separator: " ")
      #expect(problems == [])
      #expect(text(of: html).hasSuffix(wanted), "\(markdown) became \(html)")
      let tags = ["<p>", "<table>", "<th", "<td>", "<tr>", "<thead>", "<tbody>", "<ul>", "<li>"]
      for case .opening(let tag) in Markup(html) where !tags.contains(where: tag.source.hasPrefix) {
        #expect(tag.name == "blockquote" || tag.name == "div", "\(markdown) became \(html)")
      }
    }
  }

  @Test func `nobody is mentioned and nothing is linked`() {
    #expect(MarkdownPhrase.escape("@swift fixes #12") == "@\u{2060}swift fixes #\u{2060}12")
    #expect(
      MarkdownPhrase.escape("http://x.org www.x.org a@x.org")
        == "http\\://x.org www\\.x.org a@\u{2060}x.org")
  }

  private static let blocks: [([Block], String)] = [
    ([.heading("A *b*", level: 2, id: "x"), .paragraph("c\nd")], "## A \\*b\\*\n\nc d\n"),
    (
      [.list(.init([[.phrase("a")], [.paragraph("b"), .paragraph("c")]]))],
      "- a\n\n- b\n\n  c\n"
    ),
    ([.list(.init([[.phrase("a")], [.phrase("b")]], start: 3))], "3. a\n4. b\n"),
    (
      [.quote([.paragraph("a"), .list(.init([[.phrase("b")]]))])],
      "> a\n>\n> - b\n"
    ),
    ([.note(kind: "note", [.paragraph("a")])], "> [!NOTE]\n> a\n"),
    ([.note(kind: "answer", [.paragraph("a")])], "> a\n"),
    ([.note(kind: "warning", [.paragraph("a")])], "> [!WARNING]\n> a\n"),
    ([.code("a ``` b\n", language: "swift")], "````swift\na ``` b\n````\n"),
    (
      [.paragraph("\(code: "a`b|") \(link: "z", to: "https://x.org/(y)")")],
      "``a`b|`` [z](https://x.org/%28y%29)\n"
    ),
    (
      [.paragraph("\(scientific: -1.25e-16) x\(piece: .superscript("n"))")],
      "−1.3\u{202F}×\u{202F}10⁻¹⁶ x^n\n"
    ),
    (
      [
        .table(
          Table(columns: [.init("a|b"), .init("c")], rows: [.init([.init(.code("x|y")), "−1"])]))
      ],
      "| a\\|b | c |\n| --- | ---: |\n| `x\\|y` | −1 |\n"
    ),
    (
      [
        .marked(
          MarkedText([
            .plain("a "), .word("good", .init(step: 3, others: [-2])), .plain("\n"),
            .word("bad", .init(step: -1)), .plain(" "), .word("x", .init(step: 0)), .plain(" "),
            .word("y", .init(step: 0, isKnown: false)),
          ]))
      ],
      "a **good**\\\n*bad* x \\[y\\]\n"
    ),
    (
      [
        .marked(
          MarkedText([
            .unread("“one\ntwo"), .plain(", "), .word("bad", .init(step: -6, isKnown: false)),
            .plain(" "), .word("good", .init(step: 6)), .unread(" and. so!"),
          ]))
      ],
      "“~~one\\\ntwo~~, \\[*bad*\\] **good** ~~and. so~~!\n"
    ),
    ([.paragraph("a\(piece: .footnote("1"))")], "a[^page-1]\n"),
    ([.footnotes([.init(name: "1", blocks: [.paragraph("b")])])], "[^page-1]: b\n"),
    (
      [.equation(.init("<math></math>", tex: "\\frac{a}{b} < c", number: 2))],
      "```math\n\\frac{a}{b} < c \\tag{2}\n```\n"
    ),
    ([.paragraph("x \(piece: .formula("<math></math>", tex: "a_t"))")], "x $`a_t`$\n"),
    (
      [
        .figure(
          .init(
            [.picture(picture)], title: "Figure 1", caption: "A line",
            data: Table(columns: [.init("x")], rows: [.init(["1"])])))
      ], "It rises.\n\n**Figure 1.** A line\n"
    ),
    (
      [.figure(.init([.phrase("a")], data: Table(columns: [.init("x")], rows: [.init(["1"])])))],
      "a\n\n| x |\n| ---: |\n| 1 |\n"
    ),
    (
      [.claim(.init(holds: true, sentence: "So.", evidence: "\(title: "It holds.") 1"))],
      "> So.\n>\n> **It holds.** 1\n"
    ),
    ([.finding(id: "f", headline: "H", [.paragraph("p")])], "> Finding\n>\n> ### H\n>\n> p\n"),
    ([.facts([.init("a", "b"), .init("c", .code("d"))])], "- a: b\n- c: `d`\n"),
    ([.keyFigures([.init("a", "1")])], "- a: 1\n"),
    (
      [.group([.phrase("a")], .init(choice: 0)), .group([.phrase("b")], .init(choice: 1))], "a\n"
    ),
    ([.rule, .control("<nav>x</nav>")], "---\n"),
    ([.rendered([.phrase("a")], elsewhere: [.phrase("b")])], "b\n"),
    (
      [
        .legend(
          Legend(
            scales: [
              .init(
                positive: .init("supports a", line: "solid", values: ["1"]),
                negative: .init("supports b", line: "dotted", values: ["1"]), note: "points")
            ],
            entries: [
              .init("\(piece: .sample("word", .unknown)) x"),
              .init("\(piece: .sample("word", .unread)) y"), .init("z", choice: 1),
            ]))
      ],
      "**Bold** supports a, *italic* supports b; plain words are below the first step.\n\n\\[word\\] x\n\n~~word~~ y\n"
    ),
  ]

  private static let picture = Picture(
    title: "x", description: "It rises.", id: "p", attributes: "", drawing: "<path/>")

  @Test(arguments: blocks)
  func `each kind of block has its Markdown`(blocks: [Block], markdown: String) {
    #expect(MarkdownRenderer(name: "page", target: { $0 }).text(of: blocks) == markdown)
  }

  /// All kinds of blocks that hold text, each with the same words everywhere.
  private func everyBlock(_ words: String) -> [Block] {
    let phrase = Phrase(words)
    return [
      .paragraph(phrase), .phrase(phrase), .heading(phrase, level: 2), .quote([.phrase(phrase)]),
      .list(.init([[.phrase(phrase)]])), .list(.init([[.phrase(phrase)]], start: 1)),
      .facts([.init(phrase, phrase)]), .keyFigures([.init(phrase, phrase)]),
      .table(Table(caption: words, columns: [.init(phrase)], rows: [.init([.header(phrase)])])),
      .picture(
        Picture(title: words, description: words, id: "p", attributes: "", drawing: "<path/>")),
      .marked(MarkedText([.plain(words[...]), .unread(words[...])])),
      .marked(
        MarkedText([.word(words[...], .init(step: 3, values: words, id: "w", value: words))])),
      .note(kind: "tip", [.phrase(phrase)]), .finding(id: "f", headline: phrase, [.phrase(phrase)]),
      .figure(.init([.phrase(phrase)], title: words, name: words, caption: phrase)),
      .claim(.init(holds: false, title: words, sentence: phrase, evidence: .code(words))),
      .group([.phrase(phrase)], .init(name: words)),
      .paragraph("\(link: phrase, to: words)\(span: phrase, title: words)\(strong: phrase)"),
    ]
  }

  @Test(arguments: hostile)
  func `no text in any block becomes markup`(words: String) {
    let allowed: Set = [
      "p", "h2", "h3", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "div", "table", "caption",
      "thead", "tbody", "tr", "th", "td", "svg", "path", "title", "desc", "s", "b", "aside",
      "figure",
      "figcaption", "code", "a", "span", "strong", "em", "del", "input",
    ]
    for block in everyBlock(words) {
      for case .opening(let tag) in Markup(block.html) {
        #expect(allowed.contains(String(tag.name)), "\(block.html.markup)")
        #expect(tag.attributes.allSatisfy { !$0.name.hasPrefix("on") })
      }
      let markdown = MarkdownRenderer().text(of: [block])
      for case .opening(let tag) in Markup(shown(markdown).html) {
        #expect(allowed.contains(String(tag.name)), "\(markdown)")
      }
    }
  }

  @Test(arguments: hostile)
  func `a table read back from Markdown has the same cells`(words: String) {
    let cells = [words, "x", "1", "\(words) \(words)"]
    let table = Table(
      columns: [.init("a"), .init("b")],
      rows: [
        .init("r", [Phrase(cells[0])]), .init([.init(Phrase(cells[3])), .init(.code("a|b"))]),
      ])
    let html = shown(MarkdownRenderer().text(of: [.table(table)])).html
    let found = html.matches(of: /<td[^>]*>(.*?)<\/td>/.dotMatchesNewlines()).map {
      text(of: String($0.1))
    }
    let wanted = ["r", words, cells[3], "a|b"].map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(found == wanted, "\(html)")
  }

  @Test func `a document comes through its blocks as the same page`() {
    let document = """
      # Title & more

      A paragraph with *slanted*, **bold**, ~~struck~~ and `code`,
      a [link](https://example.org/a_b) and 3 < 4.[^n]

      - one
      - two

        with more

      1. first
      2. second

      > quoted
      >
      > - in a quote

      > [!TIP]
      > A tip.

      | a | b |
      | --- | ---: |
      | x\\|y | 1 |

      ```swift
      let a = 1
      ```

      ---

      - [ ] open
      - [x] done

      The end.

      [^n]: A note.
      """
    let page = parsed(document).page
    let markdown = MarkdownRenderer(target: { $0 }).text(of: page.blocks(fillings: []))
    func plain(_ html: String) -> String {
      // Boxes are characters after their way through blocks, and footnotes have numbers for names.
      html.replacing(/<span role="img" aria-label="[a-z]+">(.)<\/span>/) { $0.1 }
        .replacing(/fn(ref)?-(n|1)/) { "fn\($0.1 ?? "")" }.replacing(
          "code</code>,\na", with: "code</code>, a")
    }
    #expect(plain(shown(markdown).html) == plain(shown(document).html), "\(markdown)")
  }

  @Test(arguments: ["> ", "- ", "*", "[", "1. "])
  func `nesting without end is no trap`(sign: String) {
    let deep = String(repeating: sign, count: 20_000) + "x"
    let blocks = parsed(deep).page.blocks(fillings: [])
    #expect(MarkdownRenderer().text(of: blocks).contains("x"))
  }
}
