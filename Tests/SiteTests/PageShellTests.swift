import Site
import SourceText
import TestSupport
import Testing

/// The shell around all pages: a template of the author's, checked before anything is computed.
@Suite struct PageShellTests {
  /// What a user reads about a shell.
  private func problems(_ shell: String) throws -> [String] {
    try TemporaryFolder.use { folder in
      let site = try TidesSite(["templates/page.mustache": shell], in: folder)
      do throws(Diagnostics) {
        _ = try site.templates
        return []
      } catch {
        return error.sorted.map { folder.relative($0).replacing("templates/", with: "") }
      }
    }
  }

  /// The pages of a site of one document in a shell.
  private func pages(_ shell: String, _ text: String = "Text.\n") throws -> [String] {
    try TemporaryFolder.use { folder in
      let site = try TidesSite(["templates/page.mustache": shell, "a.md": text], in: folder)
      return try site.pages(["a.md"]).map(\.texts.site)
    }
  }

  private static let all = """
    <html lang="{{{lang}}}"><title>{{{title}}}</title><meta name="description" content="{{{description}}}">
    <a href="{{{root}}}index.html">{{{site}}}</a>{{! A comment }}
    {{#navigation}}<a href="{{{path}}}"{{#current}} class="here"{{/current}}>{{{title}}}</a>{{/navigation}}
    {{#kicker}}{{{kicker}}}{{/kicker}}<h1>{{&heading}}</h1>{{#standfirst}}{{{standfirst}}}{{/standfirst}}
    {{^byline}}No author{{/byline}}{{{body}}}
    {{#pager}}{{#previous}}{{{path}}}{{/previous}}{{#next}}{{{path}}}{{/next}}{{/pager}}</html>
    """

  @Test func `a shell may use every value of a page, and text in braces as a comment`() throws {
    #expect(try problems(Self.all) == [])
    #expect(try problems("") == [] && problems("<p>{ a } {b}</p>") == [])
  }

  @Test func `an unknown value is refused at its place`() throws {
    #expect(
      try problems("<p>\n  {{{titel}}} {{#navigaton}}{{/navigaton}}") == [
        "page.mustache:2:3: error: unknown page value 'titel'\n  hint: did you mean 'title'?",
        "page.mustache:2:15: error: unknown page value 'navigaton'\n  hint: did you mean 'navigation'?",
        "page.mustache:2:29: error: unknown page value 'navigaton'\n  hint: did you mean 'navigation'?",
      ])
  }

  @Test func `two braces would escape HTML twice and are refused`() throws {
    #expect(
      try problems("<h1>{{heading}}</h1>") == [
        """
        page.mustache:1:5: error: 'heading' is already HTML and would be escaped twice
          hint: use {{{heading}}}
        """
      ])
    for sigil in ["{", "&"] {
      #expect(try problems("{{\(sigil)heading}}" + (sigil == "{" ? "}" : "")) == [])
    }
  }

  @Test func `the character that begins a placeholder is refused`() throws {
    #expect(
      try problems("<p>\n\u{1}title\u{2}</p>")
        == ["page.mustache:2:1: error: the control character U+0001 is not allowed"])
  }

  @Test func `a tag that is not closed is refused`() throws {
    #expect(
      try problems("<p>\n{{{title") == [
        """
        page.mustache:2:1: error: unclosed tag
          hint: close it with as many braces as opened it
        """
      ])
    let unbalanced = try problems("<p>\n{{#pager}}</p>")
    #expect(unbalanced.count == 1 && unbalanced[0].contains("invalid Mustache template"))
  }

  @Test func `values fill the shell wherever it names them, also in attributes and twice`() throws {
    let shell = "<i title=\"{{{title}}}!\">{{{title}}}</i>{{#byline}}by {{{byline}}}{{/byline}}"
    let text = "---\ntitle: \"1 > 0 & \\\"so on\\\"\"\n---\n\nText.\n"
    let node = Node(page: try pages(shell, text)[1])
    let italic = try #require(node.all("i").first)
    #expect(italic.text == "1 > 0 & \"so on\" · Tides")
    #expect(italic.attributes["title"] == "1 > 0 & \"so on\" · Tides!")
    #expect(!node.text.contains("by"))
  }

  @Test func `what a document says is never a tag of the shell`() throws {
    let text = "---\ntitle: \"{{{body}}} {{site}}\"\n---\n\n{{{title}}} and {{title}}.\n"
    let page = try pages("<h1>{{{heading}}}</h1><main>{{{body}}}</main>", text)[1]
    let node = Node(page: page)
    #expect(node.all("h1").map(\.text) == ["{{{body}}} {{site}}"])
    #expect(node.all("main").map(\.text) == ["{{{title}}} and {{title}}."])
  }
}
