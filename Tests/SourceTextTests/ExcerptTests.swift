import SourceText
import Testing

/// What a diagnostic quotes of what users write.
@Suite struct ExcerptTests {
  @Test(arguments: [1_000, 100_000], ["x", "é", "'", "\n", "{\"a\": [1, 2]}, "])
  func `a diagnostic quotes as much as can be read`(length: Int, piece: String) {
    let text = String(repeating: piece, count: length / piece.count)
    let problem = Diagnostic(
      "the option 'label' takes a name, not '\(text)'", hint: "there is '\(text)'")
    #expect(problem.message.hasPrefix("the option 'label' takes a name, not '"))
    #expect(problem.message.count <= 801)
    #expect(problem.hint?.count ?? 0 <= 801)
    #expect(problem.message.contains("…"))
  }

  @Test func `a quotation in the middle leaves the rest of the sentence`() {
    let text = String(repeating: "word ", count: 200)
    #expect(
      Diagnostic("'\(text)' is not the name of a class").message
        == "'\(text.prefix(80))…' is not the name of a class")
  }

  @Test func `a sentence of usual length stays as it is`() {
    let list = (0..<30).map { "name-\($0)" }.joined(separator: ", ")
    let sentence = "the option 'x' takes one of \(list)"
    #expect(Diagnostic(sentence).message == sentence)
  }
}
