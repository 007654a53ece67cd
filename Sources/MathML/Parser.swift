import SourceText

/// A recursive-descent parser for TeX tokens.
///
/// It recovers from errors: it records the problem, guesses the intent and continues, so all problems of a formula are reported
/// together. Only exceeding the nesting limit stops it.
struct Parser {
  /// The maximum nesting depth of formulas: far above real use, far below what exhausts the stack.
  static let depthLimit = 100

  /// The problems so far.
  private(set) var problems = Diagnostics()
  /// The current position.
  var cursor: TokenCursor
  private var depth = 0
  private var hasGivenUp = false
  /// The alphabet of the following letters.
  var alphabet: Alphabet?
  /// The open constructs, innermost last.
  var openings: [Opening] = []

  /// A construct that needs a closing token.
  enum Opening: Hashable {
    /// `{` by `}`.
    case group
    /// `[` of a root by `]`.
    case index
    /// `\left` by `\right`.
    case fence
    /// A cell of a table by `&`, `\\` or `\end`.
    case table
    /// `$` in text by `$`.
    case dollar
  }

  /// Creates a parser.
  init(tokens: [Token]) {
    cursor = TokenCursor(tokens)
  }

  /// Parses up to a closing token; at the top level, the whole formula.
  mutating func row() -> [Formula] {
    var pieces: [Formula] = []
    while let token = cursor.peek(), !endsSomething(token) {
      if let piece = pieceWithScripts() { pieces.append(piece) }
    }
    return pieces
  }

  private mutating func pieceWithScripts() -> Formula? {
    let isBare = cursor.peek()?.isScript ?? false
    guard var base = isBare ? .row([]) : piece() else { return nil }
    while let token = cursor.peek(), case .limits(let areStacked) = token.command {
      cursor.advance()
      if !base.isLargeOperator { report("'\(token.text)' must follow an operator", at: token) }
      base = .limits(base, areStacked: areStacked)
    }
    var below: Formula?
    var above: Formula?
    var primes = 0
    while let token = cursor.peek(), token.isScript {
      cursor.advance()
      if token.isCharacter("_") {
        if below != nil { report("second subscript", at: token, hint: Self.braces) }
        below = argument(of: token)
      } else {
        if above != nil { report("second superscript", at: token, hint: Self.braces) }
        if token.isCharacter("'") { primes += 1 } else { above = argument(of: token) }
      }
    }
    let marks = Self.primes(primes) + (above.map { [$0] } ?? [])
    if below == nil && marks.isEmpty { return base }
    return .scripts(base, below: below, above: marks.isEmpty ? nil : .joining(marks))
  }

  private static let braces = "use braces for grouping, as in {x^a}^b"

  private static func primes(_ count: Int) -> [Formula] {
    let signs = ["", "′", "″", "‴"]
    if count == 0 { return [] }
    let sign = count < signs.count ? signs[count] : String(repeating: "′", count: count)
    return [.symbol(sign, .mark)]
  }

  /// Parses the argument of a command or a `_`: a group or a single node; of a number only its
  /// first digit.
  mutating func argument(of owner: Token) -> Formula {
    if let token = cursor.peek(), !endsSomething(token), !token.isScript {
      return piece(isArgument: true) ?? .row([])
    }
    report("'\(owner.text)' needs an argument", at: owner)
    return .row([])
  }

  private mutating func piece(isArgument: Bool = false) -> Formula? {
    guard let token = cursor.peek() else { return nil }
    return nested(at: token) { parser -> Formula? in
      parser.cursor.advance()
      return switch token.kind {
      case .command(let name): parser.piece(for: name, token)
      case .character("{"): parser.group(from: token)
      case .character(let character):
        parser.piece(for: character, token, isArgument: isArgument)
      case .space: nil
      }
    } ?? nil
  }

  /// Parses one level deeper; returns nil above the nesting limit.
  mutating func nested<Result>(at token: Token, _ body: (inout Parser) -> Result) -> Result? {
    if depth == Self.depthLimit {
      report("the formula is nested more than \(Self.depthLimit) levels deep", at: token)
      hasGivenUp = true
      cursor.finish()
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  private mutating func piece(
    for character: Character, _ token: Token, isArgument: Bool
  ) -> Formula? {
    if character.isASCII && character.isNumber {
      return .number(number(from: character, isSingle: isArgument))
    }
    if let known = Symbols.characters[character] { return known }
    if let hint = Self.hints[character] {
      report("'\(character)' is not allowed here", at: token, hint: hint)
      return nil
    }
    return character.isLetter ? letters(from: character) : .identifier(String(character))
  }

  private static let hints: [Character: String] = [
    "}": "it does not close a '{'", "&": "it separates cells in aligned, cases, array and matrices",
    "$": "write the formula without dollars", "#": "write '\\#'", "%": "write '\\%'",
    "\\": "a command needs a name",
  ]

  private mutating func number(from first: Character, isSingle: Bool) -> String {
    var digits = String(first)
    while !isSingle, let next = cursor.adjacentCharacter() {
      let isPoint = next == "." && cursor.adjacentCharacter(after: 1).map(Self.isDigit) ?? false
      guard Self.isDigit(next) || isPoint else { break }
      digits.append(next)
      cursor.advance()
    }
    return alphabet.map { alphabet in String(digits.map { alphabet($0) }) } ?? digits
  }

  private mutating func letters(from first: Character) -> Formula {
    guard let alphabet else { return .identifier(String(first)) }
    var word = String(alphabet(first))
    while alphabet.makesWords, let next = cursor.adjacentCharacter(), next.isLetter {
      word.append(alphabet(next))
      cursor.advance()
    }
    return .identifier(word, isUpright: alphabet == .roman && word.count == 1)
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  private mutating func group(from brace: Token) -> Formula {
    let pieces = enclosed(in: .group, opened: brace)
    // A comma in braces, as in 10{,}000, suppresses the space after it in TeX.
    if case .symbol(let sign, _) = pieces.first, pieces.count == 1 {
      return .symbol(sign, .ordinary)
    }
    return .joining(pieces)
  }

  /// Parses a row and consumes its closing token.
  mutating func enclosed(in opening: Opening, opened token: Token) -> [Formula] {
    openings.append(opening)
    let pieces = row()
    let isEnded = cursor.peek().map { whatIsEnded(by: $0) == opening } ?? false
    openings.removeLast()
    if isEnded {
      cursor.advance()
    } else {
      report("this '\(token.text)' is not closed", at: token)
    }
    return pieces
  }

  /// Whether a token closes an open construct, possibly not the innermost: a `\right` also ends a group whose closing brace is
  /// missing.
  private func endsSomething(_ token: Token) -> Bool {
    guard let opening = whatIsEnded(by: token) else { return false }
    return opening == .index ? openings.last == .index : openings.contains(opening)
  }

  /// Returns the construct that a token would close.
  func whatIsEnded(by token: Token) -> Opening? {
    switch token.kind {
    case .character("}"): .group
    case .character("]"): .index
    case .character("$"): .dollar
    case .command("right"): .fence
    case .character("&"), .command("\\"), .command("end"), .command("newline"), .command("cr"):
      .table
    default: nil
    }
  }

  /// Records a problem.
  mutating func report(_ message: String, at token: Token, hint: String? = nil) {
    // Above the nesting limit all constructs are unclosed, which need not be reported.
    if !hasGivenUp { problems.report(Diagnostic(message, at: token.location, hint: hint)) }
  }
}
