import SourceText
import Testing

/// Lists in running text.
struct EnumerationTests {
  @Test func `the last two texts are joined by a word, the others by commas`() {
    #expect([].joined(with: "and") == "")
    #expect(["a"].joined(with: "and") == "a")
    #expect(["a", "b"].joined(with: "or") == "a or b")
    #expect(["a", "b", "c"].joined(with: "and") == "a, b and c")
  }

  @Test func `a path in a file is relative to the folder of the file`() {
    #expect(Path.resolve("b.md", from: "docs/a.md") == "docs/b.md")
    #expect(Path.resolve("../b.md", from: "docs/a.md") == "docs/../b.md")
    #expect(Path.resolve("b.md", from: "a.md") == "b.md")
    #expect(Path.resolve("b.md", from: "/a.md") == "/b.md")
    #expect(Path.resolve("/b.md", from: "docs/a.md") == "/b.md")
  }
}
