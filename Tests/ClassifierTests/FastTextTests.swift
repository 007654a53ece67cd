import Classifier
import LinearAlgebra
import Models
import SourceText
import Testing

/// fastText's own answers: `Fixtures/make-fasttext.py` says how they came about.
@Suite struct FastTextTests {
  /// A model of the fixtures, shown by its name when a test fails.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let lines: [String]
    /// For each line, labels and probabilities from the most to the least probable.
    let predictions: [[(label: String, probability: Double)]]
    var testDescription: String { name }

    static let all: [Case] = {
      let entries = (try? Fixture.json("fasttext.json")) ?? []
      return entries.dropFirst().map { entry in
        Case(
          name: entry["file"]?.string ?? "",
          lines: (entry["lines"]?.array ?? []).compactMap(\.string),
          predictions: (entry["predictions"]?.array ?? []).map { line in
            (line.array ?? []).compactMap { pair in
              guard let label = pair.array?.first?.string, let value = pair.array?.last?.number
              else { return nil }
              return (label, value)
            }
          })
      }
    }()
  }

  @Test func `there is a case of each kind`() {
    #expect(
      Case.all.map(\.name) == [
        "words.bin", "bigrams.bin", "parts.bin", "both.bin", "tree.bin", "tree-both.bin",
        "codes.ftz", "norms.ftz", "pruned.ftz", "pruned-tree.ftz", "all-codes.ftz",
      ])
  }

  @Test(arguments: Case.all)
  func `labels and probabilities are the program's`(example: Case) throws {
    let model = try FastTextModel(parsing: FastTextFile.bytes(example.name), path: example.name)
    #expect(example.lines.count > 30 && example.lines.count == example.predictions.count)
    for (line, expected) in zip(example.lines, example.predictions) {
      let found = try probabilities(of: line, model)
      let comment = Comment(rawValue: "\(line)")
      // Of a line without a word that it knows the program says nothing.
      if expected.isEmpty { continue }
      if expected.count > 1, expected[0].probability - expected[1].probability > 1e-5 {
        let best = found.indices.max { found[$0] < found[$1] }
        #expect(best.map { model.text.labels[$0] } == expected[0].label, comment)
      }
      for (label, probability) in expected {
        let index = try #require(model.text.labels.firstIndex(of: label))
        // The program prints six digits.
        #expect(abs(found[index] - probability) <= 2e-6, comment)
      }
    }
  }

  /// The probabilities as the program prints them: it adds 10⁻⁵ before each logarithm.
  private func probabilities(of line: String, _ model: FastTextModel) throws -> [Double] {
    let review = model.text.encode(line)
    let mixture = try #require(review.mixture)
    let rows = model.sequential.embedding.forward(mixture)
    let logits = model.sequential.logits(at: rows, mask: mixture.mask)
    let exact = logits.softmaxOfRows
    #expect(abs(exact.row(0).reduce(0, +) - 1) < 1e-12)
    guard let tree = model.sequential.layers.last as? HierarchicalSoftmax else {
      return exact.row(0).map { $0 + 1e-5 }
    }
    // Logarithms of probabilities are logits already.
    for (logit, probability) in zip(logits.row(0), exact.row(0)) {
      #expect(abs(exp(logit) - probability) < 1e-12)
    }
    let mean = GlobalAveragePooling1D().forward(rows, mask: mixture.mask)
    return tree.logProbabilities(of: mean, adding: 1e-5).row(0).map(exp)
  }

  @Test(arguments: Case.all)
  func `the mean of the positions is the mean of all rows that are looked up`(
    example: Case
  ) throws {
    let model = try FastTextModel(parsing: FastTextFile.bytes(example.name), path: example.name)
    for line in example.lines {
      let mixture = try #require(model.text.encode(line).mixture)
      let counted = (0..<mixture.positions).count { !mixture[$0].isEmpty }
      let total = (0..<mixture.positions).flatMap { mixture[$0] }.reduce(0) { $0 + $1.weight }
      // Each looked-up row counts once, and 1/N of the mean is it.
      #expect(abs(total - Double(counted)) < 1e-9)
      #expect(mixture.rowCount > 0 || counted == 0)
    }
  }

  @Test func `classes have no prefix, and one of their own keeps it`() throws {
    let model = try FastTextModel(parsing: FastTextFile.bytes("both.bin"), path: "both.bin")
    #expect(model.classes.sorted() == ["a", "b", "c", "rare", "très_bien"])
    #expect(model.text.labels.allSatisfy { $0.hasPrefix("__label__") })
  }

  @Test func `words are what stands between white space, as it stands there`() throws {
    let model = try FastTextModel(parsing: FastTextFile.bytes("words.bin"), path: "words.bin")
    let review = model.text.encode(" Good,  good\tno\u{A0}break\n__label__x 👍 </s> more")
    #expect(
      review.tokens.map(\.text) == [
        "Good,", "good", "no\u{A0}break", "__label__x", "👍", "</s>", "more",
      ])
    #expect(
      review.tokens.map(\.range) == [1..<6, 8..<12, 13..<21, 22..<32, 33..<34, 35..<39, 40..<44])
    #expect(review.read == 0..<5)
    #expect(review.truncated == 2)
    #expect(review.endPosition == 5)
    #expect(review.indices.count == 6)
    #expect(review.mixture?.mask == [false, true, false, false, true, true])
  }

  @Test func `words that only look the same are two`() throws {
    let model = try FastTextModel(parsing: FastTextFile.bytes("words.bin"), path: "words.bin")
    let tokens = model.text.tokenize("e\u{301}t\u{E9} \u{E9}t\u{E9} e\u{301}te\u{301}")
    #expect(tokens.map(\.isKnown) == [true, true, false])
    #expect(tokens[0].index != tokens[1].index)
  }
}
