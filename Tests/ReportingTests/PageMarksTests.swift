import Attribution
import Foundation
import HTML
import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// The attributes that pages mark while they are written, compared with those that a tokenizer finds on the finished pages.
///
/// A single file rewrites exactly the marked attributes, so an attribute without a mark shows there.
struct PageMarksTests {
  /// A document with everything that an author can write, and every chunk.
  private static var document: String {
    let language = ReportLanguage.language()
    let examples = (language.descriptions + language.phrases + [language.conditions])
      .map(\.example)
    return """
      ---
      title: All `{value reviews.words}` words
      subtitle: With [a link](#sec-provenance) and `{value reviews.words}` words
      toc: true
      ---

      ## How {#sec-provenance}

      [A review](reviews/slow.html#t2 "A title"), [a word](reviews/a.html#t2), [the list](index.html?a=1),
      [this page](all.md#sec-provenance), [another](other.md), <https://example.org/?a=1&b=2>, [a file](data/report.jsonl),
      ![A dot](dot.png "A title"), and a note.[^n] Again.[^n]

      [^n]: The *note* with [a link](#tbl-methods).

      ```{scores #fig-linked review=slow}
      caption: See [the note](#sec-provenance) and ![a dot](dot.png).
      ```


      """ + examples.joined(separator: "\n\n")
  }

  private static let dot = Data(
    base64Encoded:
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  )

  /// Builds a report and returns its pages, or its one file as `out`.
  private func build(isSingleFile: Bool, templates: String? = nil) async throws -> [String: String]
  {
    try await TemporaryFolder.useWaiting { folder in
      try folder.write("A part.\n", to: "parts/method.md")
      try folder.write(try #require(Self.dot), to: "dot.png")
      let documents = [
        try folder.write(Self.document, to: "all.md"),
        try folder.write("# Other {#sec-top}\n\nSee [all](all.md#tbl-methods).\n", to: "other.md"),
        try folder.write(
          "---\nscope: review\n---\n\n## Each\n\n[All](all.md)\n\n```{tokens}\n```\n", to: "each.md"
        ),
      ]
      if let templates { try folder.write(templates, to: "look/page.mustache") }
      let request = ReportBuilder.Request(
        documents: documents, templates: templates.map { _ in folder["look"] },
        output: isSingleFile ? .init(singleFile: folder["out"]) : .init(folder["out"]),
        methods: "integrated-gradients,occlusion,saliency")
      let picks = "{#a label=positive} A fine film.\n{#slow label=negative} A dull, boring film.\n"
      let list = try PickList(reading: try folder.write(picks, to: "picks.txt"))
      _ = try await ReportBuilder(request, picks: list).build(
        with: Explainer(TinyClassifier.model, target: .probability))
      var files: [String: String] = [:]
      for path in folder.entries where path == "out" || path.hasSuffix(".html") {
        files[String(path.trimmingPrefix("out/"))] = folder.read(path)
      }
      return files
    }
  }

  /// The opening tags of markup, each with its attributes after a change.
  private func tags(
    _ markup: Substring,
    _ change: (Markup.Tag, Markup.Attribute) -> String? = { $1.value }
  ) -> [String] {
    Markup(markup).compactMap { piece in
      guard case .opening(let tag) = piece else { return nil }
      let attributes = tag.attributes.compactMap { attribute in
        change(tag, attribute).map { "\(attribute.name)=\($0)" }
      }
      return ([String(tag.name)] + attributes).joined(separator: " ")
    }
  }

  /// The value of an attribute in the single file, by the tag and the path of its page; nil if it is removed.
  private func value(_ attribute: Markup.Attribute, of tag: Markup.Tag, on path: String) -> String?
  {
    let page = name(of: path)
    let value = attribute.value
    switch attribute.name {
    case "id": return "\(page).\(value)"
    case "name" where tag.name == "input": return "\(page).\(value)"
    case "title", "data-v", "tabindex":
      return ["span", "b", "u"].contains(tag.name) ? nil : value
    case "popovertarget": return "\(page).\(value)"
    case "for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls":
      return value.split(separator: " ").map { "\(page).\($0)" }.joined(separator: " ")
    case "src": return "data:image/png;base64," + (Self.dot?.base64EncodedString() ?? "")
    case "href":
      if value.hasPrefix("https:") { return value }
      guard let target = URL(string: value, relativeTo: URL(string: "site:/\(path)")) else {
        return nil
      }
      guard target.path.hasSuffix(".html") else { return nil }
      let fragment = target.fragment.map { ".\($0)" } ?? ""
      return "#" + name(of: String(target.path.dropFirst())) + fragment
    default: return value
    }
  }

  private func name(of path: String) -> String {
    String(path.dropLast(".html".count)).replacing("/", with: ".")
  }

  /// The text between two others.
  private func part(_ text: String, after start: String, before end: String) throws -> Substring {
    let first = try #require(text.firstRange(of: start)).upperBound
    return text[first..<(text[first...].firstRange(of: end)?.lowerBound ?? text.endIndex)]
  }

  @Test func `a single file changes each attribute that names an element or an address`()
    async throws
  {
    // A single file has a sentence for the playground.
    let site = try await build(isSingleFile: false).filter { $0.key != "playground.html" }
    let single = try #require(try await build(isSingleFile: true)["out"])
    #expect(site.count == 7)
    for (path, page) in site {
      let main = try part(page, after: "<main id=\"main\">", before: "</main>")
      let section = try part(
        single, after: "<div class=\"page\" id=\"\(name(of: path))\">",
        before: "<div class=\"page\"")
      let expected = tags(main) { value($1, of: $0, on: path) }
      let found = tags(section)
      let same = zip(expected, found).prefix { $0 == $1 }.count
      #expect(
        same == expected.count,
        "\(path): \(expected[same...].prefix(1)) \(found[same...].prefix(1))")
    }
  }

  @Test func `a shell may write its values anywhere`() async throws {
    let shell = """
      <html><link href='{{{root}}}assets/report.css' rel=stylesheet><nav>{{#pager}}{{#next}}<a href={{{path}}}?a=1 id=n>{{{title}}}</a>
      {{/next}}{{/pager}}{{#navigation}}<a id='nav-{{{title}}}' href='{{{path}}}'{{#current}} class="c"{{/current}}>x</a>{{/navigation}}</nav>
      <!-- {{{byline}}} {{{standfirst}}} --><svg><g id="s"/><use href="#s"/></svg><main id="main"><h1>{{{heading}}}</h1>{{{body}}}</main></html>
      """
    let site = try await build(isSingleFile: false, templates: shell)
    let page = try #require(site["reviews/a.html"])
    #expect(page.contains("<a href=../reviews/slow.html?a=1 id=n>"))
    #expect(page.contains("<link href='../assets/report.css' rel=stylesheet>"))
    let single = try #require(try await build(isSingleFile: true, templates: shell)["out"])
    #expect(single.contains("<html><style>"))
    #expect(single.contains("<a id=\"index.nav-Reviews\" href=\"#index\" class=\"c\">"))
    #expect(single.contains("<svg><g id=\"index.s\"/><use href=\"#index.s\"/></svg>"))
  }
}
