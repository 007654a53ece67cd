import SourceText
import Testing

/// What another tool would understand, and a page shows as it is written.
@Suite struct LookalikeTests {
  @Test(arguments: [
    ("Let $x_1$ be", "a.md:1:5: warning: a formula between dollars", "`{math x^2}`"),
    ("Let $x$ be", "a.md:1:5: warning: a formula between dollars", "`{math x^2}`"),
    ("- of $\\alpha + 1$.", "a.md:1:6: warning: a formula between dollars", "`{math x^2}`"),
    ("> so $f(x) = 3$", "a.md:1:6: warning: a formula between dollars", "`{math x^2}`"),
    ("## On $x^2$", "a.md:1:7: warning: a formula between dollars", "`{math x^2}`"),
    ("| a |\n|---|\n| $p_i$ |", "a.md:3:3: warning: a formula between dollars", "`{math x^2}`"),
    ("ä $p_i$", "a.md:1:3: warning: a formula between dollars", "`{math x^2}`"),
    ("a\nfor $5 or $n$", "a.md:2:11: warning: a formula between dollars", "`{math x^2}`"),
    ("$$x = 1$$", "a.md:1:1: warning: a formula between double dollars", "'```{math}'"),
    ("$$\nx = 1\n$$", "a.md:1:1: warning: a formula between double dollars", "'```{math}'"),
    ("a \\(x_1\\) b", "a.md:1:3: warning: a formula between dollars", "`{math x^2}`"),
    ("\\begin{align}\nx\n\\end{align}", "a.md:1:1: warning: a LaTeX environment", "'```{math}'"),
    ("As @fig-x shows", "a.md:1:4: warning: a reference of this form", "`{ref fig-x}`"),
    ("As \\ref{fig-x}", "a.md:1:4: warning: a LaTeX command", "`{ref fig-x}`"),
    ("See [@smith2017].", "a.md:1:5: warning: a citation", "a footnote"),
    ("::: {.callout-note}\nx\n:::", "a.md:1:1: warning: a block between colons", "'[!NOTE]'"),
    (":::{.callout-note}\nx\n:::", "a.md:1:1: warning: a block between colons", "'[!NOTE]'"),
    ("![a](b.png){width=200}", "a.md:1:12: warning: attributes in braces", "remove them"),
    ("[a](b.html){.wide #id}", "a.md:1:12: warning: attributes in braces", "remove them"),
    ("## A {.unnumbered}", "a.md:1:6: warning: attributes in braces", "{#sec-label}"),
    ("a `r nrow(x)` b", "a.md:1:4: warning: inline code is not executed", "`{value PATH}`"),
    ("a `{r} nrow(x)`", "a.md:1:4: warning: inline code is not executed", "`{value PATH}`"),
    ("a `{python} len(x)`", "a.md:1:4: warning: inline code is not executed", "`{value PATH}`"),
    ("{{< include a.md >}}", "a.md:1:1: warning: a shortcode", "'include'"),
    ("a^[b] c", "a.md:1:2: warning: a footnote of this form", "[^a]"),
    ("a[^2] c", "a.md:1:2: warning: undefined footnote '2'", "[^2]: …"),
    ("[TOC]", "a.md:1:1: warning: a table of contents", "toc: true"),
    (
      "```{rule}\ncaption: Of $x_1$\n```", "a.md:2:13: warning: a formula between dollars",
      "`{math x^2}`"
    ),
    (
      "---\ntitle: \"Of $x_1$\"\n---", "a.md:2:12: warning: a formula between dollars",
      "`{math x^2}`"
    ),
  ])
  func `another tool's syntax is a warning with its place and what to write here`(
    text: String, start: String, hint: String
  ) {
    let said = problems(text)
    #expect(said.hasPrefix(start), "\(said)")
    #expect(said.contains("hint: ") && said.contains(hint), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "once: \(said)")
  }

  @Test(arguments: [
    "It costs $5 and $10.", "from $5 to $10", "$5-$10", "$5–$10", "$5/$10",
    "between $1,000.00 and $2,000.00",
    "$5, $10, or $20", "a US$5 note, A$6 and 7$", "5$ or 6$", "$5 (US$) or $6 (CA$)",
    "$HOME and $PATH",
    "`$x_1$` is code", "``$x$ ` `` and `$y$`", "\\$x_1\\$", "a $ b $ c", "costs $5 < $6",
    "($5) and ($6)",
    "restaurants: $$ – $$$", "$5k to $10k, i.e. $5k+", "pay $1 now, the rest ($2) later",
    "mail@example.com and @someone", "a@fig-x.org", "a: b ::: c", "f(x) {y}", "set {a=b}",
    "`@fig-x` and `{width=3}`", "`r = 0.5` and `r < 0`", "`python train.py`", "a[^-b] and [^a-z]+",
    "x^[2]".replacing("^[", with: "^\\["), "\\[!NOTE\\]", "\\(or so\\)", "[a](b.html) {#x}",
    "```\n$x_1$ @fig-x :::{.a}\n```", "    $x_1$ in code", "a[^n]\n\n[^n]: b", "2 ^ 3", "*[a]*(b)",
  ])
  func `prices, code and plain text are no formulas`(text: String) {
    #expect(problems(text).isEmpty)
  }

  @Test(arguments: [
    "r", "python", "r setup, echo=FALSE", "python echo=true", ".python", "julia", "ojs",
    "r fig.cap=\"A b\"",
    "sql connection=db", "R", "mermaid",
  ])
  func `a fence with code says that code is not run`(head: String) {
    let said = problems("```{\(head)}\n#| echo: false\nx = 1\n```")
    #expect(said.hasPrefix("a.md:1:5: error: there is no chunk '"), "\(said)")
    #expect(said.contains("hint: code is not executed"), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "\(said)")
  }

  @Test func `a note of another tool is told how notes are written`() {
    #expect(
      problems("```{warning}\nx\n```") == """
        a.md:1:5: error: there is no chunk 'warning'
          hint: write a block quote that begins with '[!NOTE]'
        """)
    #expect(problems("```{code-cell} ipython3\nx\n```").contains("code is not executed"))
  }

  @Test func `a verb in capitals is told apart by its case alone`() {
    #expect(
      problems("```{Echo review=garden}\n```")
        == "a.md:1:5: error: 'Echo' is not a verb\n  hint: did you mean 'echo'?")
    #expect(problems("`{value sun.logit as=pct}`").contains("did you mean 'percent'?"))
  }
}
