import Literate
import Markdown
import SourceText
import Testing

struct DiagnosticTests {
  @Test(arguments: [
    (
      "`{vlaue sun.logit}`",
      "a.md:1:2: error: there is no verb 'vlaue'\n  hint: did you mean 'value'? write '{{' to show a brace"
    ),
    (
      "ä `{value sun.lgit}`",
      "a.md:1:11: error: there is no value 'sun.lgit'\n  hint: did you mean 'sun.logit'?"
    ),
    (
      "`{value}`",
      "a.md:1:3: error: 'value' needs a path\n  hint: for example {value prediction.probability}"
    ),
    ("`{value sun.logit`", "a.md:1:2: error: this brace is not closed\n  hint: end it with '}'"),
    (
      "`{value {sun.logit}}`",
      "a.md:1:9: error: '{sun.logit}' is not allowed in braces\n  hint: write #label or key=value; put longer text on a line 'key: value' below the brace"
    ),
    (
      "`{value sun.lôgit}`",
      "a.md:1:9: error: there is no value 'sun.lôgit'\n  hint: did you mean 'sun.logit'?"
    ),
    (
      "`{value sun.lo€git}`",
      "a.md:1:9: error: 'sun.lo€git' is not allowed in braces\n  hint: write #label or key=value; put longer text on a line 'key: value' below the brace"
    ),
    (
      "`{value sun.logit digits=16}`",
      "a.md:1:26: error: the option 'digits' of 'value' takes a whole number from 0 to 15, not '16'"
    ),
    (
      "`{value sun.logit as=percnt}`",
      "a.md:1:22: error: the option 'as' of 'value' takes plain, percent, points, scientific or signed, not 'percnt'\n  hint: did you mean 'percent'?"
    ),
    (
      "`{value sun.logit percnt}`",
      "a.md:1:19: error: 'value' does not take 'percnt'\n  hint: did you mean 'percent'?"
    ),
    (
      "`{value review.id percent}`",
      "a.md:1:9: error: the value 'review.id' is not a number and cannot be formatted"
    ),
    (
      "`{value sun.logit review=graden}`",
      "a.md:1:26: error: there is no review 'graden'\n  hint: did you mean 'garden'?"
    ),
    (
      "| a | b |\n|---|---|\n| ä \\| | `{value sun.lgit}` |",
      "a.md:3:18: error: there is no value 'sun.lgit'\n  hint: did you mean 'sun.logit'?"
    ),
    (
      "a `{value\nsun.lgit}`",
      "a.md:2:1: error: there is no value 'sun.lgit'\n  hint: did you mean 'sun.logit'?"
    ),
    ("`{ref fig-x}`", "a.md:1:7: error: no label 'fig-x'"),
    ("`{ref}`", "a.md:1:3: error: 'ref' needs a label\n  hint: for example {ref fig-tokens}"),
    (
      "# A {#sec-ab}\n`{ref sec-ba}`",
      "a.md:2:7: error: no label 'sec-ba'\n  hint: did you mean 'sec-ab'?"
    ),
    ("`{math}`", "a.md:1:2: error: the formula is empty"),
    ("`{math x`", "a.md:1:2: error: this brace is not closed\n  hint: end it with '}'"),
  ])
  func `mistakes in the text`(text: String, message: String) {
    #expect(problems(text) == message)
  }

  @Test(arguments: [
    ("```{ehco}\n```", "a.md:1:5: error: there is no chunk 'ehco'\n  hint: did you mean 'echo'?"),
    ("```{}\n```", "a.md:1:4: error: the braces are empty"),
    (
      "```{3}\n```",
      "a.md:1:5: error: '3' is not a verb\n  hint: the brace is followed by a verb of lower-case letters and hyphens"
    ),
    (
      "```{echo review=garden\n```",
      "a.md:1:4: error: this brace is not closed\n  hint: end it with '}'"
    ),
    (
      "```{echo review=garden tims=2}\n```",
      "a.md:1:24: error: chunk 'echo' has no option 'tims'\n  hint: did you mean 'times'?"
    ),
    (
      "> - ```{echo review=garden}\n>   tims: 2\n>   ```",
      "a.md:2:5: error: chunk 'echo' has no option 'tims'\n  hint: did you mean 'times'?"
    ),
    (
      "```{echo review=garden times=2}\ntimes: 3\n```",
      "a.md:2:1: error: chunk 'echo' has the option 'times' twice\n  hint: first given at a.md:1:24"
    ),
    (
      "```{echo review=garden}\nÄ, b\n```",
      "a.md:2:1: error: this line is not 'key: value'\n  hint: start a line with a space to continue the value above"
    ),
    (
      "```{echo review=garden}\ntimes: 2",
      "a.md:1:4: error: the chunk 'echo' is not closed\n  hint: end it with a line of as many backticks as its opening line"
    ),
    ("```{echo review=garden twice}\n```", "a.md:1:24: error: chunk 'echo' does not take 'twice'"),
    (
      "```{echo}\n```",
      "a.md:1:5: error: the chunk 'echo' needs a review\n  hint: name one with review=ID, or set 'scope: review'"
    ),
    (
      "---\nscope: review\n---\n```{rule}\n```",
      "a.md:4:5: error: the chunk 'rule' is allowed only in documents with the scope 'report'"
    ),
    ("```{rule #fig-a}\n```", "a.md:1:11: error: chunk 'rule' takes no label; found 'fig-a'"),
    (
      "```{rule #Fig-a}\n```",
      "a.md:1:11: error: 'Fig-a' is not a label\n  hint: a label starts with one of fig-, tbl-, eq-, sec-, chk-, followed by a-z, 0-9 and hyphens"
    ),
    (
      "```{echo #tbl-a review=garden}\n```",
      "a.md:1:11: error: chunk 'echo' takes labels beginning with 'fig-'; found 'tbl-a'"
    ),
    (
      "```{echo #fig-a #fig-b review=garden}\n```",
      "a.md:1:18: error: second label 'fig-b'\n  hint: the first label is 'fig-a'"
    ),
    (
      "```{math #eq-a}\na\n```\n\n```{math #eq-a}\nb\n```",
      "a.md:5:11: error: duplicate label 'eq-a'\n  hint: it was first used at a.md:1:11"
    ),
    (
      "# A {#fig-a}",
      "a.md:1:7: error: the label of a heading must begin with 'sec-'; found 'fig-a'"
    ),
    ("```{math}\n```", "a.md:1:4: error: the formula is empty"),
    ("```{math a=b}\nx\n```", "a.md:1:10: error: chunk 'math' has no option 'a'"),
    (
      "```{echo review=garden}\ncaption: A\n  ä `{value sun.lgit}`\n```",
      "a.md:3:13: error: there is no value 'sun.lgit'\n  hint: did you mean 'sun.logit'?"
    ),
    (
      "```{echo review=garden}\ncaption: <b>c</b>\n```",
      "a.md:2:10: warning: raw HTML is not supported\n  hint: write Markdown, or put it in backticks to show it as code"
    ),
  ])
  func `mistakes in chunks`(text: String, message: String) {
    #expect(problems(text) == message)
  }

  @Test func `a label in use cannot be given to a heading`() {
    #expect(problems("```{math #eq-a}\na\n```\n# Eq a\n# eq-a").isEmpty)
  }

  @Test func `all mistakes are reported together, sorted, with true lines`() {
    let text = """
      ---
      ttle: a
      ---
      `{ref fig-a}` <br>

      ```{ehco}
      ```

      | a |
      |---|
      | `{value b}` |

      A note[^1].

      [^1]: `{value c}`
      """
    let lines = problems(text).split(separator: "\n").filter { !$0.hasPrefix("  ") }
    #expect(
      lines == [
        "a.md:2:1: error: the front matter has no key 'ttle'",
        "a.md:4:7: error: no label 'fig-a'",
        "a.md:4:15: warning: raw HTML is not supported",
        "a.md:6:5: error: there is no chunk 'ehco'",
        "a.md:11:11: error: there is no value 'b'",
        "a.md:15:15: error: there is no value 'c'",
      ])
  }

  @Test(arguments: [
    (
      "![](a.png)",
      "a.md:1:1: warning: this image has no description\n  hint: add a description: ![a map](a.png)"
    ),
    (
      "[![`{value error}`](a.png) ![ ](b.png)](c.html)",
      "a.md:1:28: warning: this image has no description\n  hint: add a description: ![a map](b.png)"
    ),
    (
      "## a\n\n#### b\n\n## c\n\n### d",
      "a.md:3:1: warning: a heading of level 4 follows one of level 2\n  hint: write '###' here"
    ),
    (
      "### a",
      "a.md:1:1: warning: a heading of level 3 follows one of level 1\n  hint: write '##' here"
    ),
  ])
  func `what is odd is a warning, and the document is woven`(text: String, message: String) throws {
    #expect(problems(text) == message)
    _ = try woven(text)
  }

  @Test func `a document that is too large is refused`() {
    let text = String(repeating: "a", count: (4 << 20) + 1)
    #expect(
      problems(text) == """
        a.md: error: the document has 4194305 bytes; the limit is 4194304
          hint: split it into several documents
        """)
  }

  @Test func `control characters are refused where they stand`() {
    #expect(
      problems("ä\u{7}\n\u{85}b\rc") == """
        a.md:1:2: error: the character U+0007 is not allowed in a page
          hint: remove it
        a.md:2:1: error: the character U+0085 is not allowed in a page
          hint: remove it
        a.md:2:3: error: the character U+000D is not allowed in a page
          hint: end lines with a line feed
        """)
  }
}
