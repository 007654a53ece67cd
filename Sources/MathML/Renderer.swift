import HTML

/// Renders a formula as MathML Core.
///
/// Browsers space operators by MathML's operator dictionary; explicit spacing is written only where TeX differs: signs before a
/// number, operators in scripts, and functions.
///
/// - Source: *MathML Core*, W3C, sections 3.2.4 (operators) and 3.4 (scripts),
///   <https://www.w3.org/TR/mathml-core/>.
struct Renderer {
  /// Whether limits are placed below and above functions; browsers place those of sums.
  let isDisplay: Bool
  /// Whether this is a subscript or a superscript, where operators have no space around them.
  var isScript = false

  var script: Renderer { Renderer(isDisplay: false, isScript: true) }
  private var inline: Renderer { Renderer(isDisplay: false, isScript: isScript) }

  /// Renders a sequence of nodes as one element.
  func row(_ pieces: [Formula]) -> HTML {
    let elements = elements(pieces)
    return elements.count == 1 ? elements[0] : "<mrow>\(elements)</mrow>"
  }

  func elements(_ pieces: [Formula]) -> [HTML] {
    pieces.indices.flatMap { index in
      let before = index > 0 ? pieces[index - 1] : nil
      let after = index + 1 < pieces.count ? pieces[index + 1] : nil
      let piece = pieces[index]
      if piece.functionTakesLimits != nil { return function(piece, after: before, before: after) }
      if case .symbol(let sign, .binary) = piece, before?.awaitsOperand ?? true {
        return [self.sign(sign)]
      }
      return [element(piece)]
    }
  }

  func element(_ piece: Formula) -> HTML {
    switch piece {
    case .identifier(let name, let isUpright):
      isUpright ? "<mi mathvariant=\"normal\">\(name)</mi>" : "<mi>\(name)</mi>"
    case .number(let digits): "<mn>\(digits)</mn>"
    case .symbol(let sign, let role): symbol(sign, role)
    case .function(let name, _): "<mi>\(name)</mi>"
    // MathML drops plain spaces at the start and end of a text.
    case .text(let words): "<mtext>\(String(words.map { $0 == " " ? "\u{A0}" : $0 }))</mtext>"
    case .space(let width): space(width)
    case .row(let pieces): row(pieces)
    case .fraction(let numerator, let denominator, let style):
      "<mfrac\(attributes(of: style))>\(inline.row([numerator]))\(inline.row([denominator]))</mfrac>"
    case .root(let radicand, nil): "<msqrt>\(row([radicand]))</msqrt>"
    case .root(let radicand, let index?):
      "<mroot>\(row([radicand]))\(script.row([index]))</mroot>"
    case .scripts(let base, let below, let above): scripts(base, below: below, above: above)
    case .accent(let base, let accent): self.accent(accent, on: base)
    case .fence(let opening, let pieces, let closing):
      fence(opening, around: elements(pieces), closing)
    case .table(let table): self.table(table)
    case .largeBracket(let sign, let role, let size): bracket(sign, role, size: size)
    case .middle(let sign):
      "<mo form=\"infix\" stretchy=\"true\" lspace=\"0.1667em\" rspace=\"0.1667em\">\(sign)</mo>"
    case .stacked(let base, let below, let above): stacked(base, below: below, above: above)
    case .largeOperator(let body): row([body])
    case .limits(.symbol(let sign, .sum), let areStacked),
      .limits(.symbol(let sign, .integral), let areStacked):
      areStacked ? "<mo movablelimits=\"false\">\(sign)</mo>" : "<mo>\(sign)</mo>"
    case .limits(let body, _): element(body)
    case .spaced(let body, let role): spaced(body, role)
    case .binomial(let upper, let lower, let style):
      fence(
        "(",
        around: [
          "<mfrac linethickness=\"0\"\(attributes(of: style))>\(inline.row([upper]))\(inline.row([lower]))</mfrac>"
        ], ")")
    case .resized(let size, let pieces): resized(size, pieces)
    case .coloured(let body, let colour):
      "<mstyle mathcolor=\"\(colour)\">\(row(body.pieces))</mstyle>"
    case .boxed(let body): "<mrow class=\"boxed\">\(elements(body.pieces))</mrow>"
    case .phantom(let body, let room): phantom(body, room)
    }
  }

  private func symbol(_ sign: String, _ role: Formula.Role) -> HTML {
    // These two look the same as opening and closing brackets, so the form must be explicit.
    let isAmbiguous = sign == "|" || sign == "‖"
    return switch role {
    case .mark, .sum, .integral: "<mo>\(sign)</mo>"
    case .ordinary: "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">\(sign)</mo>"
    case .binary, .relation, .punctuation:
      isScript ? "<mo lspace=\"0\" rspace=\"0\">\(sign)</mo>" : "<mo>\(sign)</mo>"
    case .opening:
      "<mo stretchy=\"false\"\(isAmbiguous ? " form=\"prefix\"" : "" as HTML)>\(sign)</mo>"
    case .closing:
      "<mo stretchy=\"false\"\(isAmbiguous ? " form=\"postfix\"" : "" as HTML)>\(sign)</mo>"
    }
  }

  /// Renders an operator with nothing to its left, such as the minus of −1.
  private func sign(_ sign: String) -> HTML {
    "<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">\(sign)</mo>"
  }

  private func function(
    _ function: Formula, after previous: Formula?, before next: Formula?
  ) -> [HTML] {
    let thin = 3.0 / 18
    var elements = [element(function)]
    if let previous, !previous.awaitsOperand { elements.insert(space(thin), at: 0) }
    if let next, next.isOperand {
      elements.append("<mo>\u{2061}</mo>")
      if !next.isBracketed { elements.append(space(thin)) }
    }
    return elements
  }

  func space(_ width: Double) -> HTML {
    let rounded = (width * 10_000).rounded() / 10_000
    return "<mspace width=\"\("\(rounded)em")\"></mspace>"
  }

  private func attributes(of style: Formula.FractionStyle) -> HTML {
    switch style {
    case .inherited: ""
    case .display: " displaystyle=\"true\""
    case .text: " displaystyle=\"false\""
    }
  }

  private func scripts(_ base: Formula, below: Formula?, above: Formula?) -> HTML {
    let element = row([base])
    let low = below.map { script.row([$0]) }
    let high = above.map { script.row([$0]) }
    let hasLimits = hasLimits(base)
    return switch (low, high, hasLimits) {
    case (let low?, let high?, false): "<msubsup>\(element)\(low)\(high)</msubsup>"
    case (let low?, let high?, true): "<munderover>\(element)\(low)\(high)</munderover>"
    case (let low?, nil, false): "<msub>\(element)\(low)</msub>"
    case (let low?, nil, true): "<munder>\(element)\(low)</munder>"
    case (nil, let high?, false): "<msup>\(element)\(high)</msup>"
    case (nil, let high?, true): "<mover>\(element)\(high)</mover>"
    case (nil, nil, _): element
    }
  }

  private func hasLimits(_ base: Formula) -> Bool {
    if case .limits(_, let areStacked) = base { return areStacked }
    return base.hasLimits || isDisplay && base.functionTakesLimits == true
  }

  private func accent(_ accent: Formula.Accent, on base: Formula) -> HTML {
    let mark = mark(of: accent, on: base)
    return accent.isAbove
      ? "<mover accent=\"true\">\(row([base]))\(mark)</mover>"
      : "<munder accentunder=\"true\">\(row([base]))\(mark)</munder>"
  }

  private func mark(of accent: Formula.Accent, on base: Formula) -> HTML {
    // Few fonts have wide tildes, so the tilde is scaled with its base.
    if accent.mark == "~" {
      let percent = min(250, 65 * base.letters)
      return base.letters < 2
        ? "<mo stretchy=\"false\">˜</mo>"
        : "<mo stretchy=\"true\" mathsize=\"\("\(percent)%")\">~</mo>"
    }
    let size: HTML = accent.size == 1 ? "" : " mathsize=\"\("\(Int(accent.size * 100))%")\""
    return "<mo stretchy=\"\(accent.stretches ? "true" : "false")\"\(size)>\(accent.mark)</mo>"
  }

  func fence(_ opening: String?, around body: [HTML], _ closing: String?) -> HTML {
    let left = opening.map { "<mo form=\"prefix\" stretchy=\"true\">\($0)</mo>" as HTML }
    let right = closing.map { "<mo form=\"postfix\" stretchy=\"true\">\($0)</mo>" as HTML }
    return "<mrow>\(left ?? "")\(body)\(right ?? "")</mrow>"
  }
}
