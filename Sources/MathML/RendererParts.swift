import HTML

/// Tables, brackets of a given size, and content over, under or in place of other content.
extension Renderer {
  func table(_ table: Table) -> HTML {
    let environment = table.environment
    let cells = Renderer(isDisplay: environment.isDisplay, isScript: isScript)
    let rows = table.rows.enumerated().map { number, row -> HTML in
      let contents = row.enumerated().map { column, cell -> HTML in
        "<mtd\(attributes(ofColumn: column, of: table))>\(cells.elements(cell.pieces))</mtd>"
      }
      return "<mtr\(attributes(ofRow: number, of: table))>\(contents)</mtr>"
    }
    let style: HTML =
      environment.isDisplay
      ? " displaystyle=\"true\"" : environment == .smallmatrix ? " scriptlevel=\"1\"" : ""
    let whole: HTML = "<mtable class=\"\(environment.kind)\"\(style)>\(rows)</mtable>"
    guard let brackets = environment.brackets else { return whole }
    return fence(brackets.opening, around: [whole], brackets.closing)
  }

  private func attributes(ofColumn number: Int, of table: Table) -> HTML {
    guard table.columns.indices.contains(number) else { return "" }
    let column = table.columns[number]
    let names =
      (column.alignment == .center ? [] : [column.alignment.rawValue])
      + (column.hasLineBefore ? ["line-before"] : []) + (column.hasLineAfter ? ["line-after"] : [])
    return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
  }

  private func attributes(ofRow number: Int, of table: Table) -> HTML {
    let isLast = number == table.rows.count - 1
    let names =
      (table.lines.contains(number) ? ["line-above"] : [])
      + (isLast && table.lines.contains(number + 1) ? ["line-below"] : [])
    return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
  }

  func bracket(_ sign: String, _ role: Formula.Role, size: Double) -> HTML {
    let em = "\(size)em"
    let form: HTML =
      switch role {
      case .opening: " form=\"prefix\""
      case .closing: " form=\"postfix\""
      case .relation: " form=\"infix\" lspace=\"0.2778em\" rspace=\"0.2778em\""
      default: " lspace=\"0\" rspace=\"0\""
      }
    return "<mo\(form) stretchy=\"true\" minsize=\"\(em)\" maxsize=\"\(em)\">\(sign)</mo>"
  }

  func stacked(_ base: Formula, below: Formula?, above: Formula?) -> HTML {
    // In text style, browsers would move the limits of sums beside them.
    let isSum = if case .symbol(_, .sum) = base { true } else { false }
    let body = element(isSum ? .limits(base, areStacked: true) : base)
    let low = below.map { script.row($0.pieces) }
    let high = above.map { script.row($0.pieces) }
    return switch (low, high) {
    case (let low?, let high?): "<munderover>\(body)\(low)\(high)</munderover>"
    case (let low?, nil): "<munder>\(body)\(low)</munder>"
    case (nil, let high?): "<mover>\(body)\(high)</mover>"
    case (nil, nil): body
    }
  }

  func spaced(_ body: Formula, _ role: Formula.Role) -> HTML {
    let width: Double? =
      isScript ? nil : role == .binary ? 4 / 18 : role == .relation ? 5 / 18 : nil
    let inner = element(body)
    return width.map { "<mrow>\(space($0))\(inner)\(space($0))</mrow>" } ?? inner
  }

  func resized(_ size: Formula.Size, _ pieces: [Formula]) -> HTML {
    let (isDisplay, level) =
      switch size {
      case .display: (true, 0)
      case .text: (false, 0)
      case .script: (false, 1)
      case .scriptOfScript: (false, 2)
      }
    let inner = Renderer(isDisplay: isDisplay, isScript: level > 0)
    return """
      <mstyle displaystyle="\(isDisplay ? "true" : "false")" scriptlevel="\(level)">\
      \(inner.elements(pieces))</mstyle>
      """
  }

  func phantom(_ body: Formula, _ room: Formula.Room) -> HTML {
    let hidden: HTML = "<mphantom>\(row(body.pieces))</mphantom>"
    return switch room {
    case .both: hidden
    case .width: "<mpadded height=\"0\" depth=\"0\">\(hidden)</mpadded>"
    case .height: "<mpadded width=\"0\">\(hidden)</mpadded>"
    }
  }
}
