public import HTML
import SourceText

extension Phrase {
  /// The phrase as HTML.
  public var html: HTML {
    var html = HTML()
    write(to: &html)
    return html
  }

  func write(to html: inout HTML) {
    for piece in pieces { Self.write(piece, to: &html) }
  }

  private static func write(_ piece: Piece, to html: inout HTML) {
    switch piece {
    case .text(let text): html.append(text: text)
    case .strong(let inner): html += "<strong>\(inner.html)</strong>"
    case .title(let inner): html += "<b>\(inner.html)</b>"
    case .emphasis(let inner): html += "<em>\(inner.html)</em>"
    case .deleted(let inner): html += "<del>\(inner.html)</del>"
    case .small(let inner): html += "<small>\(inner.html)</small>"
    case .secondary(let inner): html += "<span class=\"sub\">\(inner.html)</span>"
    case .span(let inner, let style, let title):
      let tip = title.map { "\(tooltip: $0)" as HTML } ?? ""
      html += "<span\(style.attribute)\(tip)>\(inner.html)</span>"
    case .code(let text): html += "<code>\(text)</code>"
    case .superscript(let text): html += "<sup>\(text)</sup>"
    case .data(let value, let text): html += "<data value=\"\(value)\">\(text)</data>"
    case .date(let text): html += "<time datetime=\"\(text)\">\(text)</time>"
    case .link(let inner, let address, let isCurrent):
      let current: HTML = isCurrent ? " aria-current=\"page\"" : ""
      html += "<a\(href: address)\(current)>\(inner.html)</a>"
    case .formula(let formula, _): html += formula
    case .footnote(let name):
      html += "<sup class=\"footnote-ref\"><a\(href: "#fn-\(name)")>\(name)</a></sup>"
    case .marked(let text): html += "<span class=\"excerpt\" dir=\"auto\">\(text.html)</span>"
    case .sample(let text, let sample): html += sample.html(text)
    case .term(let word, let meaning, let id):
      html += """
        <button type="button" class="term"\(popover: id)>\(word.html)</button>\
        <span class="meaning" popover\(id: id)>\(meaning.html)</span>
        """
    case .lineBreak: html += "<br>"
    case .breakOpportunity: html += "<wbr>"
    case .graphic(let picture): html += picture
    case .rendered(let own, _): html += own
    case .slot: break
    }
  }
}

extension Style? {
  /// The `class` attribute with a space before it; empty without a style.
  var attribute: HTML { map { " class=\"\($0.name)\"" } ?? "" }
}

extension MarkedText {
  /// The words as HTML, each in a separate element.
  ///
  /// Words of the two strongest steps in the text stay marked in viewers that drop all styles: bold if they support the target
  /// class, underlined if they oppose it.
  var html: HTML {
    var html = HTML()
    let strongest = strongest
    for segment in segments {
      switch segment {
      case .plain(let text): html += HTML(review: text)
      case .unread(let text, _): html += "<s class=\"unread\">\(HTML(review: text))</s>"
      case .word(let text, let mark):
        let element = mark.element(strongest: strongest)
        html += "<"
        html += element
        mark.writeAttributes(to: &html)
        html += ">"
        html += HTML(review: text)
        html += "</"
        html += element
        html += ">"
      }
    }
    return html
  }
}

extension MarkedText.Mark {
  private static let classes = Dictionary(
    uniqueKeysWithValues: (1...steps).flatMap { [($0, "p\($0)"), (-$0, "n\($0)")] })

  /// The class of a step; nil for 0.
  fileprivate static func name(of step: Int) -> String? {
    classes[max(-steps, min(steps, step))]
  }

  fileprivate func element(strongest: Int) -> HTML {
    guard step != 0, abs(step) >= strongest - 1 else { return "span" }
    return step > 0 ? "b" : "u"
  }

  fileprivate var attributes: HTML {
    var html = HTML()
    writeAttributes(to: &html)
    return html
  }

  /// A page has hundreds of words, so the attributes are written without temporary texts.
  fileprivate func writeAttributes(to html: inout HTML) {
    html += isKnown ? " class=\"t" : " class=\"t unknown"
    if let name = Self.name(of: step) {
      html += " "
      html.append(text: name)
    }
    // Methods mostly agree, so a class stands only where another method gives the word another step.
    for (slot, other) in others.enumerated() where other != step {
      html += " b\(slot + 1)-"
      html.append(text: Self.name(of: other) ?? "0")
    }
    if isAlone { html += " alone" }
    if let rank {
      html += " r"
      html.append(text: String(rank))
    }
    html += "\""
    if let id { html += "\(id: id)" }
    // Marked words take part in the order of the keyboard; the numbers of the others are in the table of all words.
    if let values { html += "\(values: values, isFocusable: step != 0)" }
  }
}

extension MarkSample {
  fileprivate func html(_ text: String) -> HTML {
    switch self {
    case .step(let step):
      let mark = MarkedText.Mark(step: step)
      let element = mark.element(strongest: abs(step))
      return "<\(element)\(mark.attributes)>\(text)</\(element)>"
    case .flat: return "<span class=\"sample t flat\">\(text)</span>"
    case .unknown: return "<span class=\"sample unknown\">\(text)</span>"
    case .unread: return "<s class=\"sample unread\">\(text)</s>"
    }
  }
}
