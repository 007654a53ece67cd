import Reporting
import TestSupport
import Testing

/// A review without a name of its own is called by its first words.
struct FirstWordsTests {
  private func titles(_ picks: String, _ files: [String: String] = [:]) throws -> [String] {
    try TemporaryFolder.use { folder in
      for (name, text) in files { try folder.write(text, to: name) }
      let path = try folder.write(picks, to: "picks.txt")
      return try PickList(reading: path).picks.map(\.title)
    }
  }

  @Test func `a review without an id is called by its first words, and others by their names`()
    throws
  {
    let found = try titles(
      "A dull evening.\n{#two-words} Very dull.\n{#c title=My_title} Dull.\n@a.txt\n",
      ["a.txt": "Not a  bad\n\nfilm<br />at all"])
    #expect(found == ["A dull evening.", "Two words", "My title", "Not a bad film at all"])
  }

  @Test(arguments: [
    String(repeating: "word ", count: 400), String(repeating: "x", count: 3000), "e\u{301}a b ",
    "<b>bold</b> and <br/><br />plain", "a < b > c", String(repeating: "👩‍👩‍👧‍👦 ", count: 500),
  ])
  func `a title is short, on one line, and the beginning of the text`(text: String) throws {
    let title = try titles(text.trimmingPrefix(while: { $0 == " " }) + "\n")[0]
    #expect(title.count <= 51 && !title.isEmpty && !title.contains("\n"))
    let words = title.split(separator: " ").map(String.init)
    let known = Set(
      text.replacing(#/<[A-Za-z\/][^<>]*>/#, with: " ").split(separator: " ").map(String.init))
    for word in words.dropLast() { #expect(known.contains(word)) }
  }

  @Test func `a review without words is called by its number`() throws {
    #expect(try titles("<br /><br />\n") == ["Review 1"])
  }
}
