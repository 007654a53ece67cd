import Foundation
import LinearAlgebra
import Literate
import SourceText
import TestSupport
import Testing

/// A run of reviews with a number, a text and a truth value, some of which are missing.
private struct Rows: LiterateContext {
  struct Row {
    var number: Double?
    var kind: String?
    var isGood: Bool?
    var cell = ""
  }

  var rows: [Row]
  var focus: Int?
  static let noNeed = false

  func focused(on review: String) throws(Diagnostics) -> Rows { self }

  func statistics(of measure: ReviewMeasure<Rows>) -> ReviewStatistics? {
    var statistics = ReviewStatistics(of: measure)
    for index in rows.indices {
      statistics.add(measure.measure(in: Rows(rows: rows, focus: index)), of: "\(index)")
    }
    statistics.finish()
    return statistics
  }

  private var row: Row? { focus.map { rows[$0] } }

  static let language = Language<Rows>(
    chunks: [],
    values: [
      ValuePath("review.number", summary: "x", unit: .plain, scopes: [.review]) { context in
        context.row?.number.map { .number($0) }
      },
      ValuePath("review.kind", summary: "x", unit: .text) { context in
        context.row?.kind.map { .text($0) }
      }.among { _ in ["new", "old"] },
      ValuePath("review.is-good", summary: "x", unit: .boolean) { context in
        context.row?.isGood.map { .boolean($0) }
      },
      ValuePath("total", summary: "x", unit: .count, scopes: [.report]) { .integer($0.rows.count) },
      ValuePath(
        "columns.NAME", summary: "x", unit: .cell, ignoresCase: true,
        members: { _ in ["Star rating"] },
        value: { context, _ in context.row.map { .text($0.cell) } }),
    ])

  /// The result of a claim about these rows.
  func claim(_ text: String) throws -> ClaimResult {
    let document = try Document(
      parsing: SourceFile(path: "a.md", text: "```{check}\nclaim: \(text)\n```"),
      language: Self.language)
    return try #require(try document.weave(in: self).claims.first)
  }

  /// The value of an aggregate; nil if it has none.
  func number(_ text: String) throws -> Double? {
    try claim("\(text) > -1e300").measured.first?.value?.number
  }

  static func random(_ count: Int, _ random: inout SplitMix64) -> Rows {
    Rows(
      rows: (0..<count).map { _ in
        Row(
          number: random.below(5) == 0 ? nil : Double(random.below(2000)) / 7 - 100,
          kind: random.below(4) == 0 ? nil : random.below(2) == 0 ? "new" : "old",
          isGood: random.below(4) == 0 ? nil : random.below(2) == 0)
      })
  }
}

/// What expressions mean.
struct ExpressionTests {
  @Test func `functions of all reviews are what a fold of each review gives`() throws {
    var random = SplitMix64(seed: 8)
    for round in 0..<40 {
      let rows = Rows.random(round % 9 * 7, &random)
      let chosen = rows.rows.filter {
        $0.kind == "new" && ($0.number ?? 0) > -50 && $0.number != nil
      }
      let condition = "where kind == \"new\" and number > -50"
      let numbers = chosen.compactMap(\.number)
      let truths = chosen.compactMap(\.isGood)
      #expect(try rows.number("count(\(condition))") == Double(chosen.count))
      #expect(try rows.number("count(is-good \(condition))") == Double(truths.count { $0 }))
      #expect(try rows.number("count()") == Double(rows.rows.count))
      let sum = numbers.reduce(0, +)
      let sorted = numbers.sorted()
      let middle =
        sorted.isEmpty ? nil : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      for (name, expected) in [
        ("mean", numbers.isEmpty ? nil : sum / Double(numbers.count)),
        ("sum", numbers.isEmpty ? nil : sum), ("min", numbers.min()), ("max", numbers.max()),
      ] {
        #expect(try rows.number("\(name)(number \(condition))") == expected, "\(name) in \(round)")
      }
      let median = try rows.number("median(number \(condition))")
      #expect((median == nil) == (middle == nil))
      if let median, let middle { #expect(abs(median - middle) < 1e-12) }
      let share = truths.isEmpty ? nil : Double(truths.count { $0 }) / Double(truths.count)
      #expect(try rows.number("share(is-good \(condition))") == share)
      let moved = try rows.number("mean(2 * number - 1 \(condition))")
      let mean = numbers.isEmpty ? nil : 2 * sum / Double(numbers.count) - 1
      #expect((moved == nil) == (mean == nil))
      if let moved, let mean { #expect(abs(moved - mean) < 1e-9) }
    }
  }

  @Test func `De Morgan's laws hold, also where a value is missing`() throws {
    var random = SplitMix64(seed: 2)
    func condition(_ depth: Int) -> String {
      let atoms = ["rain.days > 3", "rain.days > 99999", "nothing > 0", "warm", "sky == \"blue\""]
      switch depth == 0 ? 0 : random.below(4) {
      case 1: return "not (\(condition(depth - 1)))"
      case 2: return "(\(condition(depth - 1))) and (\(condition(depth - 1)))"
      case 3: return "(\(condition(depth - 1))) or (\(condition(depth - 1)))"
      default: return atoms[random.below(atoms.count)]
      }
    }
    func truth(_ text: String) throws -> Bool? {
      let found = try woven("```{check}\nclaim: \(text)\n```").claims.first
      let result = try #require(found)
      return result.undecided == nil ? result.holds : nil
    }
    var counts: [Bool?: Int] = [:]
    for _ in 0..<400 {
      let (one, other) = (condition(3), condition(3))
      let both = try truth("not ((\(one)) and (\(other)) and warm)")
      #expect(try truth("(not (\(one)) or not (\(other))) or not warm") == both)
      let either = try truth("not ((\(one)) or (\(other)) or rain.days < 0)")
      #expect(try truth("not (\(one)) and not (\(other)) and not rain.days < 0") == either)
      counts[both, default: 0] += 1
    }
    #expect(counts.count == 3)
  }

  @Test(arguments: [
    ("rain.days + 5 == 12350", true), ("rain.days - 2 * 3 == 12339", true),
    ("sun.logit / 2 < -1", true), ("-sun.logit > 2", true), ("rain.days > 10 and warm", true),
    ("not warm or rain.days > 10", true), ("not (warm and rain.days > 10)", false),
    ("share(sun.probability > 50%) == 0.5", true), ("mean(sun.probability) > 0.9", false),
    ("count(where sun.probability < 0.5) == 1 and count() == 2", true),
    ("count(where review.id == \"harbour\") / count() == 50%", true),
    ("max(sun.probability) - min(sun.probability) > 0.6", true), ("warm", true),
    ("not warm", false),
    ("max(sun.probability) > sun.probability", true),
    ("sum.days == sum(rain.days) / 24690 * 7", true),
  ])
  func `claims may calculate, and join conditions`(text: String, holds: Bool) throws {
    let result = try woven("```{check}\nclaim: \(text)\n```", review: "harbour").claims.first
    #expect(result?.holds == holds)
    #expect(result?.undecided == nil && result?.relations.isEmpty == false)
  }

  @Test(arguments: [
    ("share(sun.probability > 0.5) >= 0.85", "0.5000 (1 of 2 reviews) < 0.85"),
    ("mean(sun.probability) > 0.5", "0.5766 (2 reviews) > 0.5"),
    ("rain.days > 3 and sun.logit > 0", "12 345 > 3; −2.31 ≤ 0"),
    ("rain.days + 1 == 12346 within 2", "12 346 = 12346 within 2.0"),
    ("wind.points * 1 > 0.05 or warm", "0.113 > 0.05; warm is true"),
    ("max(wind.points) > 0.05", "+11.3 (2 reviews) > +5.0"),
    ("not review.id == \"harbour\" or nothing > 3", "\"garden\" ≠ \"harbour\"; missing > 3"),
    ("count(where sun.logit > 0) == 0", "0 (of 2 reviews) = 0"),
  ])
  func `the evidence has the value of each side, in the relation that holds`(
    text: String, evidence: String
  ) throws {
    let result = try woven("```{check}\nclaim: \(text)\n```").claims.first
    #expect(result?.evidence.replacing("\u{202F}", with: " ") == evidence)
  }

  @Test func `the page shows the numbers with all their digits`() throws {
    let markup = try html("```{check}\nclaim: share(sun.probability > 0.5) >= 0.85\n```")
    #expect(
      markup == """
        <div class="claim false"><p class="measured"><b>Claim does not hold.</b> \
        <code>share(sun.probability &gt; 0.5) &gt;= 0.85</code>, \
        measured <data value="0.5">0.5000</data> (1 of 2 reviews) &lt; 0.85</p></div>

        """)
  }

  @Test(arguments: [
    ("mean(number where kind == \"old\") > 0", "none of 2 reviews satisfies 'kind == \"old\"'"),
    (
      "share(is-good) > 0", "none of 2 reviews has a value 'review.is-good'"
    ),
    (
      "count() / count(where kind == \"old\") > 0",
      "the divisor 'count(where kind == \"old\")' is 0"
    ),
    (
      "max(number / (number - number)) > 0",
      "none of 2 reviews has a value 'number / (number - number)'"
    ),
    ("mean(columns.Star_rating) > 0", "none of 2 reviews has a value 'columns.Star_rating'"),
    (
      "mean(number where is-good) > 0",
      "none of 2 reviews satisfies 'review.is-good', which is undecided in 2 for lack of a value"
    ),
  ])
  func `a claim about nothing is undecided, and says why`(text: String, reason: String) throws {
    let row = Rows.Row(number: 3, kind: "new", isGood: nil, cell: "many")
    let result = try Rows(rows: [row, row]).claim(text)
    #expect(!result.holds && result.undecided == reason)
    #expect(!result.evidence.localizedStandardContains("nan"))
  }

  @Test func `without reviews there is nothing to decide, and with one or two there is`() throws {
    #expect(try Rows(rows: []).claim("mean(number) > 0").undecided == "there are no reviews")
    #expect(try Rows(rows: []).claim("count() == 0").holds)
    let one = Rows.Row(number: 3, kind: "new", isGood: true)
    #expect(try Rows(rows: [one]).claim("median(number) == 3 and min(number) == max(number)").holds)
    #expect(try Rows(rows: [one, one]).claim("share(is-good where kind == \"new\") == 1").holds)
  }

  @Test func `a number that is none makes a sum undecided rather than small`() throws {
    let rows = Rows(rows: [Rows.Row(number: 1), Rows.Row(number: .nan), Rows.Row(number: 2)])
    let result = try rows.claim("mean(number) < 10")
    #expect(result.undecided == "'review.number' is not a number in the review '1'")
  }

  @Test(arguments: [
    ("columns.star_rating == \"7\"", [true, false, false, false]),
    ("columns.\"Star rating\" > 6.5", [true, nil, nil, true]),
    ("columns.STAR_RATING == 7", [true, nil, nil, false]),
    ("columns.star_rating == true", [nil, true, nil, nil]),
    ("not columns.star_rating", [nil, false, nil, nil]),
    ("columns.star_rating + 1 > 7.5", [true, nil, nil, true]),
  ])
  func `a cell is a text, or the number or the truth value that it holds`(
    text: String, truths: [Bool?]
  ) throws {
    let rows = Rows(rows: ["7", "true", "", " 8.5 "].map { Rows.Row(cell: $0) })
    for (index, truth) in truths.enumerated() {
      let result = try Rows(rows: rows.rows, focus: index).claim(text)
      #expect(result.holds == (truth ?? false), "row \(index)")
    }
    let count = try rows.number("count(where \(text))")
    #expect(count == Double(truths.count { $0 == true }))
  }

  @Test(arguments: [
    (
      "number > 3",
      "a.md:2:8: error: the value 'review.number' is available only in documents with the scope 'report'"
    ),
    (
      "mean(total) > 3",
      "a.md:2:13: error: the value 'total' describes all reviews together, not each review"
    ),
    (
      "mean(mean(number)) > 3",
      "a.md:2:13: error: 'mean' is not allowed within another function"
    ),
    (
      "all of reviews mean(number) > 3",
      "a.md:2:23: error: 'mean' describes all reviews together, not each review"
    ),
    (
      "mean(number and kind) > 3",
      "a.md:2:13: error: 'and' takes conditions, but 'review.number' is a number\n  hint: compare it, as in 'review.number > 0'\na.md:2:24: error: 'and' takes conditions, but 'review.kind' is a text"
    ),
    (
      "share(number) > 3",
      "a.md:2:14: error: 'share' takes conditions, but 'review.number' is a number\n  hint: compare it, as in 'review.number > 0'"
    ),
    (
      "mean() > 3",
      "a.md:2:8: error: 'mean' needs a value\n  hint: for example mean(prediction.probability)"
    ),
    (
      "avg(number) > 3", "a.md:2:8: error: there is no function 'avg'\n  hint: did you mean 'mean'?"
    ),
    (
      "shrae(number) > 3",
      "a.md:2:8: error: there is no function 'shrae'\n  hint: did you mean 'share'?"
    ),
    (
      "total < 3 < 4",
      "a.md:2:18: error: comparisons cannot be chained\n  hint: write two comparisons joined by 'and'"
    ),
    ("total && total", "a.md:2:14: error: there is no operator '&&'\n  hint: use and"),
    (
      "count(where total == \"3\") > 3",
      "a.md:2:20: error: the value 'total' describes all reviews together, not each review"
    ),
    ("total + kind > 3", "a.md:2:14: error: '+' takes numbers, but 'review.kind' is a text"),
    (
      "total > 3 AND total < 4",
      "a.md:2:18: error: 'AND' is not allowed here\n  hint: write 'and' in lower case"
    ),
    ("total / 0 > 3", "a.md:2:14: error: division by zero"),
    ("3 / (total * (1 - 0.5 / 0.5)) > 3 / (2 - 2)", "a.md:2:42: error: division by zero"),
    ("(total > 3", "a.md:2:8: error: this parenthesis is not closed\n  hint: add ')'"),
    ("total > 3)", "a.md:2:17: error: this parenthesis closes none"),
    ("count( > 3", "a.md:2:15: error: missing operand to the left of '>'"),
    ("total > 3 or", "a.md:2:18: error: missing operand to the right of 'or'"),
    (
      "total > 3 or\n  totl > 3",
      "a.md:3:3: error: there is no value 'totl'\n  hint: did you mean 'total'?"
    ),
  ])
  func `each mistake is a problem at its column`(text: String, message: String) {
    do {
      _ = try Document(
        parsing: SourceFile(path: "a.md", text: "```{check}\nclaim: \(text)\n```"),
        language: Rows.language)
      Issue.record("'\(text)' is accepted")
    } catch {
      #expect(error.description.hasPrefix(message) || error.description == message, "\(error)")
    }
  }

  @Test(arguments: [
    (
      "count(where kind == \"odl\") > 0",
      "a.md:2:28: error: the value 'review.kind' is never 'odl'\n  hint: did you mean 'old'?"
    ),
    (
      "total > 2 and mean(columns.year where \"x\" != kind) > 2",
      "a.md:2:27: error: there is no value 'columns.year'\n  hint: available: Star_rating\na.md:2:46: error: the value 'review.kind' is never 'x'\n  hint: available: new, old"
    ),
  ])
  func `texts and columns are checked before any review is analysed`(
    text: String, message: String
  ) throws {
    let document = try Document(
      parsing: SourceFile(path: "a.md", text: "```{check}\nclaim: \(text)\n```"),
      language: Rows.language)
    let problems = document.unavailability(in: Rows(rows: []))
    #expect(problems.map(\.description).joined(separator: "\n") == message)
  }

  @Test func `sections may depend on conditions, in parentheses`() throws {
    let text = """
      ## A {#sec-a when=(rain.days > 3 and sky == "blue")}

      a

      ## B {unless=(max(sun.probability) > 0.9)}

      b

      ## C {when=warm unless=(  rain.days*1 == 2 )}

      c
      """
    #expect(problems(text).hasPrefix("a.md:9:27: error: there is no value 'rain.days*1'"))
    let page = try woven(text.replacing("days*1", with: "days * 1"))
    #expect(page.headings.map(\.text) == ["A", "C"])
    let link = "[a](#sec-a)\n\n" + text.replacing("days*1", with: "days * 1")
    #expect(
      problems(link).contains(
        "link to it in a section with when=(rain.days > 3 and sky == \"blue\")"))
    #expect(problems("## A {when=(nothing)}").contains("is not Boolean"))
    #expect(throws: Diagnostics.self) { try woven("## A {when=(nothing > 3)}") }
  }

  @Test func `a thousand mutations of claims are claims or problems with places`() throws {
    var random = SplitMix64(seed: 4)
    let good =
      "share(sun.probability > 0.5 where review.id == \"garden\") >= 85% and not (warm or 2 * rain.days < -3)"
    let spice = [
      "(", ")", "\"", "not ", " and ", "where ", "<", "==", " - ", "mean(", "within 3", ",", "%",
      "é",
    ]
    for _ in 0..<1000 {
      let text = "```{check}\nclaim: \(good.mutated(spice: spice, random: &random))\n```"
      do {
        _ = try woven(text)
      } catch {
        #expect(error.all.allSatisfy { $0.location?.line != nil }, "\(error)")
      }
    }
  }
}
