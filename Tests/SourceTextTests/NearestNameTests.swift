import SourceText
import Testing

@Suite struct NearestNameTests {
  private let names = ["tokens", "gradients", "scores", "label"]

  @Test func `a misspelt name finds the one that was meant`() {
    for (word, name) in [
      ("tokenz", "tokens"), ("Tokens", "tokens"), ("scroes", "scores"), ("labl", "label"),
      ("gradent", "gradients"), ("tokens", "tokens"),
    ] {
      #expect(NearestName.of(word, among: names) == name)
      #expect(NearestName.hint(for: word, among: names) == "did you mean '\(name)'?")
    }
  }

  @Test func `a name that is like none gets the list`() {
    #expect(NearestName.of("zzzzzz", among: names) == nil)
    #expect(
      NearestName.hint(for: "zzzzzz", among: names)
        == "there is tokens, gradients, scores, label")
    #expect(NearestName.hint(for: "x", among: []) == nil)
    #expect(NearestName.of("", among: names) == nil)
  }
}
