import HTML
import LinearAlgebra
import Literate
import SourceText
import TestSupport
import Testing

struct HostileTests {
  static let good = """
    ---
    title: "Of `{value review.id}`"
    scope: review
    author: [A, B]
    options: {times: 2}
    ---
    # Ä *b* {#sec-a}

    `{value sun.probability digits=3}`, `{ref fig-a}`[^1], `{math \\frac{a}{b}}`, `{{x}}`.

    | a | `{value bad}` |
    |--:|:--|
    | [b `{ref sec-a}`](c.html) | ![d `{value error}`](e.png) |

    > [!NOTE]
    > - [x] c
    >
    >   ```{echo #fig-a review=harbour}
    >   caption: Of `{value review.id}`
    >     and *more*.
    >   ```

    ```{check #chk-a}
    claim: sun.probability > 0.5 within 1e-3
    says: It is **sunny**.
    ```

    ```{math #eq-a}
    a
    ```

    [^1]: A `{value rain.days}`.
    """

  @Test func `the good document is good`() throws {
    #expect(Outline.fault(in: try html(Self.good)) == nil)
  }

  @Test func `line ends do not matter`() throws {
    let windows = Self.good.replacing("\n", with: "\r\n")
    #expect(try html(windows) == html(Self.good))
    #expect(try html("\u{FEFF}" + Self.good) == html(Self.good))
  }

  @Test func `a thousand mutations give sound pages or problems with places`() throws {
    var random = SplitMix64(seed: 7)
    let spice = [
      "`", "```", "{", "}", "{{", "#", "|", "\n", "> ", "- ", "[", "]", "(", ")", "![", "<", "&",
      "---\n",
      ":", "\\", "*", "_", "~~", "[^1]", "\u{1}", "é", "👩‍👩‍👧", "\u{FEFF}", "\t", "    ", "\r\n", "=",
      "review=",
    ]
    for round in 0..<1000 {
      let text = Self.good.mutated(spice: spice, random: &random)
      do {
        let page = try woven(text).html.markup
        #expect(Outline.fault(in: page) == nil, "round \(round): \(text)")
      } catch {
        #expect(error.all.allSatisfy { $0.location?.line != nil }, "\(error)")
        #expect(error.all == error.sorted)
      }
    }
  }
}
