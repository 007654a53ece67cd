import Foundation
import SourceText
import Testing

/// Columns of a terminal, compared with Python's wcwidth (`Fixtures/make-widths.py` writes its results).
struct DisplayWidthTests {
  private struct Widths: Decodable {
    /// Runs of characters that do not take one column: first, last, columns.
    let scalars: [[UInt32]]
    /// Grapheme clusters, each alone.
    let clusters: [Text]
    /// Texts of several scripts.
    let texts: [Text]

    struct Text: Decodable {
      let text: String
      let width: Int

      init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        text = try values.decode(String.self)
        width = try values.decode(Int.self)
      }
    }
  }

  private static let widths = Result {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/widths.json")
    return try JSONDecoder().decode(Widths.self, from: Data(contentsOf: file))
  }

  @Test func `every character takes as many columns as in wcwidth`() throws {
    let runs = try Self.widths.get().scalars
    var expected: [UInt32: Int] = [:]
    for run in runs where run[0] < 0x20000 || run[0] >= 0xE0000 {
      for value in run[0]...run[1] { expected[value] = Int(run[2]) }
    }
    for value in UInt32(0)..<0x20000 {
      // Unicode grows; only the table of wide characters knows characters that are newer than Swift.
      guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned
      else { continue }
      let width = String(scalar).displayWidth
      if width != expected[value, default: 1] {
        Issue.record("\(scalar.shownName) takes \(width), not \(expected[value, default: 1])")
      }
    }
    #expect("\u{2A6D6}\u{E0001}\u{30000}".displayWidth == 4)
  }

  @Test func `clusters of marks, emoji and several scripts are as wide as in wcwidth`() throws {
    let widths = try Self.widths.get()
    #expect(widths.clusters.count > 50)
    for text in widths.clusters + widths.texts {
      #expect(text.text.displayWidth == text.width, "\(text.text.debugDescription)")
    }
  }

  @Test func `a text is as wide as its clusters together`() throws {
    let clusters = try Self.widths.get().clusters
    for first in clusters {
      for second in clusters {
        for third in [nil, clusters[0], first] {
          let parts = [first, second, third].compactMap(\.self)
          let text = parts.map(\.text).joined()
          #expect(
            text.displayWidth == parts.reduce(0) { $0 + $1.width }, "\(text.debugDescription)")
        }
      }
    }
  }

  @Test func `an emoji with a skin tone takes two columns, even if it takes one alone`() {
    #expect("☝".displayWidth == 1)
    #expect("☝🏽".displayWidth == 2)
  }

  @Test func `colours take no columns`() {
    #expect("\u{1B}[1m日本\u{1B}[0m\u{1B}[4;38;5;16mab\u{1B}[0m".displayWidth == 6)
    #expect("\u{1B}".displayWidth == 0)
    #expect("\u{1B}[".displayWidth == 0)
  }

  @Test(arguments: 0...12) func `a cut text fits, and says that it was cut`(width: Int) {
    for text in ["", "a", "naïve", "日本語の映画", "👩‍👩‍👧👩‍👩‍👧", "e\u{301}e\u{301}e\u{301}"] {
      let cut = text.cut(to: width)
      #expect(cut.displayWidth <= width)
      #expect(text.displayWidth <= width ? cut == text : width == 0 || cut.hasSuffix("…"))
    }
  }

  @Test(arguments: 2...20) func `wrapped lines fit and keep all words`(width: Int) {
    for text in ["", "a fine film", "温かくて面白い 映画", "unbelievably long-winded", "👩‍👩‍👧 x 👩‍👩‍👧"] {
      let lines = text.wrapped(to: width)
      #expect(lines.allSatisfy { $0.displayWidth <= width })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func `a character that is wider than its line stands alone`() {
    #expect("日本".wrapped(to: 1) == ["日", "本"])
  }
}
