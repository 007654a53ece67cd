import Literate
import SourceText
import Testing

struct FrontMatterTests {
  @Test func `every key`() throws {
    let text = """
      ---
      title: A
      subtitle: B
      author: [C, D]
      date: 2026-03-01
      lang: pt-BR
      scope: review
      reviews: picks.txt
      model: ./model
      methods:
        - saliency
        - lime
      options: {times: 3}
      ---
      ```{echo}
      ```
      """
    let front = try document(text).frontMatter
    #expect(front.title?.value == "A")
    #expect(front.subtitle?.value == "B")
    #expect(front.author?.value == "C, D")
    #expect(front.date?.value == "2026-03-01")
    #expect(front.lang == "pt-BR")
    #expect(front.scope == .review)
    #expect(front.reviews?.value == "picks.txt")
    #expect(front.model?.location.description == "a.md:9:8")
    #expect(front.methods.map(\.value) == ["saliency", "lime"])
    #expect(front.methods.map(\.location.description) == ["a.md:11:5", "a.md:12:5"])
    #expect(front.options.map(\.key) == ["times"])
  }

  @Test(arguments: ["", "\n", "---\n---\n", "---\n# nothing\n---\n", "a\n\n---\n", "----\n"])
  func `front matter may be empty or missing`(text: String) throws {
    #expect(try document(text).frontMatter == FrontMatter())
  }

  @Test(arguments: [
    (
      "title: a",
      "a.md:1:1: error: the front matter is not closed\n  hint: end it with a line of three hyphens"
    ),
    (
      "ttle: a\n---",
      "a.md:2:1: error: the front matter has no key 'ttle'\n  hint: did you mean 'title'?"
    ),
    (
      "ä: [b\n---",
      "a.md:2:4: error: this '[' is not closed\n  hint: end it with ']', or put text that begins with it in quotation marks"
    ),
    ("title: [a]\n---", "a.md:2:8: error: 'title' takes a text"),
    ("title:\n---", "a.md:2:7: error: 'title' takes a text"),
    ("scope: all\n---", "a.md:2:8: error: 'scope' takes report or review, not 'all'"),
    ("scope: [report]\n---", "a.md:2:8: error: 'scope' takes report or review"),
    (
      "date: 1.3.2026\n---",
      "a.md:2:7: error: 'date' takes a date such as 2026-03-01, not '1.3.2026'"
    ),
    ("lang: ???\n---", "a.md:2:7: error: 'lang' takes a language such as en or pt-BR, not '???'"),
    ("options: a\n---", "a.md:2:10: error: 'options' takes options such as {steps: 64}"),
    ("options: {a: [b]}\n---", "a.md:2:14: error: 'options' takes a text for each name"),
    ("methods: [a, {b: c}]\n---", "a.md:2:14: error: 'methods' takes a text or a list of texts"),
    ("- a\n---", "a.md:2:1: error: the front matter is not a list of 'key: value' lines"),
    (
      "title: a\ndate: 2026-03-01\ntitle: b\n---",
      "a.md:4:1: error: the front matter has the key 'title' twice"
    ),
    (
      "options: {a: 1, b: 2, a: 3}\n---",
      "a.md:2:23: error: the front matter has the key 'a' twice"
    ),
    (
      "options: &a {b: *a}\n---",
      "a.md:2:10: error: 'options' takes a text for each name"
    ),
    ("title: ~\n---", "a.md:2:8: error: 'title' takes a text"),
    ("title: !!null x\n---", "a.md:2:8: error: 'title' takes a text"),
    (
      "title: a\n--- b\n---",
      "a.md:3:1: error: the front matter is not valid YAML here\n  hint: put text with signs such as : # [ { & * ! in quotation marks"
    ),
    (
      "options: {tmes: 3}\n---\n```{echo review=garden}\n```",
      "a.md:2:11: error: no chunk of this document has the option 'tmes'\n  hint: did you mean 'times'?"
    ),
    (
      "options: {times: x}\n---\n```{echo review=garden}\n```",
      "a.md:2:18: error: the option 'times' of chunk 'echo' takes a whole number from 1 to 9, not 'x'"
    ),
    (
      "options: {review: graden}\n---",
      "a.md:2:19: error: there is no review 'graden'\n  hint: did you mean 'garden'?"
    ),
    (
      "title: \"ä `{value revew.id}`\"\n---",
      "a.md:2:19: error: there is no value 'revew.id'\n  hint: did you mean 'review.id'?"
    ),
  ])
  func `mistakes have a place`(text: String, message: String) {
    #expect(problems("---\n" + text + "\n") == message)
    #expect(
      problems("\u{FEFF}---\r\n" + text.replacing("\n", with: "\r\n") + "\r\n") == message,
      "the same with a byte order mark and Windows' line ends")
  }

  @Test(arguments: ["\"null\"", "'~'", "!!str null", "! ~", "nil"])
  func `a word for nothing is a text if it is quoted or tagged`(value: String) {
    #expect(problems("---\ntitle: \(value)\n---\n") == "")
  }

  @Test func `deep nesting is refused`() {
    for text in ["[", "- ", "{a: ", "? "] {
      let deep = String(repeating: text, count: 5000)
      #expect(
        problems("---\n\(deep)\n---\n") == "a.md:2:1: error: the front matter is nested too deeply")
    }
    let steps = (0..<100).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(problems("---\n\(steps)\n---\n").contains("nested too deeply"))
  }
}
