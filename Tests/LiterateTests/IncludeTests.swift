import HTML
import Literate
import SourceText
import Testing

struct IncludeTests {
  private func html(_ text: String, _ files: [String: String]) throws -> String {
    try document(text, including: files).weave(in: Weather(review: "garden")).html.markup
  }

  private func include(_ file: String) -> String { "```{include}\nfile: \(file)\n```\n" }

  @Test func `the blocks of the included document stand in its place`() throws {
    let text = "a\n\(include("p/b.md"))c"
    #expect(
      try html(text, ["p/b.md": "---\ntitle: B\n---\n## B\n\n`{value warm}`"])
        == "<p>a</p>\n<h2 id=\"b\">B</h2>\n<p>true</p>\n<p>c</p>\n")
    #expect(try html("```{include file=b.md}\n```", ["b.md": "b"]) == "<p>b</p>\n")
    #expect(
      try html(include("b.md").replacing("\n", with: "\r\n"), ["b.md": "b\r\n"]) == "<p>b</p>\n")
  }

  @Test func `parts are numbered through, and refer to each other`() throws {
    let text = """
      `{ref fig-b}` `{ref sec-b}`[^a]

      ```{echo #fig-a review=harbour}
      ```

      \(include("b.md"))

      ```{echo #fig-c review=harbour}
      ```

      [^a]: First.
      """
    let part =
      "## Part {#sec-b}\n\n`{ref fig-c}`[^b] [x][x]\n\n```{echo #fig-b review=garden}\n```\n\n[^b]: Second.\n\n[x]: y.html\n"
    let page = try html(text, ["b.md": part])
    #expect(page.contains("<a href=\"#fig-b\">Figure 2</a> <a href=\"#sec-b\">Part</a>"))
    #expect(page.contains("<a href=\"#fig-c\">Figure 3</a>"))
    #expect(page.contains("<a href=\"y.html\">x</a>"))
    #expect(page.contains("id=\"fn-b\""))
    #expect(Outline.fault(in: page) == nil)
  }

  @Test func `parts may be included twice, and include others from their own folder`() throws {
    let files = ["p/b.md": include("c.md"), "p/c.md": "c"]
    let document = try document(include("p/b.md") + include("p/b.md"), including: files)
    #expect(try document.weave(in: Weather()).html == "<p>c</p>\n<p>c</p>\n")
    #expect(document.includedPaths == ["p/b.md", "p/c.md"])
  }

  @Test func `a chunk that shows how to include is code`() throws {
    let text = "````markdown\n\(include("b.md"))````"
    #expect(try document(text).includedPaths.isEmpty)
  }

  @Test func `what is wrong with a part is reported in the part, in order`() {
    let text = "`{value sun.lgit}`\n\n\(include("p/b.md"))\n`{ref fig-x}`"
    let part = """
      ---
      ttle: B
      options: {times: 3}
      ---
      ä `{value sun.lgoit}`

      ```{echo review=garden}
      caption: Ä
        *ö* `{value sun.prob}`
      ```

      ```{check}
      claim: sun.logit > sun.lgoit
      ```

      ```{math}
      a
        \\foo
      ```

      ![](x.png) \u{7}
      """
    #expect(
      problems(text, including: ["p/b.md": part.replacing(" \u{7}", with: "")]) == """
        a.md:1:9: error: there is no value 'sun.lgit'
          hint: did you mean 'sun.logit'?
        a.md:7:7: error: no label 'fig-x'
        p/b.md:2:1: error: the front matter has no key 'ttle'
          hint: did you mean 'title'?
        p/b.md:3:11: warning: the options of an included document have no effect
          hint: set them in 'a.md'
        p/b.md:5:11: error: there is no value 'sun.lgoit'
          hint: did you mean 'sun.logit'?
        p/b.md:9:15: error: there is no value 'sun.prob'
          hint: did you mean 'sun.probability'?
        p/b.md:13:20: error: there is no value 'sun.lgoit'
          hint: did you mean 'sun.logit'?
        p/b.md:18:3: error: there is no command '\\foo'
        p/b.md:21:1: warning: this image has no description
          hint: add a description: ![a map](x.png)
        """)
    #expect(
      problems(include("b.md"), including: ["b.md": "ä\u{7}"])
        == "b.md:1:2: error: the character U+0007 is not allowed in a page\n  hint: remove it")
    #expect(
      problems(
        "```{math #eq-a}\na\n```\n\(include("b.md"))",
        including: ["b.md": "```{math #eq-a}\nb\n```"])
        == "b.md:1:11: error: duplicate label 'eq-a'\n  hint: it was first used at a.md:1:11")
  }

  @Test(arguments: [
    (
      "```{include}\n```", [:],
      "a.md:1:4: error: chunk 'include' needs a file\n  hint: add a line such as 'file: part.md'"
    ),
    (
      "```{include #sec-a}\nfile: b.md\nfiel: c\n```", ["b.md": ""],
      """
      a.md:1:14: error: chunk 'include' takes no label; found 'sec-a'
      a.md:3:1: error: chunk 'include' has no option 'fiel'
        hint: did you mean 'file'?
      """
    ),
    (
      "> ```{include}\n> file: b.md\n> ```", ["b.md": ""],
      "a.md:1:6: error: an include is not allowed in a list or block quote"
    ),
    (
      "```{include}\nfile: p/b.md\n```", ["p/b.md": "```{include}\nfile: c.md\n```"],
      "p/b.md:2:7: error: 'p/c.md' cannot be included: there is no such file\n  hint: paths are relative to the including document's folder"
    ),
    (
      "```{include}\nfile: b.md\n```", ["b.md": "```swift\na"],
      "a.md:2:7: error: 'b.md' ends inside an unclosed block\n  hint: close its fence or comment"
    ),
    (
      "```{include}\nfile: ./a.md\n```", [:],
      "a.md:2:7: error: circular include\n  hint: a.md → a.md"
    ),
    (
      "```{include}\nfile: p/b.md\n```", ["p/b.md": "```{include}\nfile: ../p/../a.md\n```"],
      "p/b.md:2:7: error: circular include\n  hint: a.md → p/b.md → a.md"
    ),
    (
      "```{include}\nfile: b.md\n", ["b.md": ""],
      "a.md:1:4: error: the chunk 'include' is not closed\n  hint: end it with a line of as many backticks as its opening line"
    ),
  ])
  func `an include that can't be followed is a problem with a place`(
    text: String, files: [String: String], message: String
  ) {
    #expect(problems(text, including: files) == message)
  }

  @Test func `documents that include each other deeply or hugely are refused`() {
    let chain = Dictionary(
      uniqueKeysWithValues: (0..<20).map { ("\($0).md", include("\($0 + 1).md")) })
    #expect(
      problems(include("0.md"), including: chain).hasPrefix(
        "7.md:2:7: error: includes are nested more than 8 levels deep\n  hint: a.md → 0.md → 1.md"
      ))
    let bomb = Dictionary(
      uniqueKeysWithValues: (0..<8).map { number in
        let include = number < 7 ? include("\(number + 1).md") : ""
        return (
          "\(number).md",
          String(repeating: "a", count: 100_000) + "\n\n"
            + String(repeating: include + "\n", count: 9)
        )
      })
    let message = problems(include("0.md"), including: bomb)
    #expect(message.contains("the document larger than the limit of 4194304 bytes"))
    #expect(message.utf8.count < 100_000)
  }
}
