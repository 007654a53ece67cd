import Foundation
import Reporting
import SourceText
import TestSupport
import Testing

@Suite struct PickListProblemsTests {
  /// Holds all that is wrong with a file against what should be said of it.
  private func expect(
    _ contents: some Sequence<UInt8>, in name: String = "picks.txt", says expected: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    try TemporaryFolder.use { folder in
      let path = try folder.write(contents, to: name)
      expect(folder, path, says: expected, sourceLocation: sourceLocation)
    }
  }

  private func expect(
    _ folder: TemporaryFolder, _ path: String, says expected: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    do {
      let picks = try PickList(reading: path).picks
      Issue.record("there are \(picks.count) picks", sourceLocation: sourceLocation)
    } catch {
      let found = folder.relative(error)
      #expect(found == expected, sourceLocation: sourceLocation)
    }
  }

  @Test func `all bad lines are reported at once`() throws {
    let text = """
      {#good} Fine.
      {#good} Again.
      {#Not_Good label=positive} Bad id.
      {labl=positive colour} Misspelt.
      {#open
      {#empty}
      @missing.txt
      @none*.txt
      @
      {#a #b label=0 label=1 #index} Twice.
      {#index} The page of all pages.
      """
    try expect(
      text.utf8,
      says: """
        picks.txt:2:2: error: duplicate id 'good'
          hint: it was first used at picks.txt:1:2
        picks.txt:3:2: error: '#Not_Good' is not a valid id
          hint: write #not-good
        picks.txt:4:2: error: this pick has no option 'labl'
          hint: did you mean 'label'?
        picks.txt:4:16: error: 'colour' is neither an id nor an option
          hint: write #colour or label=positive
        picks.txt:5:1: error: the items of this pick are not closed
          hint: write {#id label=positive} before a review; use \\{ for a review that begins with a brace
        picks.txt:7:1: error: there is no file 'missing.txt'
          hint: paths are relative to this file's folder; use \\@ for a review that begins with @
        picks.txt:8:1: error: no file matches 'none*.txt'
        picks.txt:9:1: error: missing path after the @
        picks.txt:10:5: error: this pick has two ids
          hint: first given at picks.txt:10:2
        picks.txt:10:16: error: this pick has the option 'label' twice
          hint: first given at picks.txt:10:8
        picks.txt:10:24: error: this pick has two ids
          hint: first given at picks.txt:10:2
        picks.txt:11:2: error: the id 'index' is reserved for a page of the site
        """)
  }

  @Test func `each line that is not text is reported`() throws {
    let bytes =
      Array("Fine.\nCafé \u{0}.\nFine.\n".utf8) + [0x41, 0xFF, 0x0A] + Array("{#x\n".utf8)
    try expect(
      bytes,
      says: """
        picks.txt:2:6: error: unexpected NUL byte
          hint: this does not look like a text file
        picks.txt:4:2: error: this byte is not UTF-8
          hint: save the file as UTF-8, or use --encoding windows-1252, which seems to fit
        picks.txt:5:1: error: the items of this pick are not closed
          hint: write {#id label=positive} before a review; use \\{ for a review that begins with a brace
        """)
  }

  @Test func `a file of which many lines are no text is something else, and says so once`() throws {
    let line: [UInt8] = [0x41, 0xFF, 0x0A]
    try expect(
      Array("Fine.\n".utf8) + (0..<300).flatMap { _ in line },
      says: """
        picks.txt:2:2: error: 300 of 302 lines are not text
          hint: save the file as UTF-8, or choose its encoding, for example --encoding windows-1251
        """)
  }

  @Test func `a file without reviews says how one is written`() throws {
    let expected = """
      picks.txt: error: there are no reviews
        hint: write one review per line, optionally preceded by {#id label=positive}
      """
    try expect("".utf8, says: expected)
    try expect("# Nothing yet.\n\n".utf8, says: expected)
    try TemporaryFolder.use { folder in
      expect(folder, folder["no.txt"], says: "no.txt: error: there is no such file")
    }
  }

  @Test func `a table says what is wrong with its columns and rows`() throws {
    try expect(
      "name,stars\nx,1".utf8, in: "a.csv",
      says: """
        a.csv:1: error: there is no column 'review' or 'text'
          hint: the columns are 'name', 'stars'; choose one with --text-column, as in --text-column name
        """)
    try expect(
      "text,label,id\nFine.,good,a\nx\n,1,b\nYes.,1,a\nNo.,,日本\n".utf8, in: "a.csv",
      says: """
        a.csv:3: error: this row has 1 field, the header has 3
          hint: put fields that contain a comma in double quotes
        a.csv:5: error: duplicate id 'a'
          hint: it was first used at a.csv:2
        a.csv:6: error: '日本' is not a valid id
          hint: ids consist of a-z, 0-9 and hyphens; use --id-column to choose another column
        """)
    try expect(
      "{\"review\": \"\\u0000\"}\n{\"x\": 1}\n[".utf8, in: "a.jsonl",
      says: """
        a.jsonl:1: error: unexpected NUL byte
        a.jsonl:2: error: this object has no 'review'
          hint: each line must be an object, such as {"text": "A fine film."}
        a.jsonl:3: error: this line is not a JSON object
          hint: each line must be an object, such as {"text": "A fine film."}
        """)
  }

  @Test func `a review of 100 MB is refused by its size`() throws {
    try TemporaryFolder.use { folder in
      let path = try folder.write("@huge.txt\n@texts\n{#x} @*.bin", to: "picks.txt")
      for name in ["huge.txt", "texts/a.txt", "a.bin", "b.bin"] { try folder.write("", to: name) }
      // The file has no blocks on the disk, so nothing of that size is written or read.
      let handle = try FileHandle(forWritingTo: URL(filePath: folder["huge.txt"]))
      try handle.truncate(atOffset: 100_000_000)
      try handle.close()
      expect(
        folder, path,
        says: """
          huge.txt: error: the file has 100000000 bytes, more than the limit of 1048576 bytes
            hint: check that this is the right file
          picks.txt:2:1: error: 'texts' is a folder
            hint: write @texts/*.txt for the files in it
          picks.txt:3:2: error: 2 files cannot all have the id 'x'
            hint: without an id, each is named after its file
          """)
    }
  }

  @Test func `a review that never ends is refused`() throws {
    try TemporaryFolder.use { folder in
      let path = try folder.write("@/dev/zero", to: "picks.txt")
      expect(
        folder, path,
        says: """
          /dev/zero: error: the file has more than the limit of 1048576 bytes
            hint: check that this is the right file
          """)
    }
  }

  @Test func `a long line is refused by its size`() throws {
    try expect(
      ("Fine.\n" + String(repeating: "a", count: 1_048_577)).utf8,
      says: """
        picks.txt:2:1: error: this review has 1048577 bytes; the limit is 1048576
          hint: check that this is the right file
        """)
  }
}
