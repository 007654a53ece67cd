import HTML
import Literate
import Testing

struct WeavingTests {
  @Test func `a document`() throws {
    let text = """
      ---
      title: Of `{value review.id}`
      scope: review
      options: {times: 2}
      ---
      # Héading `{value sun.probability}` {#sec-a}

      See `{ref fig-x}`, `{ref sec-a}`, `{ref eq-y}`, `{ref chk-z}`; `{value sun.probability as=percent}` `{value error}` `{value rain.days}`
      `{value wind.points}` [a `{ref fig-x}`](b.html) ![alt `{value sun.logit}`](x.png) `{"json": 1}` `{{value x}}`

      | a | b `{value bad}` |
      |--:|---|
      | `{value bad}` | `{ref fig-x}` |

      > [!NOTE]
      > A *note*.

      - [x] done
      - [ ] open

          ```{echo #fig-x review=harbour}
          caption: One - `{value sun.probability}`
            goes on.
          ```

      ```{math #eq-y}
      \\frac{a}{b}
      ```

      ```{check #chk-z}
      claim: sun.probability > 0.5
      says: It is *sunny*.
      ```
      """
    let woven = try woven(text)
    print(woven.title, woven.headings, woven.claims, woven.links)
    print(woven.html.markup)
  }
}
