import SourceText

/// Commands, brackets that grow, tables and text.
extension Parser {
  /// What a command stands for, with its arguments.
  mutating func piece(for name: String, _ token: Token) -> Formula? {
    guard let command = Command.named[name] else {
      report(
        "there is no command '\(token.text)'", at: token,
        hint: NearestName.of(name, among: Command.named.keys.sorted()).map {
          "did you mean '\\\($0)'?"
        })
      return nil
    }
    switch command {
    case .piece(let piece): return alphabet.map(piece.inAlphabet) ?? piece
    case .fraction(let style):
      let numerator = argument(of: token)
      return .fraction(numerator, argument(of: token), style: style)
    case .root:
      let index = rootIndex()
      return .root(argument(of: token), index: index)
    case .accent(let accent): return .accent(argument(of: token), accent)
    case .alphabet(let alphabet):
      let outer = self.alphabet
      self.alphabet = alphabet
      defer { self.alphabet = outer }
      return argument(of: token)
    case .text: return .text(words(of: token))
    case .operatorName:
      let takesLimits = cursor.peek()?.isCharacter("*") ?? false
      if takesLimits { cursor.advance() }
      return .function(words(of: token), takesLimits: takesLimits)
    case .left: return fence(from: token)
    case .begin: return table(from: token)
    case .right: report("this '\\right' has no '\\left'", at: token)
    case .end: report("this '\\end' has no '\\begin'", at: token)
    case .newRow:
      report("'\\\\' can't stand here", at: token, hint: "it divides the rows of a table")
    }
    return nil
  }

  private mutating func rootIndex() -> Formula? {
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

  private mutating func delimiter(of owner: Token) -> String? {
    guard let token = cursor.peek() else {
      report("'\(owner.text)' lacks its bracket", at: owner)
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
      "'\(owner.text)' wants a bracket, not '\(token.text)'", at: token,
      hint: "'.' stands for no bracket")
    return nil
  }

  /// The text in braces behind `\text` and the like, in which spaces count.
  private mutating func words(of owner: Token) -> String {
    guard let brace = cursor.peek(), brace.isCharacter("{") else {
      report("'\(owner.text)' lacks its text in braces", at: owner)
      return ""
    }
    cursor.advance()
    var words = ""
    var level = 1
    while let token = cursor.next() {
      switch token.kind {
      case .character("{"): level += 1
      case .character("}"):
        level -= 1
        if level == 0 { return words }
      case .character("~"): words += " "
      case .character, .space: words += token.text
      case .command(let name) where " {}%#$&_".contains(name): words += name
      case .command:
        report("'\(token.text)' can't stand in text", at: token, hint: "close the text first")
      }
    }
    report("this '{' is never closed", at: brace)
    return words
  }

  private mutating func table(from token: Token) -> Formula {
    let environment = environment(of: token)
    openings.append(.table)
    var rows: [[Formula]] = [[]]
    var hasMore = true
    while hasMore {
      rows[rows.count - 1].append(.joining(row()))
      let divider = cursor.peek()
      hasMore = divider.map { whatIsEnded(by: $0) == .table && $0.kind != .command("end") } ?? false
      if hasMore { cursor.advance() }
      if divider?.kind == .command("\\") { rows.append([]) }
    }
    openings.removeLast()
    if rows.last == [.row([])] && rows.count > 1 { rows.removeLast() }
    guard let end = cursor.peek(), end.kind == .command("end") else {
      report("this '\\begin' has no '\\end'", at: token)
      return .row([])
    }
    cursor.advance()
    let ended = self.environment(of: end)
    if let environment, let ended, environment != ended {
      report(
        "'\\end{\(ended.rawValue)}' can't end '\\begin{\(environment.rawValue)}'", at: end)
    }
    return .table(rows, environment ?? .aligned)
  }

  private mutating func environment(of owner: Token) -> Formula.Environment? {
    let name = words(of: owner)
    let environment = Formula.Environment(rawValue: name)
    if environment == nil && !name.isEmpty {
      report(
        "there is no environment '\(name)'", at: owner,
        hint: NearestName.hint(
          for: name, among: Formula.Environment.allCases.map { $0.rawValue }))
    }
    return environment
  }
}
