import Attribution
import Classifier
import Reporting
import SourceText
import Testing

/// What `diagnose` says of a program is so.
@Suite struct BlackBoxTextTests {
  private static func programs() throws -> [(program: any TextClassifier, reviews: [String])] {
    let model = try #require(Contrast.short().first { $0.architecture == .average }).model
    let words = ["A good, dull film with bad fun", "bad", "good good film"]
    return [
      (BagOfWords(access: .predictions), words),
      (BagOfWords(access: .gradientAtInput), words),
      (EmbeddingProgram(model), words),
    ]
  }

  /// The names in the sentence that begins with some words.
  private static func names(_ start: String, in text: String) throws -> Set<String> {
    let range = try #require(text.firstRange(of: start))
    let sentence = text[range.upperBound...].prefix { $0 != "." }
    return Set(sentence.split { $0 == "," || $0.isWhitespace }.map { String($0) })
  }

  @Test func `methods that are said to add up do, and from where it is said`() throws {
    for (program, reviews) in try Self.programs() {
      let text = BlackBoxText(program).text
      let explainer = try Explainer(program)
      let isPath = text.contains("baseline embeddings: ")
      #expect(isPath == (program.access == .gradientAnywhere))
      let said = try Self.names("the review without words: ", in: text)
      let along = isPath ? try Self.names("baseline embeddings: ", in: text) : []
      for name in said.union(along) {
        let method = try ConfiguredMethod.list(parsing: name, defaults: [], within: program.access)[
          0]
        for review in reviews {
          let explained = explainer.explain(review)
          let start =
            along.contains(name)
            ? Baseline.pad.value(for: explained.atEmbeddings) : explained.value(keeping: [])
          let found = method.attribute(explained)
          #expect(abs(found.sum - (explained.value - start)) < 1e-4, "\(name): \(review)")
        }
      }
      // And no other method claims it.
      let others = AttributionMethods.within(program.access).filter {
        !said.contains($0.name) && !along.contains($0.name)
      }
      #expect(others.allSatisfy { !$0.card.axioms.contains(.completeness) })
    }
  }

  @Test func `every method stands under those that work or those that do not`() throws {
    for (program, _) in try Self.programs() {
      let text = BlackBoxText(program).text
      let parts = text.split(separator: "Unavailable methods, which need more than")
      #expect(parts.count == 2)
      for type in AttributionMethods.all {
        let works = type.card.needs <= program.access
        #expect(parts[0].contains("\n  \(type.name)\n") == works, "\(type.name)")
        let refused = Set(parts[1].split { $0 == "," || $0.isWhitespace }.map { String($0) })
        #expect(refused.contains(type.name) == !works, "\(type.name)")
        if works, let caution = type.card.cautionWithoutLayers {
          #expect(parts[0].contains(caution))
        }
      }
      #expect(text.contains("returns no gradients") == (program.access == .predictions))
    }
  }
}
