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
        <a href="#sec-a">Section 1</a> <a href="#eq-a">Equation 1</a> <a href="#chk-a">Claim 1</a></p>
        """))
    #expect(page.contains("<h1 id=\"sec-a\">A</h1>"))
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
        <table><tr><td>2</td></tr></table></div></details></figcaption></figure>

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
      try woven("---\nsubtitle: \"*A* `{value bad}`\"\n---\n").subtitle
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
    #expect(document.namedReviews.map(\.text) == ["harbour", "garden"])
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
          hint: a value of a review needs one: review=ID
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

  @Test func `the language describes its chunks`() {
    let descriptions = Language.weather.descriptions
    #expect(descriptions.map(\.verb) == ["check", "echo", "math", "rule"])
    #expect(descriptions[1].options.map(\.key) == ["times", "layout"])
    #expect(descriptions[0].options.map(\.key) == ["claim", "says"])
  }
}
