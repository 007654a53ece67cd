import HTML
import Literate
import Markdown
import SourceText
import Testing

/// What a document is called, and that its page says so once.
@Suite struct TitleTests {
  @Test func `a heading that is the title stands in the title alone, with its id`() throws {
    let woven = try woven("# The *sun* {#sec-sun}\n\nSee `{ref sec-sun}`.\n\n## More")
    #expect(woven.title == "The sun")
    #expect(woven.titleID == "sec-sun")
    #expect(
      woven.html == """
        <p>See <a href="#sec-sun">The sun</a>.</p>
        <h2 id="more">More</h2>

        """)
  }

  @Test
  func `a value in the heading comes into the title, and slots below it stay in their places`()
    throws
  {
    let woven = try woven("# Of `{value review.id}`\n\n`{value sun.logit}` `{value bad}`")
    #expect(woven.title == "Of garden")
    #expect(
      woven.html == """
        <p><data value="-2.3125">−2.31</data> &lt;b&gt;&amp;</p>

        """)
  }

  @Test(arguments: [
    ("---\ntitle: T\n---\n# A", "T", nil), ("## A", "A", nil), ("> # A", "A", nil),
    ("# A\n\n# B", "A", "a"), ("a\n\n# A", "A", "a"),
  ])
  func `only a first heading of level one that nothing else names is the title`(
    text: String, title: String, id: String?
  ) throws {
    let woven = try woven(text)
    #expect(woven.title == title)
    #expect(woven.titleID == id)
    #expect(woven.html.markup.contains(">A</h") == (id == nil))
  }

  @Test func `a title is known before the results are where it holds no value`() throws {
    #expect(try document("# A *b*").statedTitle == "A b")
    #expect(try document("---\ntitle: T\n---\n# A").statedTitle == "T")
    #expect(try document("# A `{value review.id}`").statedTitle == nil)
    #expect(try document("a").statedTitle == nil)
  }

  @Test func `what the document defines holds in captions and titles too`() throws {
    let text = """
      ---
      title: "Of [b][c]"
      ---
      ```{rule}
      caption: See [b][c] and [c].
      ```

      [c]: d.html
      """
    let woven = try woven(text)
    #expect(
      woven.html.markup.contains("See <a href=\"d.html\">b</a> and <a href=\"d.html\">c</a>."))
    #expect(woven.title == "Of b")
    #expect(woven.links.map(\.destination) == ["d.html", "d.html", "d.html"])
  }

  @Test(arguments: ["caption", "alt", "title"])
  func `a footnote outside of the text is refused at its place`(key: String) {
    let line = "\(key): \"A b[^2].\""
    let text =
      key == "title" ? "---\n\(line)\n---\n" : "\n```{rule}\n\(line)\n```\n"
    let said = problems(text + "\nA[^2].\n\n[^2]: b")
    #expect(said.hasPrefix("a.md:\(key == "title" ? 2 : 3):"), "\(said)")
    #expect(
      said.contains(
        "error: a footnote is not allowed in a caption, a title or the sentence of a claim"))
    #expect(
      problems("```{check}\nclaim: warm == true\nsays: A[^2].\n```\n\nB[^2].\n\n[^2]: b").hasPrefix(
        "a.md:3:8: error: a footnote is not allowed in a caption"))
  }
}
