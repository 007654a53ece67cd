import SourceText

/// Tables: matrices, cases, aligned equations.
extension Parser {
  /// Parses a table between `\begin` and `\end`.
  mutating func table(from token: Token) -> Formula {
    let environment = environment(of: token)
    var table = Table(rows: [[]], environment: environment ?? .aligned)
    table.columns = table.environment.columns
    if let environment { readColumns(of: environment, token, into: &table) }
    openings.append(.table)
    var hasMore = true
    skipLines(of: &table)
    while hasMore {
      table.rows[table.rows.count - 1].append(.joining(row()))
      let divider = cursor.peek()
      hasMore = divider.map { whatIsEnded(by: $0) == .table && $0.kind != .command("end") } ?? false
      if hasMore { cursor.advance() }
      if hasMore, divider?.isNewRow == true {
        skipGap()
        table.rows.append([])
        skipLines(of: &table)
      }
    }
    openings.removeLast()
    if table.rows.last == [.row([])] && table.rows.count > 1 { table.rows.removeLast() }
    guard let end = cursor.peek(), end.kind == .command("end") else {
      report("this '\\begin' has no '\\end'", at: token)
      return .row([])
    }
    cursor.advance()
    let ended = self.environment(of: end)
    if let environment, let ended, environment != ended {
      report(
        "'\\end{\(ended.rawValue)}' does not match '\\begin{\(environment.rawValue)}'", at: end)
    }
    return .table(table)
  }

  private mutating func environment(of owner: Token) -> Table.Environment? {
    let name = words(of: owner)
    let environment = Table.Environment(rawValue: name)
    if environment == nil && !name.isEmpty {
      report(
        "there is no environment '\(name)'", at: owner,
        hint: NearestName.hint(for: name, among: Table.Environment.allCases.map { $0.rawValue }))
    }
    return environment
  }

  /// Parses column arguments such as `{lc|r}`, `{2}` and `[t]`.
  private mutating func readColumns(
    of environment: Table.Environment, _ owner: Token, into table: inout Table
  ) {
    if cursor.peek()?.isCharacter("[") == true,
      let place = cursor.adjacentCharacter(after: 1), "tcb".contains(place),
      cursor.adjacentCharacter(after: 2) == "]"
    {
      for _ in 0..<3 { cursor.advance() }
    }
    if environment.takesCount { _ = words(of: owner) }
    guard environment.takesColumns else { return }
    let brace = cursor.peek() ?? owner
    var hasLine = false
    for letter in words(of: owner) where letter != " " {
      switch letter {
      case "l", "c", "r":
        let alignment: Table.Column.Alignment =
          letter == "l" ? .left : letter == "r" ? .right : .center
        table.columns.append(.init(alignment: alignment, hasLineBefore: hasLine))
        hasLine = false
      case "|":
        if table.columns.isEmpty {
          hasLine = true
        } else {
          table.columns[table.columns.count - 1].hasLineAfter = true
        }
      default:
        report(
          "'\(letter)' is not a column type", at: brace,
          hint: "use l, c or r, and | for a line between columns")
        return
      }
    }
  }

  /// Skips the `[1em]` or the star after `\\`.
  private mutating func skipGap() {
    if cursor.adjacentCharacter() == "*" { cursor.advance() }
    guard cursor.adjacentCharacter() == "[" else { return }
    var count = 1
    while let character = cursor.adjacentCharacter(after: count), character != "]" { count += 1 }
    guard cursor.adjacentCharacter(after: count) == "]" else { return }
    for _ in 0...count { cursor.advance() }
  }

  /// Parses the `\hline` before a row.
  private mutating func skipLines(of table: inout Table) {
    while let token = cursor.peek(), token.kind == .command("hline") {
      cursor.advance()
      table.lines.insert(table.rows.count - 1)
    }
  }

  /// Parses the braces of `\substack`.
  mutating func substack(of owner: Token) -> Formula {
    guard let brace = cursor.peek(), brace.isCharacter("{") else {
      report("'\(owner.text)' needs its rows in braces", at: owner)
      return .row([])
    }
    cursor.advance()
    openings += [.group, .table]
    defer { openings.removeLast(2) }
    var rows = [[Formula.joining(row())]]
    while let token = cursor.peek(), token.isNewRow {
      cursor.advance()
      skipGap()
      rows.append([.joining(row())])
    }
    if rows.last == [.row([])] && rows.count > 1 { rows.removeLast() }
    if cursor.peek()?.isCharacter("}") == true {
      cursor.advance()
    } else if cursor.peek()?.isCharacter("&") == true {
      report(
        "'&' is not allowed here", at: cursor.peek() ?? owner, hint: "each row has only one cell")
      cursor.finish()
    } else {
      report("this '{' is not closed", at: brace)
    }
    return .table(Table(rows: rows, environment: .subarray))
  }
}
