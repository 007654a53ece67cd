import SourceText

/// Commands, stretchy brackets, tables and text.
extension Parser {
  /// Parses a command with its arguments.
  mutating func piece(for name: String, _ token: Token) -> Formula? {
    guard let command = Command.named[name] else {
      report(
        "there is no command '\(token.text)'", at: token,
        hint: NearestName.of(name, among: MathML.commands).map {
          "did you mean '\\\($0)'?"
        })
      return nil
    }
    switch command {
    case .piece(let piece): return alphabet.map(piece.inAlphabet) ?? piece
    case .nothing: return nil
    case .fraction, .binomial, .root, .accent, .stack, .longArrow, .boxed, .phantom, .not,
      .modulus, .substack:
      return construct(command, token)
    case .alphabet, .alphabetSwitch, .text, .operatorName, .size, .colour:
      return change(command, token)
    case .largeOperator, .spaced: return operate(command, token)
    case .left: return fence(from: token)
    case .sizedBracket, .middle: return bracket(command, token)
    case .begin: return table(from: token)
    case .tag: return tag(of: token)
    case .space: return space(of: token)
    case .right: report("this '\\right' has no '\\left'", at: token)
    case .end: report("this '\\end' has no '\\begin'", at: token)
    case .newRow:
      report(
        "'\(token.text)' is not allowed here", at: token,
        hint: "it separates the rows of a table, such as \\begin{aligned} … \\end{aligned}")
    case .limits: report("'\(token.text)' must follow an operator", at: token)
    case .unread(let hint): report("'\(token.text)' is not supported", at: token, hint: hint)
    }
    return nil
  }

  /// Parses a command that builds a node from its arguments.
  private mutating func construct(_ command: Command, _ token: Token) -> Formula? {
    switch command {
    case .fraction(let style):
      let numerator = argument(of: token)
      return .fraction(numerator, argument(of: token), style: style)
    case .binomial(let style):
      let upper = argument(of: token)
      return .binomial(upper, argument(of: token), style: style)
    case .root:
      let index = optionalArgument()
      return .root(argument(of: token), index: index)
    case .accent(let accent): return .accent(argument(of: token), accent)
    case .stack(let isAbove):
      let note = argument(of: token)
      let base = operand(of: token)
      return .stacked(base, below: isAbove ? nil : note, above: isAbove ? note : nil)
    case .longArrow(let arrow):
      let below = optionalArgument().map(Self.padded)
      let above = Self.padded(argument(of: token))
      return .stacked(.symbol(arrow, .relation), below: below, above: above)
    case .boxed: return .boxed(argument(of: token))
    case .phantom(let room): return .phantom(argument(of: token), room)
    case .not: return struck(operand(of: token), by: token)
    case .modulus(let hasBrackets):
      let modulus: [Formula] = [.function("mod", takesLimits: false), argument(of: token)]
      let body =
        hasBrackets ? [.symbol("(", .opening)] + modulus + [.symbol(")", .closing)] : modulus
      return .row([.space(1)] + body)
    case .substack: return substack(of: token)
    default: return nil
    }
  }

  /// Parses an argument and keeps the role of a single sign: braces around it would remove its
  /// spacing.
  private mutating func operand(of owner: Token) -> Formula {
    guard let brace = cursor.peek(), brace.isCharacter("{") else { return argument(of: owner) }
    return nested(at: brace) { parser in
      parser.cursor.advance()
      return .joining(parser.enclosed(in: .group, opened: brace))
    } ?? .row([])
  }

  /// Adds padding to the label of an arrow.
  private static func padded(_ note: Formula) -> Formula {
    .row([.space(0.4)] + note.pieces + [.space(0.6)])
  }

  private mutating func struck(_ piece: Formula, by token: Token) -> Formula? {
    switch piece {
    case .symbol(let sign, let role): return .symbol(Symbols.struck[sign] ?? sign + "\u{338}", role)
    case .identifier(let name, let isUpright):
      return .identifier(Symbols.struck[name] ?? name + "\u{338}", isUpright: isUpright)
    default:
      report("'\(token.text)' must precede a sign such as =", at: token)
      return piece
    }
  }

  /// Parses a command that changes the appearance of letters.
  private mutating func change(_ command: Command, _ token: Token) -> Formula? {
    let outer = alphabet
    defer { alphabet = outer }
    switch command {
    case .alphabet(let alphabet):
      self.alphabet = alphabet
      return argument(of: token)
    case .alphabetSwitch(let alphabet):
      self.alphabet = alphabet
      return .row(row())
    case .text(let alphabet): return text(of: token, alphabet)
    case .operatorName:
      let takesLimits = cursor.peek()?.isCharacter("*") ?? false
      if takesLimits { cursor.advance() }
      return .function(words(of: token), takesLimits: takesLimits)
    case .size(let size): return .resized(size, row())
    case .colour(let isSwitch):
      let colour = colour(of: token)
      let body = isSwitch ? .row(row()) : operand(of: token)
      return colour.map { .coloured(body, $0) } ?? body
    default: return nil
    }
  }

  /// Parses a command that creates or modifies an operator.
  private mutating func operate(_ command: Command, _ token: Token) -> Formula? {
    let body = operand(of: token)
    guard case .spaced(let role) = command else { return .largeOperator(body) }
    if case .symbol(let sign, _) = body { return .symbol(sign, role) }
    return .spaced(body, role)
  }

  private mutating func tag(of token: Token) -> Formula {
    let isBare = cursor.peek()?.isCharacter("*") ?? false
    if isBare { cursor.advance() }
    let name = words(of: token)
    return .row([.space(2), .text(isBare ? name : "(\(name))")])
  }

  private mutating func space(of token: Token) -> Formula? {
    let isStarred = cursor.peek()?.isCharacter("*") ?? false
    if isStarred { cursor.advance() }
    let text = words(of: token).filter { $0 != " " }
    let units: [String: Double] = [
      "em": 1, "mu": 1 / 18, "ex": 0.43, "pt": 0.1, "px": 0.075, "mm": 0.28, "cm": 2.8,
    ]
    if let unit = units[String(text.suffix(2))], let number = Double(text.dropLast(2)),
      abs(number) < 100
    {
      return .space(number * unit)
    }
    report(
      "'\(token.text)' takes a length, not '\(text)'", at: token, hint: "for example \\hspace{1em}")
    return nil
  }

  /// Parses the optional argument in brackets after a command.
  private mutating func optionalArgument() -> Formula? {
    guard let bracket = cursor.peek(), bracket.isCharacter("[") else { return nil }
    cursor.advance()
    return .joining(enclosed(in: .index, opened: bracket))
  }

  private mutating func fence(from token: Token) -> Formula {
    let opening = delimiter(of: token)
    openings.append(.fence)
    let pieces = row()
    openings.removeLast()
    guard let right = cursor.peek(), whatIsEnded(by: right) == .fence else {
      report("this '\\left' has no '\\right'", at: token)
      return .row(pieces)
    }
    cursor.advance()
    return .fence(opening: opening, pieces, closing: delimiter(of: right))
  }

  /// Parses a bracket of a given size, or a `\middle` bracket.
  private mutating func bracket(_ command: Command, _ token: Token) -> Formula? {
    let isInside = openings.contains(.fence)
    let sign = delimiter(of: token)
    if case .sizedBracket(let size, let role) = command {
      return sign.map { .largeBracket($0, role ?? Self.role(of: $0), size: size) }
    }
    if !isInside { report("this '\\middle' has no '\\left'", at: token) }
    return sign.map { .middle($0) }
  }

  private static func role(of bracket: String) -> Formula.Role {
    if "([{⟨⌊⌈⟮⌜⌞⟦".contains(bracket) { return .opening }
    return ")]}⟩⌋⌉⟯⌝⌟⟧".contains(bracket) ? .closing : .ordinary
  }

  private mutating func delimiter(of owner: Token) -> String? {
    guard let token = cursor.peek() else {
      report("'\(owner.text)' needs a bracket", at: owner)
      return nil
    }
    switch token.kind {
    case .character("."):
      cursor.advance()
      return nil
    case .character("<"), .character(">"):
      cursor.advance()
      return token.isCharacter("<") ? "⟨" : "⟩"
    case .character(let character):
      if let sign = Symbols.characters[character]?.bracket {
        cursor.advance()
        return sign
      }
    case .command(let name):
      if case .piece(let piece) = Command.named[name], let sign = piece.bracket {
        cursor.advance()
        return sign
      }
    case .space: break
    }
    report(
      "'\(owner.text)' needs a bracket, not '\(token.text)'", at: token,
      hint: "use '.' for an empty bracket")
    return nil
  }
}
