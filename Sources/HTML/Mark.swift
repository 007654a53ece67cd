extension HTML {
  /// An attribute that names an element or an address, with its place in the markup.
  ///
  /// Marks are recorded as attributes are written: by the interpolations of ``HTML/StringInterpolation``, or once for each
  /// text of other origin by ``HTMLTemplate/init(reading:isAuthors:gap:)``.
  public struct Mark: Hashable, Sendable {
    /// The role of an attribute.
    public enum Kind: Hashable, Sendable {
      /// The id of an element.
      case id
      /// The ids of other elements, separated by spaces, as in `aria-labelledby` and `for`.
      case references
      /// The name of a group of radio buttons.
      case group
      /// The `title` or the values of a `span`, `b` or `u`, or what makes it focusable; the text is not recorded.
      case tooltip
      /// The address that an `a` or an `area` leads to.
      case link
      /// The `src` of an element.
      case source
      /// The `href` of another element, which may be an id in the page, as in `use`.
      case use
      /// Another address that an element loads or sends to.
      case resource
      /// The whole `link` element of a style sheet, which also contains the mark of its address.
      case sheet
    }

    /// The role of the attribute.
    public let kind: Kind
    /// The bytes of the attribute in the markup, from its name through its closing quote.
    public private(set) var range: Range<Int>
    /// The value without escapes; empty for a tooltip and a style sheet.
    public let value: String
    /// Whether the address was written in an author's Markdown.
    public let isAuthors: Bool

    func shifted(by offset: Int) -> Mark {
      var copy = self
      copy.range = range.lowerBound + offset..<range.upperBound + offset
      return copy
    }
  }
}

extension HTML.Mark.Kind {
  /// The role of an attribute of an element; nil if it has none.
  init?(_ attribute: Substring, of element: Substring) {
    let leads = element == "a" || element == "area"
    switch attribute {
    case "id": self = .id
    case "for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls",
      "popovertarget":
      self = .references
    case "name" where element == "input": self = .group
    case "title", "data-v", "tabindex":
      guard ["span", "b", "u"].contains(element) else { return nil }
      self = .tooltip
    case "href" where leads: self = .link
    case "href" where element != "link": self = .use
    case "src": self = .source
    case "xlink:href" where leads: self = .link
    case "href", "poster", "data", "action", "xlink:href": self = .resource
    default: return nil
    }
  }
}

extension HTML.StringInterpolation {
  /// Appends ` id="…"` with an id; nothing for nil.
  public mutating func appendInterpolation(id: String?) {
    if let id { append("id", id, as: .id) }
  }

  /// Appends ` aria-labelledby="…"` with ids separated by spaces.
  public mutating func appendInterpolation(labelledBy ids: String) {
    append("aria-labelledby", ids, as: .references)
  }

  /// Appends ` href="…"` with the address that an `a` leads to.
  public mutating func appendInterpolation(href address: String) {
    append("href", address, as: .link)
  }

  /// Appends ` src="…"` with the address of a script.
  public mutating func appendInterpolation(source address: String) {
    append("src", address, as: .source)
  }

  /// Appends ` popovertarget="…"` with the id of the element that a button shows.
  public mutating func appendInterpolation(popover id: String) {
    append("popovertarget", id, as: .references)
  }

  /// Appends ` name="…"` with the name of a group of radio buttons.
  public mutating func appendInterpolation(group name: String) {
    append("name", name, as: .group)
  }

  /// Appends ` title="…"` with the tooltip of a `span`, `b` or `u`.
  public mutating func appendInterpolation(tooltip text: String) {
    append("title", text, as: .tooltip)
  }

  /// Appends ` data-v="…"` with the values of a `span`, `b` or `u`, which the style sheet shows, and ` tabindex="0"`.
  ///
  /// - Parameters:
  ///   - text: The values.
  ///   - isFocusable: Whether the keyboard reaches the element.
  public mutating func appendInterpolation(values text: String, isFocusable: Bool) {
    if isFocusable { append("tabindex", "0", as: .tooltip) }
    append("data-v", text, as: .tooltip)
  }

  private mutating func append(_ name: String, _ value: String, as kind: HTML.Mark.Kind) {
    html.markup += " "
    let start = html.markup.utf8.count
    html.markup += name
    html.markup += "=\""
    HTML.escape(value, into: &html.markup)
    html.markup += "\""
    html.marks.append(
      HTML.Mark(
        kind: kind, range: start..<html.markup.utf8.count, value: kind == .tooltip ? "" : value,
        isAuthors: false))
  }
}
