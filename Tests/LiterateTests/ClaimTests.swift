import HTML
import Literate
import SourceText
import Testing

/// The result of a document that makes one claim.
private func claim(_ text: String, review: String? = "garden") throws(Diagnostics) -> ClaimResult? {
  try woven("```{check}\nclaim: \(text)\n```", review: review).claims.first
}

/// What a user reads about a claim.
private func problem(_ text: String) -> String {
  problems("```{check}\nclaim: \(text)\n```")
}

struct ClaimTests {
  @Test(arguments: [
    "sun.probability > 0.9", "sun.probability >= 0.903125", "sun.probability < 1",
    "sun.probability <= 1", "sun.probability == 0.9 within 0.01", "sun.probability != 0.9",
    "rain.days == 12345", "rain.days == 12345.0", "rain.days != 3 within 2", "0 > sun.logit",
    "sun.logit < sun.probability", "sun.logit <= -3 within 1", "sun.probability >= 1 within 0.1",
    "sun.probability > 1 within 0.1", "sun.probability < 0.9 within 0.01",
    "review.id == \"garden\"", "review.id != \"a b\"", "warm == true", "warm != false",
    "nothing == nothing within 0 ", "error < 1e-15",
  ])
  func `claims that hold`(text: String) throws {
    let result = try claim(text)
    #expect(result?.holds == !text.contains("nothing"))
  }

  @Test(arguments: [
    "sun.probability < 0.9", "sun.probability == 0.9", "sun.probability != 0.9 within 0.01",
    "rain.days > 12345", "review.id == \"a\"", "warm == false", "nothing == 0", "nothing != 0",
    "nothing < 0", "nothing >= 0", "nothing != nothing",
  ])
  func `claims that do not hold, as none does of what is not a number`(text: String) throws {
    #expect(try claim(text)?.holds == false)
  }

  @Test func `the page shows the claim, what was measured and whether it holds`() throws {
    let text = """
      ```{check #chk-a review=harbour}
      claim: sun.probability < sun.logit
      says: The *sun* of `{value review.id}`.
      ```
      """
    let woven = try woven(text, review: nil)
    #expect(
      woven.html == """
        <div class="claim false" id="chk-a" role="group" aria-label="Claim 1">\
        <p><svg class="tick" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true" \
        viewBox="0 0 10 10">\
        <path d="M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5"/></svg>The <em>sun</em> of harbour.</p>
        <p class="measured"><b>Claim 1 does not hold.</b> <code>sun.probability &lt; sun.logit</code>, \
        measured <data value="0.25">0.2500</data> and <data value="-2.3125">−2.31</data></p></div>

        """)
    #expect(
      woven.claims == [
        ClaimResult(
          label: "chk-a", review: "harbour", claim: "sun.probability < sun.logit",
          says: "The sun of harbour.",
          measured: [
            ClaimResult.Measurement(path: "sun.probability", value: .number(0.25), text: "0.2500"),
            ClaimResult.Measurement(path: "sun.logit", value: .number(-2.3125), text: "−2.31"),
          ],
          holds: false, location: SourceLocation(file: "a.md", line: 2, column: 8))
      ])
  }

  @Test func `a claim about what is missing does not hold, and says so`() throws {
    let woven = try woven("```{check}\nclaim: review.id == \"a\"\n```", review: nil)
    #expect(woven.claims.map(\.holds) == [false])
    #expect(woven.html.markup.contains("does not hold: there is no value &#39;review.id&#39;"))
  }

  @Test(arguments: [
    ("", "a.md:2:7: error: the claim is missing"),
    (
      "sun.probability",
      "a.md:2:8: error: the claim needs a comparison\n  hint: use ==, !=, <, <=, > or >="
    ),
    (
      "all of reviews",
      "a.md:2:8: error: the claim needs a comparison\n  hint: use ==, !=, <, <=, > or >="
    ),
    (
      "sun.probabilty > 0",
      "a.md:2:8: error: there is no value 'sun.probabilty'\n  hint: did you mean 'sun.probability'?"
    ),
    (
      "sun.logit > sun.lgoit",
      "a.md:2:20: error: there is no value 'sun.lgoit'\n  hint: did you mean 'sun.logit'?"
    ),
    ("sun.logit >", "a.md:2:18: error: missing operand to the right of '>'"),
    ("> 3", "a.md:2:8: error: missing operand to the left of '>'"),
    ("1 < 2", "a.md:2:10: error: a comparison must name at least one value"),
    (
      "sun.logit < 1 2",
      "a.md:2:22: error: '2' is not allowed here\n  hint: join conditions by 'and' or 'or', and put text in quotation marks"
    ),
    (
      "sun.logit/2 < 1",
      "a.md:2:8: error: there is no value 'sun.logit/2'\n  hint: put spaces around '/'"
    ),
    (
      "mean of reviews sun.logit > 0",
      "a.md:2:13: error: 'of' is not allowed here\n  hint: a claim over reviews begins with 'all of reviews' or 'any of reviews', or compares a value such as mean(review.words)"
    ),
    (
      "review.id == garden",
      "a.md:2:21: error: there is no value 'garden'\n  hint: put text in quotation marks: \"garden\""
    ),
    (
      "review.id == 'a garden'",
      "a.md:2:21: error: text must be in straight double quotation marks\n  hint: write \"a garden\""
    ),
    (
      "warm == yes", "a.md:2:16: error: there is no value 'yes'\n  hint: write true or false"
    ),
    (
      "warm == \"true\"",
      "a.md:2:13: error: '==' compares values of different kinds\n  hint: compare this value with true or false, without quotation marks"
    ),
    (
      "sun.logit = 3",
      "a.md:2:18: error: there is no operator '='\n  hint: use =="
    ),
    ("sun.logit < 1 within", "a.md:2:22: error: 'within' takes one non-negative number"),
    ("sun.logit < 1 within -1", "a.md:2:29: error: 'within' takes one non-negative number"),
    ("review.id < \"a\"", "a.md:2:18: error: '<' compares only numbers\n  hint: use == or !="),
    (
      "review.id == 3",
      "a.md:2:18: error: '==' compares values of different kinds\n  hint: put text in quotation marks; write numbers without them"
    ),
    (
      "all reviews sun.logit > 0",
      "a.md:2:8: error: 'all' must be followed by 'of reviews'\n  hint: write 'all of reviews', then the claim"
    ),
    (
      "any of reviews sun.logit > sum.days",
      "a.md:2:35: error: the value 'sum.days' describes all reviews together, not each review"
    ),
  ])
  func `a claim without sense is a problem with a place`(text: String, message: String) {
    #expect(problem(text) == message)
  }

  @Test(arguments: [
    ("sky != \"gray\"", 15, "gray", "did you mean 'grey'?"),
    ("\"bleu\" == sky", 8, "bleu", "did you mean 'blue'?"),
    ("all of reviews sky != \"half gray\"", 30, "half gray", "did you mean 'half grey'?"),
    ("any of reviews sky == \"red\"", 30, "red", "available: blue, grey, half grey"),
  ])
  func `a value with known texts is never compared with another one`(
    text: String, column: Int, literal: String, hint: String
  ) throws {
    let document = try document("```{check}\nclaim: \(text)\n```")
    let error = #expect(throws: Diagnostics.self) {
      try document.weave(in: Weather(review: "garden"))
    }
    #expect(
      error?.description
        == "a.md:2:\(column): error: the value 'sky' is never '\(literal)'\n  hint: \(hint)")
  }

  @Test(arguments: ["sky == \"grey\"", "sky != \"half grey\"", "review.id != \"anything\""])
  func `any of the known texts may be claimed, and of other values any text`(text: String) throws {
    #expect(try claim(text) != nil)
  }

  @Test func `a value of all reviews is not known while reviews are woven`() {
    let head = "---\nscope: review\n---\n"
    #expect(
      problems(head + "`{value sum.days}`\n\n```{check}\nclaim: 3 < sum.days\n```") == """
        a.md:4:9: error: the value 'sum.days' is available only in documents with the scope 'report'
        a.md:7:12: error: the value 'sum.days' is available only in documents with the scope 'report'
        """)
    #expect(
      problems(head + "```{check}\nclaim: any of reviews warm == true\n```") == """
        a.md:5:8: error: a claim over all reviews is allowed only in documents with the scope 'report'
          hint: this document already checks its claims for each review; remove 'any of reviews'
        """)
    #expect(problems("`{value sum.days}`").isEmpty)
  }

  @Test(arguments: [
    ("all of reviews sun.probability > 0.2", true, "2 of 2 reviews, worst in harbour", "0.2500"),
    ("all of reviews sun.probability > 0.5", false, "1 of 2 reviews, worst in harbour", "0.2500"),
    ("any of reviews sun.probability > 0.5", true, "1 of 2 reviews, best in garden", "0.9031"),
    ("any of reviews sun.probability > 1", false, "0 of 2 reviews, best in garden", "0.9031"),
    ("all of reviews sun.probability < 1", true, "2 of 2 reviews, worst in garden", "0.9031"),
    (
      "all of reviews sun.probability == 0.3 within 0.1", false, "1 of 2 reviews, worst in garden",
      "0.9031"
    ),
    ("all of reviews sun.probability != 0.25", false, "1 of 2 reviews, worst in harbour", "0.2500"),
    (
      "all of reviews review.id != \"harbour\"", false, "1 of 2 reviews, worst in harbour",
      "harbour"
    ),
    ("all of reviews nothing > 0", false, "0 of 2 reviews, worst in garden", "not a number"),
  ])
  func `a claim over all reviews tells how many hold and which says most`(
    text: String, holds: Bool, evidence: String, measured: String
  ) throws {
    let result = try #require(try claim(text, review: nil))
    #expect(result.holds == holds)
    #expect(result.claim == text)
    let path = text.split(separator: " ")[3]
    #expect(result.evidence == "\(evidence): \(path) is \(measured)")
  }

  @Test func `the page links to the review that says most about a claim`() throws {
    let text = "```{check}\nclaim: all of reviews sun.probability > 0.5\n```"
    #expect(
      try html(text, review: nil) == """
        <div class="claim false"><p class="measured"><b>Claim does not hold.</b> \
        <code>all of reviews sun.probability &gt; 0.5</code>: 1 of 2 reviews, worst in \
        <a href="reviews/harbour.html">harbour</a>, measured <data value="0.25">0.2500</data></p></div>

        """)
  }

  @Test func `a check needs a claim and takes nothing else`() {
    #expect(
      problems("```{check #fig-a}\nsay: b\n```") == """
        a.md:1:4: error: chunk 'check' needs a claim
          hint: add a line such as 'claim: prediction.probability > 0.5'
        a.md:1:12: error: chunk 'check' takes labels beginning with 'chk-'; found 'fig-a'
        a.md:2:1: error: chunk 'check' has no option 'say'
          hint: did you mean 'says'?
        """)
  }
}
