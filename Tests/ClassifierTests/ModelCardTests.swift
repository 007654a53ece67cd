import Classifier
import TestSupport
import Testing

/// What a model's card says is so.
@Suite struct ModelCardTests {
  private static func card(_ results: [(logit: Double, label: Label)]) -> String {
    ModelCard.text(
      for: TinyClassifier.model, options: TrainingOptions(), isIMDB: false, training: 100,
      evaluation: Evaluation(results.map { (Prediction(logit: $0.logit), $0.label) }))
  }

  /// The cells of the row with a name.
  private static func row(_ name: String, of card: String) throws -> [String] {
    let lines = card.split(separator: "\n").filter { $0.hasPrefix("| \(name) |") }
    try #require(lines.count == 1)
    return lines[0].split(separator: "|").dropFirst().map { $0.filter { $0 != " " } }
  }

  @Test func `each cell of the confusion has its own number`() throws {
    // No two of the four numbers are the same.
    let cells: [(Label, Label, Int)] = [
      (.positive, .positive, 4), (.positive, .negative, 3), (.negative, .negative, 2),
      (.negative, .positive, 1),
    ]
    let card = Self.card(
      cells.flatMap { label, verdict, count in
        (0..<count).map { (verdict == .positive ? 1 + Double($0) : -1 - Double($0), label) }
      })
    for (label, verdict, count) in cells {
      #expect(try Self.row("\(label), predicted as \(verdict)", of: card) == ["\(count)"])
    }
    #expect(try Self.row("accuracy", of: card) == ["0.6"])
    #expect(card.contains("On 10 reviews that were not used for training:"))
    #expect(card.contains("Trained on 100 reviews, 10 of which were held out"))
  }

  @Test func `a number that is not defined is a dash`() throws {
    let card = Self.card([(1, .positive), (-1, .positive)])
    #expect(try Self.row("area under the ROC curve", of: card) == ["–"])
  }

  @Test func `a card without an evaluation says so`() {
    let card = ModelCard.text(
      for: TinyClassifier.model, options: TrainingOptions(), isIMDB: true, training: 10,
      evaluation: nil)
    #expect(card.contains("## Result\n\nNot measured."))
    #expect(card.contains("Andrew L. Maas"))
  }
}
