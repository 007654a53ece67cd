/// An element of XML, or a text, as a tree: only what these tests need to look at formulas.
struct Element: Hashable {
  /// The tag; empty for a text.
  var name: String
  /// A text's characters.
  var text = ""
  /// What is inside.
  var children: [Element] = []

  /// Reads markup; nil when its tags don't balance.
  init?(parsing markup: String) {
    var open = [Element(name: "")]
    // By scalars, since a bracket and the arrow of a vector behind it are one character.
    for piece in markup.unicodeScalars.split(separator: "<") {
      let sides = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard sides.count == 2, var last = open.popLast() else { return nil }
      let tag = sides[0]
      let name = String(tag.prefix { $0.isLetter })
      if tag.hasPrefix("/") {
        guard last.name == tag.dropFirst(), var parent = open.popLast() else { return nil }
        parent.children.append(last)
        last = parent
      } else if tag.hasSuffix("/") {
        last.children.append(Element(name: name))
      } else {
        open.append(last)
        last = Element(name: name)
      }
      if !sides[1].isEmpty { last.children.append(Element(name: "", text: sides[1])) }
      open.append(last)
    }
    guard open.count == 1, open[0].children.count == 1 else { return nil }
    self = open[0].children[0]
  }

  private init(name: String, text: String = "") {
    self.name = name
    self.text = text
  }

  /// The number of elements in it, itself included.
  var count: Int { children.reduce(1) { $0 + $1.count } }

  /// The element as text, its attributes left out.
  var markup: String {
    name.isEmpty ? text : "<\(name)>\(children.map { $0.markup }.joined())</\(name)>"
  }

  /// The element without what converters may choose freely.
  ///
  /// - attributes, as the spacing of operators and the classes of tables;
  /// - spaces: `mspace`, and no-break for plain spaces in texts;
  /// - invisible operators: function application, and the mark for a missing bracket;
  /// - `mrow` where it changes nothing: inside of a row, and around a single element;
  /// - the variation selector behind script letters;
  /// - the arrow of a vector, which as a combining character stands to the left of its letter.
  var normalized: Element {
    var result = self
    result.text = String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0 != "\u{FE00}" }
          .map { $0 == "\u{A0}" ? " " : $0 == "\u{20D7}" ? "→" : $0 }))
    let inner = children.map { $0.normalized }.filter { !$0.isInvisible }
    let isRow = ["math", "mrow", "mtd", "msqrt"].contains(name)
    result.children = inner.flatMap { isRow && $0.name == "mrow" ? $0.children : [$0] }
    return name == "mrow" && result.children.count == 1 ? result.children[0] : result
  }

  private var isInvisible: Bool {
    name == "mspace"
      || name == "mo" && ["&ApplyFunction;", "\u{2061}", "\u{2063}"].contains(children.first?.text)
  }
}
