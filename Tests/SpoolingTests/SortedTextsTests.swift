import SourceText
import Spooling
import Testing

/// Texts that are sorted in runs.
@Suite struct SortedTextsTests {
  private func sorted(_ texts: [String], limit: Int) throws -> [String] {
    var collector = SortedTexts.Collector(limit: limit)
    for text in texts { try collector.append(text) }
    let sorted = try collector.sorted()
    var found: [String] = []
    try sorted.each { found.append($0) }
    #expect(sorted.count == texts.count)
    return found
  }

  @Test(arguments: [0, 100, 1000, .max])
  func `texts come in the order of their bytes, whatever the size of runs`(limit: Int) throws {
    let texts = (0..<300).map { "\($0 * 7919 % 300 / 2).txt" } + ["", "é", "e\u{301}", "Z", "a"]
    let expected = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(
      try sorted(texts, limit: limit).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  @Test func `there may be none`() throws { #expect(try sorted([], limit: 10).isEmpty) }
}
