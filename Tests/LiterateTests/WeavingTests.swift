import Blocks
import HTML
import Literate
import Markdown
import SourceText
import Testing

struct WeavingTests {
  @Test func `a value is shown short and kept long`() throws {
    #expect(
      try html("`{value sun.probability}`") == "<p><data value=\"0.903125\">0.9031</data></p>\n")
    #expect(try html("`{value review.id}`") == "<p>garden</p>\n")
    #expect(try html("`{value warm}`") == "<p>true</p>\n")
  }

  @Test func `a value can be that of another review`() throws {
    #expect(try html("`{value sun.probability review=harbour}`").contains("0.25"))
    #expect(
      try html("---\noptions: {review: harbour}\n---\n`{value review.id}`").contains("harbour"))
  }

  @Test func `what a review says is never markup`() throws {
    #expect(try html("`{value bad}`") == "<p>&lt;b&gt;&amp;</p>\n")
    #expect(try html("| `{value bad}` |\n|---|").contains("aria-label=\"Table: &lt;b&gt;&amp;\""))
    #expect(try woven("# `{value bad}`").headings.map(\.text) == ["<b>&"])
  }

  @Test func `figures, tables, equations, sections and claims are counted apart`() throws {
    let text = """
      ---
      scope: review
      ---
      # A {#sec-a}

      `{ref fig-b}` `{ref fig-a}` `{ref sec-a}` `{ref eq-a}` `{ref chk-a}`

      ```{echo #fig-a}
      ```

      ```{echo}
      ```

      ```{echo #fig-b}
      ```

      ```{math #eq-a}
      a
      ```

      ```{check #chk-a}
      claim: warm == true
      ```
      """
    let page = try html(text)
    #expect(
      page.contains(
        """
        <p><a href="#fig-b">Figure 2</a> <a href="#fig-a">Figure 1</a> \
        <a href="#sec-a">A</a> <a href="#eq-a">Equation 1</a> <a href="#chk-a">Claim 1</a></p>
        """))
    #expect(try woven(text).titleID == "sec-a")
    #expect(page.contains("<figure><p>garden</p><figcaption>An echo."))
    #expect(Outline.fault(in: page) == nil)
  }

  @Test func `a figure has its number, its caption and its numbers`() throws {
    let text = """
      ```{echo #fig-a times=2 review=harbour layout=wide}
      caption: - *Two* of `{value review.id}`,
        as `{ref fig-a}` says.
      alt: Twice `{value review.id}`.
      ```
      """
    #expect(
      try html(text, review: nil) == """
        <figure id="fig-a" class="wide" aria-label="Twice harbour."><p>harbourharbour</p>\
        <figcaption><b>Figure 1.</b> - <em>Two</em> of harbour, as <a href="#fig-a">Figure 1</a> says.\
        <details class="numbers"><summary>Numbers of figure 1</summary>\
        <div class="scroll" role="region" tabindex="0" aria-label="Numbers of figure 1">\
        <table><thead><tr><th scope="col">times</th></tr></thead>
        <tbody>
        <tr><td>2</td></tr>
        </tbody></table></div></details></figcaption></figure>

        """)
  }

  @Test func `a body that is no figure stands alone, unless it has a caption`() throws {
    #expect(try html("```{rule}\n```") == "<hr>\n")
    #expect(
      try html("```{rule}\ncaption: a\n```")
        == "<figure><hr><figcaption>a</figcaption></figure>\n")
  }

  @Test func `chunks stand in lists and quotes`() throws {
    let text = "---\nscope: review\n---\n> - a\n>\n>   ```{echo #fig-a}\n>   times: 3\n>   ```\n"
    let page = try html(text)
    #expect(page.contains("<li>\n<p>a</p>\n<figure id=\"fig-a\"><p>gardengardengarden</p>"))
    #expect(Outline.fault(in: page) == nil)
  }

  @Test func `a reference to a section is its heading, with the values in it`() throws {
    let text = """
      `{ref sec-a}` [b `{ref sec-a}`](c.html) ![`{ref sec-a}`](d.png)

      ## Of *the* `{value review.id}`, `{ref sec-b}` {#sec-a}

      ## `{value bad}` {#sec-b}

      ## {#sec-c}

      `{ref sec-b}` `{ref sec-c}`

      ```{echo #fig-a}
      caption: As in `{ref sec-a}`.
      ```
      """
    let page = try html(text.replacing("```{echo", with: "```{echo review=harbour"))
    let name = "Of the garden, Section 2"
    #expect(
      page.contains(
        """
        <p><a href="#sec-a">\(name)</a> <a href="c.html">b \(name)</a> <img src="d.png" alt="\(name)" /></p>
        """))
    #expect(
      page.contains(
        "<p><a href=\"#sec-b\">&lt;b&gt;&amp;</a> <a href=\"#sec-c\">Section 3</a></p>"))
    #expect(page.contains("As in <a href=\"#sec-a\">\(name)</a>."))
  }

  @Test func `a table of contents has the headings of two levels`() throws {
    let text =
      "---\ntoc: true\n---\n### z\n# a\n## b `{value bad}` {#sec-b}\n### c\n#### d\n## e"
    let contents = try #require(try woven(text).contents)
    #expect(
      contents.markup == """
        <nav class="toc" aria-label="Contents"><details open><summary>Contents</summary>
        <ul>
        <li><a href="#z">z</a></li>
        <li><a href="#sec-b">b &lt;b&gt;&amp;</a>
        <ul>
        <li><a href="#c">c</a></li>
        </ul>
        </li>
        <li><a href="#e">e</a></li>
        </ul>
        </details></nav>

        """)
    #expect(Outline.fault(in: contents.markup) == nil)
    #expect(try woven("## a").contents == nil)
    #expect(try woven("---\ntoc: false\n---\n## a").contents == nil)
    #expect(try woven("---\ntoc: true\n---\n# a").contents == nil)
  }

  @Test func `options of the command line count more than those of the front matter`() throws {
    let place = SourceLocation(file: "-P")
    func item(_ key: String, _ value: String) -> Options.Item {
      Options.Item(key: key, value: value, keyLocation: place, valueLocation: place)
    }
    let text = "---\noptions: {times: 3}\n---\n```{echo}\n```"
    let document = try document(
      text, parameters: [item("times", "2"), item("review", "harbour"), item("other", "x")])
    #expect(try document.weave(in: Weather()).html.markup.contains("<p>harbourharbour</p>"))
    #expect(document.parameters.map(\.key) == ["times", "review"])
    #expect(document.takenOptions == ["review", "times", "layout"])
    #expect {
      _ = try LiterateTests.document(text, parameters: [item("times", "x")])
    } throws: { error in
      (error as? Diagnostics)?.description.hasPrefix(
        "-P: error: the option 'times' of chunk 'echo' takes a whole number") == true
    }
  }

  @Test func `a reference in a link is no link`() throws {
    let text = "[see `{ref eq-a}`](x.html)\n\n```{math #eq-a}\na\n```"
    #expect(try html(text).contains("<a href=\"x.html\">see Equation 1</a>"))
  }

  @Test func `formulas stand in the text and on their own line`() throws {
    let page = try html("`{math a_{1}}`\n\n```{math}\n\\frac{a}{b}\n```")
    #expect(page.contains("<p><math"))
    #expect(page.contains("<div class=\"equation\"><math"))
    #expect(!page.contains("{math"))
  }

  @Test func `code stays code`() throws {
    #expect(
      try html("`{\"a\": 1}` `{{value x}}` `{}` `{ x`")
        == """
        <p><code>{&quot;a&quot;: 1}</code> <code>{value x}</code> <code>{}</code> <code>{ x</code></p>

        """)
  }

  @Test func `the front matter sets options for chunks that take them`() throws {
    let head = "---\nscope: review\noptions: {times: 3}\n---\n"
    #expect(try html(head + "```{echo}\n```").contains("gardengardengarden"))
    #expect(try html(head + "```{echo times=1}\n```").contains("<p>garden</p>"))
    #expect(try html(head + "```{echo}\n```\n\n`{value wind.points}`").contains("+11.3"))
    // One option may call for another.
    _ = try html("---\nscope: review\noptions: {times: 6, reason: none}\n---\n```{echo}\n```")
  }

  @Test func `the title may hold values`() throws {
    #expect(try woven("---\ntitle: Of `{value review.id}` & *co*\n---\n").title == "Of garden & co")
    #expect(
      try woven("---\nsubtitle: \"*A* `{value bad}`\"\n---\n").subtitle?.html.markup
        == "<em>A</em> &lt;b&gt;&amp;")
    #expect(try woven("# B").title == "B")
    #expect(try woven("").title == "a")
    #expect(try woven("---\ntitle: |\n  a\n  - b\n---\n").title == "a - b")
  }

  @Test func `headings have unique ids in plain letters`() throws {
    let text =
      "# Fn 1\n## Été à Paris\n## été à paris!\n## fn-1\n## 日本\n## `{value bad}`\n## b {#sec-a}\n## Sec a"
    #expect(
      try woven(text).headings.map(\.id) == [
        "section-fn-1", "ete-a-paris", "ete-a-paris-2", "section-fn-1-2", "section", "section-2",
        "sec-a", "sec-a-2",
      ])
  }

  @Test func `the id of the page's text is left to the page`() throws {
    #expect(try woven("# Main").headings.map(\.id) == ["main-2"])
  }

  @Test func `many tasks parse and weave at once`() async throws {
    let expected = try html(HostileTests.good)
    await withTaskGroup(of: String?.self) { group in
      for _ in 0..<64 { group.addTask { try? html(HostileTests.good) } }
      for await page in group { #expect(page == expected) }
    }
  }

  @Test func `links are handed on`() throws {
    #expect(try woven("[a](b.html)").links.map(\.destination) == ["b.html"])
  }

  @Test func `a document tells which chunks and reviews it needs`() throws {
    let document = try document(
      "```{echo times=2 review=harbour}\n```\n\n`{value review.id review=garden}`")
    #expect(document.chunks.compactMap { ($0 as? Echo)?.times } == [2])
    #expect(document.namedReviews.map(\.value) == ["harbour", "garden"])
  }

  @Test func `what only the results show is reported with its place, all at once`() throws {
    let text =
      "---\nscope: review\n---\n`{value review.id}`\n\n```{echo}\n```\n\n> `{value review.id review=mars}`"
    let document = try Document(
      parsing: SourceFile(path: "a.md", text: text), language: Language.weather)
    #expect {
      try document.weave(in: Weather())
    } throws: { error in
      (error as? Diagnostics)?.description == """
        a.md:4:2: error: there is no value 'review.id' here
          hint: this value needs a review; add review=ID
        a.md:6:4: error: there is no review in focus
        a.md:9:28: error: there is no review 'mars'
        """
    }
  }

  @Test func `weaving twice gives the same bytes`() throws {
    let document = try document("# A\n\n```{echo #fig-a review=garden}\n```\n\n`{value error}`")
    let context = Weather()
    #expect(try document.weave(in: context).html == document.weave(in: context).html)
  }

  @Test(arguments: [2, 3, 64])
  func `a page does not depend on how many of its chunks are computed at once`(jobs: Int) throws {
    let parts = (0..<40).map { part in
      """
      ## Part `{value review.id review=garden}` {#sec-\(part)}

      ```{echo #fig-\(part) review=\(part % 3 == 0 ? "harbour" : "garden")}
      ```

      ```{check #chk-\(part)}
      claim: error < \(part)
      ```

      See `{ref sec-\((part + 7) % 40)}`, `{value error}`.
      """
    }
    let document = try document(parts.joined(separator: "\n\n"))
    let (one, several) = try (
      document.weave(in: Weather(), keepingBlocks: true),
      document.weave(in: Weather(), keepingBlocks: true, jobs: jobs)
    )
    #expect(one.html == several.html && one.html.marks == several.html.marks)
    #expect(
      one.blocks == several.blocks && one.headings.map(\.text) == several.headings.map(\.text))
    #expect(one.claims.count == 40 && one.claims.map(\.label) == several.claims.map(\.label))
  }

  @Test func `problems are the same however many chunks are computed at once`() throws {
    let text = (0..<20).map { "`{value review.id}` and `{value error}` \($0)\n\n" }.joined()
    let document = try Document(
      parsing: SourceFile(path: "a.md", text: "---\nscope: review\n---\n" + text),
      language: Language.weather)
    let found = [1, 4].map { jobs in
      Result { try document.weave(in: Weather(), jobs: jobs) }.map { _ in "" }
    }
    let messages = found.map { if case .failure(let error) = $0 { "\(error)" } else { "" } }
    #expect(messages[0].contains("a.md:42:2: error") && messages[0] == messages[1])
  }

  @Test func `the language describes its chunks`() {
    let descriptions = Language.weather.descriptions
    #expect(descriptions.map(\.verb) == ["check", "echo", "include", "math", "rule"])
    #expect(descriptions[1].options.map(\.key) == ["times", "layout"])
    #expect(descriptions[0].options.map(\.key) == ["review", "claim", "says"])
    #expect(descriptions[1].example == "```{echo}\n```")
    #expect(Language.weather.phrases.map(\.verb) == ["value", "ref", "math"])
    #expect(Language.weather.phrases[0].options.map(\.key) == ["review", "digits", "as"])
  }
}
