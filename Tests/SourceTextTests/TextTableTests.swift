import SourceText
import Testing

/// Tables of text.
struct TextTableTests {
  private static let words = [
    "film", "映画", "e\u{301}te\u{301}", "👩‍👩‍👧", "", "한국 영화", "ｱﾆﾒ", "❤\u{FE0F}",
  ]

  private static func table(_ overflow: TextTable.Overflow = .whole) -> TextTable {
    TextTable(
      [
        TextTable.Column("Word", overflow: overflow),
        TextTable.Column("Score", isRightAligned: true),
        TextTable.Column("Remark"),
      ], rows: words.map { [$0, "−0.1", "|"] }, indent: 2)
  }

  @Test func `columns start at the same display column in words of every script`() {
    let lines = Self.table().lines()
    let starts = lines.dropFirst().map { $0.prefix { $0 != "|" }.displayWidth }
    #expect(starts == Array(repeating: 20, count: Self.words.count))
    #expect(lines[0] == "  Word       Score  Remark")
    #expect(lines[1] == "  film        −0.1  |")
  }

  @Test func `no line ends in spaces`() {
    let table = TextTable(
      [TextTable.Column("a"), TextTable.Column("b", isRightAligned: true), TextTable.Column("c")],
      rows: [["x"], ["x", "1", ""], ["x", "1", "long"]])
    #expect(table.lines().allSatisfy { !$0.hasSuffix(" ") })
  }

  @Test(arguments: [4, 10, 20, 26, 40], [TextTable.Overflow.whole, .cut, .wrap])
  func `a fitted table has all columns, and lines that fit where the widest column does`(
    width: Int, overflow: TextTable.Overflow
  ) {
    let lines = Self.table(overflow).lines(fitting: width)
    // The first column and the widest other one always stand side by side.
    #expect(lines.allSatisfy { $0.displayWidth <= max(width, 2 + 9 + 2 + 6) })
    for title in ["Word", "Score", "Remark"] {
      #expect(lines.contains { $0.contains(title) })
    }
  }

  @Test func `headings wrap before columns continue below`() {
    let table = TextTable(
      [TextTable.Column("Word")]
        + ["Integrated gradients", "Occlusion"].map { TextTable.Column($0, isRightAligned: true) },
      rows: [["film", "+1.0", "+2.0"]])
    #expect(
      table.text(fitting: 27) == """
              Integrated
        Word   gradients  Occlusion
        film        +1.0       +2.0
        """)
    #expect(
      table.text(fitting: 20) == """
              Integrated
        Word   gradients
        film        +1.0

        Word  Occlusion
        film       +2.0
        """)
  }

  @Test func `a long cell is cut or wrapped by display width`() {
    let columns = { overflow in
      [
        TextTable.Column("Word", overflow: overflow),
        TextTable.Column("Score", isRightAligned: true),
      ]
    }
    let rows = [["とても面白い映画", "+1.0"]]
    #expect(
      TextTable(columns(.cut), rows: rows).text(fitting: 19) == """
        Word          Score
        とても面白…    +1.0
        """)
    #expect(
      TextTable(columns(.wrap), rows: rows).text(fitting: 19) == """
        Word          Score
        とても面白い   +1.0
        映画
        """)
  }

  @Test func `groups stand above their rows`() {
    var table = TextTable([TextTable.Column("a"), TextTable.Column("b")], indent: 2)
    table.rows = [.group("first"), .cells(["x", "y"])]
    #expect(table.lines() == ["  a  b", "  first", "  x  y"])
    #expect(table.markdown == "| a | b |\n| --- | --- |\n| **first** |  |\n| x | y |\n")
  }

  @Test func `rows of any length, and tables without rows or columns, have lines`() {
    let columns = [TextTable.Column("a"), TextTable.Column("b")]
    #expect(TextTable(columns, rows: [[], ["1", "2", "3"]]).lines() == ["a  b", "", "1  2"])
    #expect(TextTable(columns).lines() == ["a  b"])
    #expect(TextTable([], rows: [["1"]]).lines(fitting: 3) == [])
  }

  @Test func `Markdown tables escape what reviews say`() {
    let table = TextTable(
      [TextTable.Column("Wo|rd"), TextTable.Column("Score", isRightAligned: true)],
      rows: [["a|b\n<i>*c*", "[x](y) `"]])
    #expect(
      table.markdown == """
        | Wo\\|rd | Score |
        | --- | ---: |
        | a\\|b \\<i\\>\\*c\\* | \\[x\\](y) \\` |

        """)
  }
}
