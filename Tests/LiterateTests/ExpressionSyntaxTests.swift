import LinearAlgebra
import Literate
import TestSupport
import Testing

/// How expressions are parsed and written.
struct ExpressionSyntaxTests {
  /// Asks that two texts have one form.
  private func expectSame(_ one: String, _ other: String) throws {
    let form = try #require(ExpressionSyntax(parsing: one), "\(one)")
    #expect(form == ExpressionSyntax(parsing: other), "\(one) is read as \(form.text)")
  }

  @Test(arguments: [
    ("a or b and c", "a or (b and c)"), ("a and b or c", "(a and b) or c"),
    ("not a and b", "(not a) and b"), ("not a == b", "not (a == b)"),
    ("not not a", "not (not a)"), ("a - b - c", "(a - b) - c"), ("a / b * c", "(a / b) * c"),
    ("a + b * c", "a + (b * c)"), ("-a * b", "(-a) * b"), ("a - -b", "a - (-b)"),
    ("a + b > c * d and e", "((a + b) > (c * d)) and e"), ("a<b", "a < b"), ("a==-3", "a == -3"),
    ("(a)", "a"), ("share( a==b where c )", "share((a == b) where c)"), ("a > +3", "a > 3"),
    ("a == b within 0.1 or c", "(a == b within 0.1) or c"),
  ])
  func
    `not binds more tightly than and, and that more than or; operators of one level go left to right`(
      text: String, meaning: String
    ) throws
  {
    try expectSame(text, meaning)
  }

  @Test(arguments: [
    ("a - (b - c)", "a - b - c"), ("(a or b) and c", "a or b and c"), ("(a + b) * c", "a + b * c"),
    ("not (a and b)", "not a and b"), ("-(a + b)", "-a + b"), ("a-b", "a - b"),
    ("a.b/c", "a.b / c"),
  ])
  func `parentheses and spaces matter where the meaning depends on them`(
    text: String, other: String
  ) throws {
    let form = try #require(ExpressionSyntax(parsing: text))
    #expect(form != ExpressionSyntax(parsing: other))
  }

  @Test(arguments: [
    "", "a <", "< a", "a < b < c", "a == b == c", "a and", "or a", "not", "(a", "a)", "()", "a b",
    "a = b", "a && b", "\"a", "'a'", "5x > 3", "a within 3", "a > 3 within", "mean(a",
    "mean(a where)",
    "a ** b", "a % b", "1e999 > a", "a > not b", "a,", "where a", "a ≥ b", "a , b",
  ])
  func `what is not an expression is refused`(text: String) {
    #expect(ExpressionSyntax(parsing: text) == nil)
  }

  @Test(arguments: [
    "prediction.probability.Negative_(1-2) > 0.5", "prediction.probability.C++ > 0.5",
    "a.b! != 3", "columns.\"a \\\"b\\\" c\" == \"x \\\\ y\"",
    "collapse.max-row-difference <= 1e-12",
    "share(prediction.probability.(a) > 85%) >= 0x10", "columns.größe > 3",
  ])
  func `a path may contain what names of classes and columns do`(text: String) throws {
    let form = try #require(ExpressionSyntax(parsing: text))
    #expect(form.text == text)
  }

  @Test func `an expression as deep or as long as a page is refused, not a crash`() {
    for text in [
      String(repeating: "(", count: 50_000), String(repeating: "not ", count: 50_000) + "a",
      String(repeating: "-", count: 50_000) + "a", String(repeating: "a + ", count: 50_000) + "a",
      String(repeating: "mean(", count: 50_000),
    ] {
      #expect(ExpressionSyntax(parsing: text) == nil)
    }
    let deep = String(repeating: "(", count: 90) + "a" + String(repeating: ")", count: 90)
    #expect(ExpressionSyntax(parsing: deep) == ExpressionSyntax(parsing: "a"))
  }

  @Test func `what is written is read again`() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<4000 {
      let form = Self.form(depth: 5, &random)
      #expect(ExpressionSyntax(parsing: form.text) == form, "\(form.text)")
    }
  }

  /// Returns a random form.
  private static func form(depth: Int, _ random: inout SplitMix64) -> ExpressionSyntax {
    func inside() -> ExpressionSyntax { form(depth: depth - 1, &random) }
    let kind = depth == 0 ? random.below(5) : random.below(13)
    switch kind {
    case 0: return ExpressionSyntax(.number(["3", "0.5", "-2", "1e-9", "85%"][random.below(5)]))
    case 1: return ExpressionSyntax(.text(["", "a b", "\"q\"", "\\", "é"][random.below(5)]))
    case 2: return ExpressionSyntax(.truth(random.below(2) == 0))
    case 3, 4:
      let names = ["a", "x.y-z", "columns.star rating", "columns.a.\"b", "n.(x)", "n.a)", "n.<"]
      return ExpressionSyntax(.name(names[random.below(names.count)]))
    case 5: return ExpressionSyntax(.not(inside()))
    case 6: return ExpressionSyntax(.and(inside(), inside()))
    case 7: return ExpressionSyntax(.or(inside(), inside()))
    case 8:
      let operand = inside()
      // A negative number is a literal.
      if case .number = operand.node { return operand }
      return ExpressionSyntax(.negative(operand))
    case 9, 10:
      let signs = ExpressionSyntax.Arithmetic.allCases
      return ExpressionSyntax(
        .arithmetic(signs[random.below(signs.count)], inside(), inside()))
    case 11:
      let signs = ExpressionSyntax.Comparison.allCases
      let width = random.below(3) == 0 ? "0.25" : nil
      return ExpressionSyntax(
        .comparison(signs[random.below(signs.count)], inside(), inside(), within: width))
    default:
      let (hasValue, hasCondition) = (random.below(3) > 0, random.below(2) == 0)
      let value = hasValue ? inside() : nil
      return ExpressionSyntax(.call("mean", value, condition: hasCondition ? inside() : nil))
    }
  }
}
