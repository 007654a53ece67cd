public import HTML

extension [Block] {
  /// The blocks as HTML.
  public var html: HTML {
    var html = HTML()
    for (index, block) in enumerated() {
      if index > 0 { html += "\n" }
      html += block.html
    }
    return html
  }
}

extension Block {
  /// The block as HTML.
  public var html: HTML {
    switch self {
    case .paragraph(let text, let style): "<p\(style.attribute)>\(text.html)</p>"
    case .phrase(let text): text.html
    case .heading(let text, let level, let id):
      Self.heading(text, level: level, id: id)
    case .list(let list): list.html
    case .facts(let facts):
      "<dl class=\"facts\">\n\(facts.map { "\($0.html)\n" as HTML })</dl>"
    case .keyFigures(let facts):
      "<dl class=\"figures wide\">\n\(facts.map { "<div>\($0.html)</div>\n" as HTML })</dl>"
    case .table(let table): table.html
    case .picture(let picture): picture.html
    case .marked(let text, let isFocusable): text.block(isFocusable: isFocusable)
    case .legend(let legend): legend.html
    case .quote(let blocks): "<blockquote>\(blocks.html)</blockquote>"
    case .note(let kind, let blocks): Self.note(kind, blocks)
    case .finding(let id, let headline, let blocks):
      """
      <aside class="finding"\(labelledBy: id)><p class="label">Finding</p>
      <h3\(id: id)>\(headline.html)</h3>
      \(blocks.html)</aside>
      """
    case .rule: "<hr>"
    case .code(let text, let language): Self.code(text, language)
    case .equation(let equation): equation.html
    case .figure(let figure): figure.html
    case .claim(let claim): claim.html
    case .group(let blocks, let group): group.html(around: blocks.html)
    case .rendered(let own, _): own.html
    case .control(let html): html
    case .footnotes(let notes): Self.html(of: notes)
    case .slot: HTML()
    }
  }

  private static func heading(_ text: Phrase, level: Int, id: String?) -> HTML {
    let name = "h\(Swift.max(1, Swift.min(6, level)))"
    return "<\(name)\(id: id)>\(text.html)</\(name)>"
  }

  private static func note(_ kind: String, _ blocks: [Block]) -> HTML {
    if kind == "answer" {
      return "<details class=\"answer\"><summary>Answer</summary>\n\(blocks.html)\n</details>"
    }
    guard kind != "note" else { return "<aside class=\"note\">\n\(blocks.html)\n</aside>" }
    return """
      <aside class="note \(kind)"><p class="label">\(kind.capitalizedFirst)</p>
      \(blocks.html)
      </aside>
      """
  }

  private static func code(_ text: String, _ language: String) -> HTML {
    let name = language.isEmpty ? "" : " class=\"language-\(language)\"" as HTML
    return "<pre tabindex=\"0\"><code\(name)>\(text)</code></pre>"
  }

  private static func html(of notes: [Footnote]) -> HTML {
    let items = notes.map { note -> HTML in
      "<li\(id: "fn-\(note.name)")>\(note.blocks.html)</li>\n"
    }
    return "<section class=\"footnotes\">\n<ol>\n\(items)</ol>\n</section>"
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Block.Fact {
  fileprivate var html: HTML { "<dt>\(name.html)</dt><dd>\(text.html)</dd>" }
}

extension Block.List {
  fileprivate var html: HTML {
    let items = items.map { item -> HTML in
      // A single phrase needs no paragraph.
      if case .phrase(let phrase)? = item.first, item.count == 1 {
        return "<li>\(phrase.html)</li>\n"
      }
      return "<li>\(item.html)</li>\n"
    }
    guard let start else { return "<ul\(style.attribute)>\n\(items)</ul>" }
    let first = start == 1 ? "" : " start=\"\(start)\"" as HTML
    return "<ol\(style.attribute)\(first)>\n\(items)</ol>"
  }
}

extension Block.Group {
  fileprivate func html(around content: HTML) -> HTML {
    let names = [style?.name, choice.map { "by-\($0)" }].compactMap(\.self)
    let style = names.isEmpty ? nil : Style(names.joined(separator: " "))
    let label = name.map { " aria-label=\"\($0)\"" as HTML } ?? ""
    if isSection { return "<section\(style.attribute)\(label)>\n\(content)\n</section>" }
    let role = name == nil ? "" : " role=\"group\"" as HTML
    return "<div\(id: id)\(style.attribute)\(role)\(label)>\(content)</div>"
  }
}

extension Picture {
  /// The picture as HTML: a drawing that assistive technology names by its title and description.
  public var html: HTML {
    let svg: HTML = """
      <svg \(attributes) role="img"\(labelledBy: "\(id)-t \(id)-d")><title\(id: "\(id)-t")>\(title)</title>\
      <desc\(id: "\(id)-d")>\(description)</desc>\(drawing)</svg>
      """
    return frame.map { "<div class=\"\($0.name)\">\(svg)</div>" } ?? svg
  }
}

extension Block.Equation {
  fileprivate var html: HTML {
    let number = number.map { "<span class=\"number\">(\($0))</span>" as HTML } ?? ""
    return "<div class=\"equation\"\(id: id)>\(formula)\(number)</div>"
  }
}

extension Block.Figure {
  fileprivate var html: HTML {
    let label = name.map { " aria-label=\"\($0)\"" as HTML } ?? ""
    return "<figure\(id: id)\(style.attribute)\(label)>\(body.html)\(captionHTML)</figure>"
  }

  private var captionHTML: HTML {
    let parts = [title.map { "<b>\($0).</b>" as HTML }, caption?.html].compactMap(\.self)
      .joined(separator: " ")
    let numbers = data.map(details) ?? ""
    return parts.isEmpty && numbers.isEmpty ? "" : "<figcaption>\(parts)\(numbers)</figcaption>"
  }

  private func details(_ table: Table) -> HTML {
    let name = title.map { "Numbers of \($0.lowercased())" } ?? "Numbers"
    return """
      <details class="numbers"><summary>\(name)</summary>\
      <div class="scroll" role="region" tabindex="0" aria-label="\(name)">\(table.html)</div></details>
      """
  }
}

extension Block.Claim {
  fileprivate var html: HTML {
    let label = title.map { " role=\"group\" aria-label=\"\($0)\"" as HTML } ?? ""
    let words = sentence.map { "<p>\(HTML.mark(holds))\($0.html)</p>\n" as HTML } ?? ""
    return """
      <div class="claim\(holds ? "" : " false")"\(id: id)\(label)>\(words)\
      <p class="measured">\(evidence.html)</p></div>
      """
  }
}

extension HTML {
  /// Draws a tick or a cross, distinguishable without colour; the word is printed beside it.
  public static func mark(_ isRight: Bool) -> HTML {
    let path = isRight ? "M1 5.5 4 8.5 9 1.5" : "M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5"
    return """
      <svg class="tick" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true" viewBox="0 0 10 10">\
      <path d="\(path)"/></svg>
      """
  }
}

extension Legend {
  fileprivate var html: HTML {
    let entries = entries.map { entry -> HTML in
      let style = entry.choice.map { Style("by-\($0)") }
      return "<p\(style.attribute)>\(entry.sentence.html)</p>\n"
    }
    return """
      <div class="legend">\(scales.map(\.html))
      \(entries)</div>
      """
  }
}

extension Legend.Steps {
  fileprivate var html: HTML {
    let kind: HTML = areShares ? "shares" : "signed"
    return """
      <div class="\(kind)"><div class="scale">\(positive.html(sign: 1))\(negative.html(sign: -1))</div>
      <p>\(note.html)</p></div>
      """
  }
}

extension Legend.Scale {
  fileprivate func html(sign: Int) -> HTML {
    let samples = values.enumerated().map { index, value -> HTML in
      "<li>\(Phrase(.sample(value, .step(sign * (index + 1)))).html)</li>"
    }
    return "<div><p>\(meaning) <span>\(line)</span></p><ol>\(samples)</ol></div>"
  }
}
