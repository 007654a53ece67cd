import HTML
import LinearAlgebra
import Literate
import Markdown
import SourceText
import TestSupport
import Testing

/// Sections that are woven only where a value is true, or false.
struct ConditionTests {
  private static let language = Language<Weather>(
    chunks: Language.weather.chunks,
    values: Language.weather.values + [
      ValuePath("cold", summary: "Never.", unit: .boolean) { _ in .boolean(false) },
      ValuePath("inland", summary: "Of a review.", unit: .boolean) { context in
        context.review.map { .boolean($0 == "garden") }
      },
      ValuePath("dry", summary: "Of all.", unit: .boolean, scopes: [.report]) { _ in
        .boolean(true)
      },
    ])

  private func document(
    _ text: String, including files: [String: String] = [:]
  ) throws(Diagnostics) -> Document<Weather> {
    try Document(
      parsing: SourceFile(path: "a.md", text: text), language: Self.language,
      reviews: ["garden", "harbour"]
    ) { path throws(Diagnostics) in
      guard let text = files[path] else { throw Diagnostics("there is no such file") }
      return SourceFile(path: path, text: text)
    }
  }

  private func woven(_ text: String, review: String? = "garden") throws -> WovenDocument {
    try document(text).weave(in: Weather(review: review))
  }

  private func problems(_ text: String) -> String {
    do {
      return Diagnostics(try document(text).warnings).description
    } catch {
      return Diagnostics(error.sorted).description
    }
  }

  @Test func `a page is the same whichever pages were woven before it`() throws {
    let text = """
      ## In {#sec-in when=inland}

      See `{ref sec-in}`.

      ## Out {#sec-out unless=inland}

      See `{ref sec-out}`.
      """
    let document = try document(text)
    for review in ["garden", "harbour", "garden", "harbour"] {
      let again = try document.weave(in: Weather(review: review))
      let fresh = try woven(text, review: review)
      #expect(again.html == fresh.html && again.html.marks == fresh.html.marks)
      #expect(again.headings.map(\.id) == fresh.headings.map(\.id))
    }
  }

  @Test func `a section is woven where its value is true, or with unless where it is false`() throws
  {
    let text = """
      ## In {#sec-in when=inland}

      Dry.

      ### More

      Here too.

      ## Out {#sec-out unless=inland}

      Wet.

      ## Always

      So.
      """
    let document = try document(text)
    let garden = try document.weave(in: Weather(review: "garden"))
    #expect(
      garden.html.markup == """
        <h2 id="sec-in">In</h2>
        <p>Dry.</p>
        <h3 id="more">More</h3>
        <p>Here too.</p>
        <h2 id="always">Always</h2>
        <p>So.</p>

        """)
    let harbour = try document.weave(in: Weather(review: "harbour"))
    #expect(
      harbour.html.markup == """
        <h2 id="sec-out">Out</h2>
        <p>Wet.</p>
        <h2 id="always">Always</h2>
        <p>So.</p>

        """)
    #expect(harbour.headings.map(\.text) == ["Out", "Always"])
  }

  @Test func `both conditions of a heading hold, and a label is no must`() throws {
    for (braces, isThere) in [
      ("when=warm unless=cold", true), ("when=warm unless=inland", false),
      ("unless=cold #sec-a when=cold", false), ("#sec-a unless=cold", true), ("when=dry", true),
    ] {
      #expect(try woven("## A {\(braces)}\n\nText.").html.markup.isEmpty == !isThere)
    }
  }

  @Test func `what is left is woven as if the rest had been cut out by hand`() throws {
    var random = SplitMix64(seed: 11)
    let conditions: [(text: String, holds: Bool)] = [
      ("", true), ("", true), (" when=warm", true), (" unless=cold", true), (" when=cold", false),
      (" unless=inland", false), (" when=inland unless=warm", false),
    ]
    for round in 0..<60 {
      var whole = ["---", "", "toc: true", "---", ""]
      whole[1] = "title: 'A `{value review.id}` of `{ref fig-first}`'"
      whole += ["```{echo #fig-first review=harbour}", "```", ""]
      var cut = whole
      var cutLevel: Int?
      for number in 1...(3 + random.below(8)) {
        let level = 2 + random.below(4)
        let condition = conditions[random.below(conditions.count)]
        let heading = String(repeating: "#", count: level) + " Part of `{value review.id}`"
        let label = random.below(2) == 0 || condition.text.isEmpty ? "#sec-\(number)" : ""
        let body = [
          "",
          "A note[^\(number)], `{ref fig-\(number)}`, [here](#fig-\(number)), `{ref fig-first}`.",
          "> ## Quoted", "", "- a", "", "  ```{echo #fig-\(number) review=harbour}",
          "  caption: As `{ref fig-\(number)}` says.", "  ```", "", "```{math #eq-\(number)}", "a",
          "```", "", "```{check #chk-\(number)}", "claim: sun.logit < \(number)", "```", "",
          "```{check}", "claim: all of reviews sun.logit < \(number)", "```", "",
        ]
        whole.append("\(heading) {\(label)\(condition.text)}".replacing("{ ", with: "{"))
        whole += body
        if let outer = cutLevel, level <= outer { cutLevel = nil }
        if cutLevel == nil, !condition.holds { cutLevel = level }
        if cutLevel != nil { continue }
        cut.append(label.isEmpty ? heading : "\(heading) {\(label)}")
        cut += body
      }
      // Notes hold wherever they stand.
      let notes = (1...12).flatMap {
        ["[^\($0)]: Note \($0).", "", "    More.", "", "[x\($0)]: y"]
      }
      let (one, other) = try (
        woven((whole + notes).joined(separator: "\n")), woven((cut + notes).joined(separator: "\n"))
      )
      #expect(one.html == other.html, "round \(round)")
      #expect(one.title == other.title && one.contents == other.contents)
      #expect(one.headings == other.headings)
      #expect(one.claims.map(\.label) == other.claims.map(\.label))
      #expect(one.claims.map(\.claim) == other.claims.map(\.claim))
      #expect(one.links.map(\.destination) == other.links.map(\.destination))
      #expect(Outline.fault(in: one.html.markup) == nil)
    }
  }

  @Test func `numbers, notes, contents and claims count what is woven`() throws {
    let text = """
      ---
      toc: true
      ---

      ## One {when=cold}

      A.[^a]

      ```{echo #fig-a review=garden}
      ```

      ```{check #chk-a}
      claim: sun.logit > 0
      ```

      ## Two

      B.[^b] `{ref fig-b}` `{ref chk-b}`

      ```{echo #fig-b review=garden}
      ```

      ```{check #chk-b}
      claim: warm == true
      ```

      ## Three {when=cold}

      [^a]: First.
      [^b]: Second.
      """
    let page = try woven(text)
    #expect(page.claims.map(\.label) == ["chk-b"])
    #expect(page.headings.map(\.text) == ["Two"])
    #expect(page.contents?.markup.contains("One") == false)
    let markup = page.html.markup
    #expect(markup.contains("<a href=\"#fig-b\">Figure 1</a> <a href=\"#chk-b\">Claim 1</a>"))
    #expect(markup.contains(">1</a></sup>") && markup.contains("<p>Second."))
    #expect(!markup.contains("First."))
  }

  @Test func `lines that define something in code are code`() throws {
    let text = "a [x]\n\n## A {when=cold}\n\n```markdown\n[x]: y\n```\n\n[x]: z\n"
    #expect(try woven(text).html == "<p>a <a href=\"z\">x</a></p>\n")
  }

  @Test func `included documents have such sections too`() throws {
    let text = "a\n\n```{include}\nfile: b.md\n```\n\n### Inside\n\nc\n\n## Behind\n\nd"
    let part = "---\ntitle: B\n---\n## B {#sec-b when=inland}\n\n`{value warm}`\n"
    let document = try document(text, including: ["b.md": part])
    #expect(
      try document.weave(in: Weather(review: "harbour")).html
        == "<p>a</p>\n<h2 id=\"behind\">Behind</h2>\n<p>d</p>\n")
    #expect(
      try document.weave(in: Weather(review: "garden")).headings.map(\.text)
        == ["B", "Inside", "Behind"])
  }

  @Test func `line ends do not matter to conditions`() throws {
    let text = "## A {when=cold}\n\na\n\n## B {when=warm}\n\nb\n\n## C {unless=warm}\n\nc\n"
    #expect(try woven(text.replacing("\n", with: "\r\n")).html == woven(text).html)
  }

  @Test func `sections with the same conditions may refer to each other`() throws {
    let text = """
      ## A {#sec-a when=warm}

      ### B {#sec-b unless=cold}

      `{ref sec-a}`, [c](#sec-c).

      ## C {#sec-c when=warm}

      [a](#sec-a), `{ref sec-c}`.
      """
    #expect(problems(text) == "")
    #expect(try document(text).conditions(ofID: "sec-b") == ["unless=cold", "when=warm"])
    #expect(try document(text).conditions(ofID: "sec-x") == [])
  }

  @Test func `what may be left out is not referred to from outside`() {
    let text = """
      ---
      title: Of `{ref sec-a}`
      ---
      `{ref sec-a}`, [b](#b-s-rows), `{ref fig-b}`, [c](#always).

      ## A {#sec-a when=warm}

      ### B's rows {unless=cold}

      ```{echo #fig-b review=garden}
      caption: As `{ref fig-b}` and `{ref sec-c}` say.
      ```

      ## C {#sec-c unless=warm}

      A note on that.[^n]

      ## Always

      [^n]: See `{ref sec-c}`.
      """
    #expect(
      problems(text) == """
        a.md:2:17: error: 'sec-a' is in a section that may be omitted
          hint: refer to it in a section with when=warm
        a.md:4:7: error: 'sec-a' is in a section that may be omitted
          hint: refer to it in a section with when=warm
        a.md:4:16: error: '#b-s-rows' is in a section that may be omitted
          hint: link to it in a section with unless=cold and when=warm
        a.md:4:38: error: 'fig-b' is in a section that may be omitted
          hint: refer to it in a section with unless=cold and when=warm
        a.md:11:37: error: 'sec-c' is in a section that may be omitted
          hint: refer to it in a section with unless=warm
        a.md:20:17: error: 'sec-c' is in a section that may be omitted
          hint: refer to it in a section with unless=warm
        """)
  }

  @Test func `a condition that can't be understood is a problem with a place`() {
    let text = """
      ---
      scope: review
      ---
      ## A {#sec-a when=wram}

      ## B {#sec-b when=sun.logit}

      ## C {whn=warm #sec-c}

      ## D {#sec-d whn=warm when=}

      ## E {when=warm when=cold #sec-e #sec-f}

      > ## F {#sec-g unless=warm}

      ## G {when=dry}

      `{value sun.lgoit}`
      """
    #expect(
      problems(text) == """
        a.md:4:19: error: there is no value 'wram'
          hint: did you mean 'warm'?
        a.md:6:19: error: the value 'sun.logit' is not Boolean
          hint: available: warm, cold, inland, dry
        a.md:10:14: error: a heading has no option 'whn'
          hint: did you mean 'when'?
        a.md:10:23: error: 'when=' is not allowed in the braces of a heading
          hint: write #sec-label, when=VALUE or unless=VALUE
        a.md:12:17: error: a heading has the option 'when' twice
          hint: first given at a.md:12:7
        a.md:12:34: error: '#sec-f' is not allowed in the braces of a heading
          hint: write #sec-label, when=VALUE or unless=VALUE
        a.md:14:16: error: a condition is not allowed in a list, block quote or footnote
        a.md:16:12: error: the value 'dry' is available only in documents with the scope 'report'
        a.md:18:9: error: there is no value 'sun.lgoit'
          hint: did you mean 'sun.logit'?
        """)
  }

  @Test func `a value that is missing is reported where it is named`() throws {
    let document = try document("## A {when=inland}\n\n### B {unless=inland}\n")
    #expect(throws: Diagnostics.self) { try document.weave(in: Weather(review: nil)) }
    do {
      _ = try document.weave(in: Weather(review: nil))
    } catch {
      #expect(
        Diagnostics(error.sorted).description == """
          a.md:1:12: error: there is no value 'inland' here
            hint: this value needs a review; set the document's option 'review'
          """)
    }
    let text = "---\noptions: {review: harbour}\n---\n## A {unless=inland}\n\n`{value review.id}`\n"
    #expect(try woven(text, review: nil).html.markup.hasSuffix("<p>harbour</p>\n"))
  }

  @Test func `other braces at the end of a heading stay text`() throws {
    #expect(try woven("## A {b} {c d}").headings.map(\.text) == ["A {b} {c d}"])
    #expect(try woven("## A {#sec b}").headings.map(\.text) == ["A {#sec b}"])
    #expect(try woven("## A {b when=warm}").headings.map(\.text) == ["A {b when=warm}"])
  }

  @Test func `a thousand mutations of sections give sound pages or problems with places`() throws {
    let good = """
      # A {#sec-a}

      b[^1] [x]

      ## B {#sec-b when=warm}

      `{ref sec-b}` `{ref fig-a}`

      ```{echo #fig-a review=garden}
      ```

      ### C {unless=warm}

      > - c[^2]

      | a |
      |---|
      | [b](#sec-a) |

      ## D {#sec-d unless=warm}

      [^1]: One.
      [x]: y
      [^2]: Two.
          More.
      """
    var random = SplitMix64(seed: 3)
    let spice = [
      "\n", "\n\n", "#", "> ", "- ", "```", "[^1]", "{", "}", "when=warm", "unless=", "  ", "---\n",
    ]
    for round in 0..<1000 {
      let text = good.mutated(spice: spice, random: &random)
      do {
        let page = try document(text).weave(in: Weather(review: "garden")).html.markup
        #expect(Outline.fault(in: page) == nil, "round \(round): \(text)")
      } catch {
        #expect(error.all.allSatisfy { $0.location?.line != nil }, "\(error)")
      }
    }
  }
}
