import Classifier
import Foundation
import LinearAlgebra
import Reporting
import SourceText
import TestSupport
import Testing

@Suite struct PickListTests {
  /// The picks of a text on standard input.
  private func picks(_ text: String) throws -> Picks {
    try PickList(reading: "-", standardInput: Pieces.of(text.utf8)).picks
  }

  @Test func `a picks file holds a review a line, with ids, labels and comments`() throws {
    let picks = try picks(
      """
      # What we saw.

      A warm film.
        {#slow-burn label=negative} Two hours of rain.\u{20}
      {label=1}Fine.
      {#titled title=A_Long_Night} Dark.
      """)
    #expect(picks.map(\.id) == ["review-1", "slow-burn", "review-3", "titled"])
    #expect(picks.map(\.title) == ["A warm film.", "Slow burn", "Fine.", "A Long Night"])
    #expect(picks.map(\.text) == ["A warm film.", "Two hours of rain.", "Fine.", "Dark."])
    #expect(picks.map(\.label) == [nil, .negative, "1", nil])
    #expect(
      picks.map(\.location.description) == [
        "<stdin>:3:1", "<stdin>:4:31", "<stdin>:5:10", "<stdin>:6:30",
      ])
  }

  @Test func `an escaped brace, at sign or hash begins a review`() throws {
    let picks = try picks("\\{brace}\n\\@home\n\\#one\n\\plain\n{#id} \\{x\n{#hash} #1 film")
    #expect(picks.map(\.text) == ["{brace}", "@home", "#one", "\\plain", "{x", "#1 film"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines end in any of three ways`(end: String) throws {
    let picks = try picks(["\u{FEFF}# x", "One.", "", "{#two} Two.", ""].joined(separator: end))
    #expect(picks.map(\.text) == ["One.", "Two."])
    #expect(picks.map(\.location.line) == [2, 4])
  }

  @Test func `files are read from the folder of the picks file, globs in the order of their names`()
    throws
  {
    try TemporaryFolder.use { folder in
      try folder.write("First.\n\nSecond.\r\n", to: "in/texts/Café Noir.txt")
      for name in ["pos/1_10", "pos/2_7", "neg/1_10", "neg/.hidden", "pos/x"] {
        try folder.write(name, to: "in/imdb/\(name).txt")
      }
      let path = try folder.write(
        """
        @texts/Café Noir.txt
        @imdb/*/[0-9]_?*.txt
        {#mine label=neg} @imdb/pos/x*
        """, to: "in/picks.txt")
      let picks = try PickList(reading: path).picks
      #expect(picks.map(\.id) == ["cafe-noir", "1-10", "1-10-2", "2-7", "mine"])
      #expect(
        picks.map(\.text) == ["First.\n\nSecond.", "neg/1_10", "pos/1_10", "pos/2_7", "pos/x"])
      #expect(picks.map(\.label) == [nil, .negative, .positive, .positive, "neg"])
      #expect(folder.relative(picks[1].location) == "in/imdb/neg/1_10.txt")
    }
  }

  @Test func `a glob has to ask for files whose names begin with a dot`() throws {
    try TemporaryFolder.use { folder in
      for name in ["a.txt", ".b.txt", "sub/c.txt", "sub/.d.txt", ".e/f.txt"] {
        try folder.write("Text of \(name)", to: name)
      }
      for (pattern, names) in [
        ("*.txt", ["a.txt"]), (".*.txt", [".b.txt"]), ("*/*.txt", ["sub/c.txt"]),
        ("?b.txt", []), ("[.a]*.txt", ["a.txt"]), (".e/*", [".e/f.txt"]),
      ] {
        let path = try folder.write("@\(pattern)\nLast.", to: "picks")
        let texts = (try? PickList(reading: path).picks.map(\.text)) ?? ["Last."]
        #expect(texts == names.map { "Text of \($0)" } + ["Last."], "\(pattern)")
      }
    }
  }

  @Test func `a file whose name looks like a glob is that file`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("Yes.", to: "what[1].txt")
      let path = try folder.write("@what[1].txt", to: "picks.txt")
      #expect(try PickList(reading: path).picks.map(\.text) == ["Yes."])
    }
  }

  @Test func `a written id is never taken by a made one`() throws {
    let picks = try picks("One.\nTwo.\n{#review-1} Three.\n{#review-2} Four.")
    #expect(picks.map(\.id) == ["review-1-2", "review-2-2", "review-1", "review-2"])
  }

  @Test func `tables are read by their header`() throws {
    try TemporaryFolder.use { folder in
      let kaggle = try folder.write(
        "review,sentiment\n\"One \"\"fine\"\"<br />\nfilm, really.\",positive\nBad.,negative\n",
        to: "IMDB Dataset.csv")
      let other = try folder.write("ID\tLabel\tText\n5814_8\t1\tGood.\n\t\tSo so.", to: "a.TSV")
      let first = try PickList(reading: kaggle).picks
      #expect(first.map(\.text) == ["One \"fine\"<br />\nfilm, really.", "Bad."])
      #expect(first.map(\.label) == [.positive, .negative])
      #expect(first.map(\.id) == ["review-1", "review-2"])
      let second = try PickList(reading: other).picks
      #expect(second.map(\.id) == ["5814-8", "review-2"])
      #expect(second.map(\.label) == ["1", nil])
    }
  }

  @Test func `JSON Lines are read from files and from standard input`() throws {
    let text =
      #"{"id": "a", "text": "One\ntwo", "label": "NEG"}"# + "\n" + #"{"text": "Three", "x": []}"#
    try TemporaryFolder.use { folder in
      let path = try folder.write(text, to: "a.jsonl")
      for picks in [try PickList(reading: path).picks, try picks(text)] {
        #expect(picks.map(\.id) == ["a", "review-2"])
        #expect(picks.map(\.text) == ["One\ntwo", "Three"])
        #expect(picks.map(\.label) == ["NEG", nil])
      }
    }
  }

  @Test func `a folder is read with its labels`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("b", to: "flat/b.txt")
      try folder.write("a", to: "flat/deep/a.txt")
      try folder.write("no", to: "flat/notes.md")
      #expect(try PickList(reading: folder["flat"]).picks.map(\.id) == ["b", "a"])
      try folder.write("good", to: "test/pos/0_9.txt")
      try folder.write("bad", to: "test/neg/0_1.txt")
      try folder.write("http://", to: "test/urls.txt")
      let picks = try PickList(reading: folder["test"]).picks
      #expect(picks.map(\.id) == ["0-1", "0-9"])
      #expect(picks.map(\.label) == [.negative, .positive])
      #expect(try PickList(reading: folder["test/pos"]).picks.map(\.label) == [.positive])
    }
  }

  @Test func `random bytes never stop the program`() throws {
    var random = SplitMix64(seed: 11)
    let alphabet = Array("{}#@\\=*[]- \n\r\"abélabel".utf8) + [0, 0xFF]
    for _ in 0..<1000 {
      let bytes = (0..<random.below(60)).map { _ in alphabet[random.below(alphabet.count)] }
      let picks =
        (try? PickList(reading: "-", standardInput: Pieces.of(bytes)).picks).map(Array.init) ?? []
      for pick in picks {
        #expect(Slug.isValid(pick.id))
        #expect(!pick.text.utf8.contains(0))
      }
      #expect(Set(picks.map(\.id)).count == picks.count)
    }
  }

  @Test func `the samples are read, and each has what it stands for`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let picks = try PickList(reading: root.appending(path: "Reports/picks.txt").path).picks
    let texts = Dictionary(uniqueKeysWithValues: picks.map { ($0.id, $0.text) })
    #expect(picks.count >= 14)
    #expect(picks.first?.id == "lighthouse")
    #expect(texts["lighthouse"]?.contains("\n\n") == true)
    #expect(texts["the-long-way-home"]?.split(whereSeparator: \.isWhitespace).count ?? 0 > 320)
    #expect(texts["two-words"]?.split(separator: " ").count == 2)
    #expect(texts["script-tag"]?.contains("<script>alert(\"") == true)
    #expect(texts["line-breaks"]?.contains("<br /><br />") == true)
  }
}
