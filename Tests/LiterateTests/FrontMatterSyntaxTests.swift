import Literate
import SourceText
import Testing

/// Front matter that is not YAML, and what its keys mean.
@Suite struct FrontMatterSyntaxTests {
  @Test(arguments: [
    (
      "title: Report: the audit",
      "a.md:2:8: error: a text with a colon must be in quotation marks\n  hint: write \"Report: the audit\""
    ),
    (
      "title: The \"best\": a tale",
      "a.md:2:8: error: a text with a colon must be in quotation marks\n  hint: write 'The \"best\": a tale'"
    ),
    (
      "title: `{value review.id}`",
      "a.md:2:8: error: a text that begins with '`' must be in quotation marks\n  hint: write \"`{value review.id}`\""
    ),
    (
      "author: @somebody",
      "a.md:2:9: error: a text that begins with '@' must be in quotation marks\n  hint: write \"@somebody\""
    ),
    (
      "title: *Bold* claims",
      "a.md:2:8: error: a text that begins with '*' must be in quotation marks\n  hint: write \"*Bold* claims\""
    ),
    (
      "title: [A] b",
      "a.md:2:8: error: a text that begins with '[' must be in quotation marks\n  hint: write \"[A] b\""
    ),
    (
      "title: \"A\" b",
      "a.md:2:8: error: text is not allowed after the closing quotation mark\n  hint: write '\"A\" b'"
    ),
    (
      "methods: [lime, saliency",
      "a.md:2:10: error: this '[' is not closed\n  hint: end it with ']', or put text that begins with it in quotation marks"
    ),
    (
      "title: \"A",
      "a.md:2:8: error: this quotation mark is not closed\n  hint: end the text with a quotation mark"
    ),
    (
      "title: \"a \\q\"",
      "a.md:2:11: error: unknown escape sequence in double quotation marks\n  hint: put the text in single quotation marks"
    ),
    ("\ttitle: A", "a.md:2:1: error: a tab is not allowed here\n  hint: use spaces"),
    (
      "title A\nlang: en",
      "a.md:2:1: error: this line is not 'key: value'\n  hint: start a line with a space to continue the value above"
    ),
  ])
  func `what is not YAML is said in words of the document`(text: String, message: String) {
    #expect(problems("---\n\(text)\n---\n") == message)
  }

  @Test(arguments: [
    "a: b: c", "- a\nb: c", "a: *b", "a: !b c", "a: &b", "%a", "{", "[", "}", "\"", "'", "? a\n- b",
    "a: |2x", "a:\n\tb",
    "a: \"\\u12\"", "&a: b", "a: {b: c", "a: >>", "a: - b", ": ", "a\nb: c", "a: 'it's'", "--- b",
    "a: b\n c: d", "!!x y", "a: `b`", "@: 3", "a: @b", "a: {b}c", "a: \"b\" c: d",
  ])
  func `words of YAML's parser reach nobody`(text: String) {
    let said = problems("---\n\(text)\n---\n")
    for word in [
      "expected", "mapping", "token", "scalar", "indicator", "alias", "anchor", "context",
      "parsing",
      "scanning", "<",
    ] {
      #expect(!said.contains(word), "\(said)")
    }
    for line in said.split(separator: "\n") where !line.hasPrefix("  hint: ") {
      #expect(line.contains(/^a\.md:\d+:/), "\(said)")
    }
  }

  @Test func `each key of the front matter has its effect`() throws {
    let effects: [String: (yaml: String, value: (FrontMatter) -> String?, expected: String)] = [
      "title": ("title: A", { $0.title?.value }, "A"),
      "subtitle": ("subtitle: B", { $0.subtitle?.value }, "B"),
      "author": ("author: [C, D]", { $0.author?.value }, "C, D"),
      "date": ("date: 2024-02-29", { $0.date?.value }, "2024-02-29"),
      "lang": ("lang: de-AT", { $0.lang }, "de-AT"),
      "scope": ("scope: review", { $0.scope.rawValue }, "review"),
      "reviews": ("reviews: e.txt", { $0.reviews?.value }, "e.txt"),
      "model": ("model: f", { $0.model?.value }, "f"),
      "methods": (
        "methods: [g, h]", { $0.methods.map(\.value).joined(separator: " ") }, "g h"
      ),
      "options": (
        "options: {times: 3}",
        { $0.options.map { "\($0.key) \($0.value)" }.joined() }, "times 3"
      ),
      "toc": ("toc: true", { "\($0.toc)" }, "true"),
      "focus": ("focus: example", { $0.focus.rawValue }, "example"),
    ]
    #expect(Set(effects.keys) == Set(FrontMatter.keys))
    let plain = try document("a").frontMatter
    for (key, effect) in effects {
      let text = "---\n\(effect.yaml)\n---\n```{echo review=garden}\n```"
      let found = try document(text).frontMatter
      #expect(effect.value(found) == effect.expected, "\(key)")
      #expect(effect.value(plain) != effect.expected, "\(key) differs from its default")
      for (other, its) in effects where other != key {
        #expect(its.value(found) == its.value(plain), "\(key) leaves \(other) alone")
      }
    }
  }

  @Test(arguments: [
    "2025-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "1900-02-29", "0000-01-01",
  ])
  func `a day that no calendar has is no date`(day: String) {
    #expect(problems("---\ndate: \(day)\n---\n").contains("'date' takes a date"))
  }
}
