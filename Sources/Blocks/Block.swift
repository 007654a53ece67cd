public import HTML

/// A part of a page that stands by itself.
public indirect enum Block: Hashable, Sendable {
  /// A paragraph.
  case paragraph(Phrase, style: Style? = nil)
  /// A line of text that is no paragraph, such as the name of a plot.
  case phrase(Phrase)
  /// A heading.
  case heading(Phrase, level: Int, id: String? = nil)
  /// A list.
  case list(List)
  /// Names with descriptions.
  case facts([Fact])
  /// A few numbers in large print, with their names.
  case keyFigures([Fact])
  /// A table.
  case table(Table)
  /// A picture.
  case picture(Picture)
  /// A paragraph of marked words.
  case marked(MarkedText, isFocusable: Bool = false)
  /// The legend of marked words.
  case legend(Legend)
  /// A quotation.
  case quote([Block])
  /// A remark beside the text: "note", "tip", "important", "warning" or "caution"; or an "answer", folded on pages.
  case note(kind: String, [Block])
  /// A result under a headline, with its evidence.
  case finding(id: String, headline: Phrase, [Block])
  /// A break between two topics.
  case rule
  /// Literal text.
  case code(String, language: String = "")
  /// A displayed formula.
  case equation(Equation)
  /// Blocks with a number and a caption.
  case figure(Figure)
  /// A claim with its result.
  case claim(Claim)
  /// Blocks that belong together.
  case group([Block], Group = Group())
  /// Blocks for pages, and those that replace them in all other formats.
  case rendered([Block], elsewhere: [Block])
  /// Controls, navigation, or whatever else exists on pages only.
  case control(HTML)
  /// The texts of footnotes, by name.
  case footnotes([Footnote])
  /// A place that is filled for each page.
  case slot(Int)
}

extension Block {
  /// A list.
  public struct List: Hashable, Sendable {
    /// The contents of the items.
    public var items: [[Block]]
    /// The number of the first item; nil for a list without numbers.
    public var start: Int?
    /// The style.
    public var style: Style?

    /// Creates a list.
    public init(_ items: [[Block]], start: Int? = nil, style: Style? = nil) {
      self.items = items
      self.start = start
      self.style = style
    }
  }

  /// A name with its description.
  public struct Fact: Hashable, Sendable {
    /// The name.
    public let name: Phrase
    /// The description.
    public let text: Phrase

    /// Creates a fact.
    public init(_ name: Phrase, _ text: Phrase) {
      self.name = name
      self.text = text
    }
  }

  /// The role of a group.
  public struct Group: Hashable, Sendable {
    /// The style.
    public var style: Style?
    /// The id, for links.
    public var id: String?
    /// The accessible name.
    public var name: String?
    /// Whether the group is a section of the page.
    public var isSection: Bool
    /// The method to which the group belongs, among those that a reader of a page may choose; other formats show the first.
    public var choice: Int?

    /// Creates a role.
    public init(
      _ style: Style? = nil, id: String? = nil, name: String? = nil, isSection: Bool = false,
      choice: Int? = nil
    ) {
      self.id = id
      self.style = style
      self.name = name
      self.isSection = isSection
      self.choice = choice
    }
  }

  /// The text of a footnote.
  public struct Footnote: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The text.
    public let blocks: [Block]

    /// Creates a footnote.
    public init(name: String, blocks: [Block]) {
      self.name = name
      self.blocks = blocks
    }
  }

  /// A displayed formula.
  public struct Equation: Hashable, Sendable {
    /// The formula as MathML.
    public let formula: HTML
    /// The formula as TeX.
    public let tex: String
    /// The number at its side.
    public let number: Int?
    /// The id, for links.
    public let id: String?

    /// Creates an equation.
    public init(_ formula: HTML, tex: String, number: Int? = nil, id: String? = nil) {
      self.formula = formula
      self.tex = tex
      self.number = number
      self.id = id
    }
  }

  /// Blocks with a number, a caption and, on pages, their numbers on demand.
  public struct Figure: Hashable, Sendable {
    /// The content.
    public var body: [Block]
    /// The title, such as "Figure 1".
    public var title: String?
    /// The id, for links.
    public var id: String?
    /// A description for readers who cannot see the figure.
    public var name: String?
    /// The caption.
    public var caption: Phrase?
    /// The data of a picture as a table.
    public var data: Table?
    /// The style.
    public var style: Style?

    /// Creates a figure.
    public init(
      _ body: [Block], title: String? = nil, id: String? = nil, name: String? = nil,
      caption: Phrase? = nil, data: Table? = nil, style: Style? = nil
    ) {
      self.body = body
      self.title = title
      self.id = id
      self.name = name
      self.caption = caption
      self.data = data
      self.style = style
    }
  }

  /// A claim with its result.
  public struct Claim: Hashable, Sendable {
    /// Whether the claim holds.
    public let holds: Bool
    /// The title, such as "Claim 1"; nil for a claim without a label.
    public let title: String?
    /// The id, for links.
    public let id: String?
    /// The claim as a sentence.
    public let sentence: Phrase?
    /// The result and the measurements.
    public let evidence: Phrase

    /// Creates a claim.
    public init(
      holds: Bool, title: String? = nil, id: String? = nil, sentence: Phrase?, evidence: Phrase
    ) {
      self.holds = holds
      self.title = title
      self.id = id
      self.sentence = sentence
      self.evidence = evidence
    }
  }
}

/// A picture: a drawing for pages, and a description for all other formats and for screen readers.
public struct Picture: Hashable, Sendable {
  /// The name of the picture.
  public var title: String
  /// A description that replaces the picture.
  public var description: String
  /// The id, unique among the pictures of a page.
  public var id: String
  /// The attributes of the SVG element: its size, and the style if it has one.
  public var attributes: HTML
  /// The content of the SVG element.
  public var drawing: HTML
  /// The style of the element around the picture; nil for none.
  public var frame: Style?

  /// Creates a picture.
  public init(
    title: String, description: String, id: String, attributes: HTML, drawing: HTML,
    frame: Style? = nil
  ) {
    self.title = title
    self.description = description
    self.id = id
    self.attributes = attributes
    self.drawing = drawing
    self.frame = frame
  }
}

extension [Block] {
  /// Returns the blocks with their slots filled.
  package func filled(
    phrases: (Int) -> Phrase, blocks: (Int) -> [Block]
  ) -> [Block] {
    flatMap { block -> [Block] in
      switch block {
      case .slot(let slot): blocks(slot)
      case .paragraph(let phrase, let style): [.paragraph(phrase.filled(by: phrases), style: style)]
      case .phrase(let phrase): [.phrase(phrase.filled(by: phrases))]
      case .heading(let phrase, let level, let id):
        [.heading(phrase.filled(by: phrases), level: level, id: id)]
      case .list(let list):
        [.list(list.mapItems { $0.filled(phrases: phrases, blocks: blocks) })]
      case .table(let table):
        [.table(table.filled(by: phrases))]
      case .quote(let inner): [.quote(inner.filled(phrases: phrases, blocks: blocks))]
      case .note(let kind, let inner):
        [.note(kind: kind, inner.filled(phrases: phrases, blocks: blocks))]
      case .footnotes(let notes):
        [
          .footnotes(
            notes.map {
              Block.Footnote(
                name: $0.name, blocks: $0.blocks.filled(phrases: phrases, blocks: blocks))
            })
        ]
      default: [block]
      }
    }
  }
}

extension Block.List {
  fileprivate func mapItems(_ change: ([Block]) -> [Block]) -> Block.List {
    Block.List(items.map(change), start: start, style: style)
  }
}

extension Table {
  /// Fills the slots of an author's table, which has no foot and no groups.
  fileprivate func filled(by filling: (Int) -> Phrase) -> Table {
    Table(
      columns: columns.map { Column($0.title.filled(by: filling), $0.head) },
      rows: rows.map { row in
        Row(
          row.cells.map { Cell($0.content.filled(by: filling), isHeader: $0.isHeader) })
      })
  }
}
