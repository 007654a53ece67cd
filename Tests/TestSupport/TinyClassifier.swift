public import Classifier
public import LinearAlgebra

/// The tutorial's model in small: 12 words, D = 3, H = 4, T = 8, its weights written by formula.
///
/// All weights are multiples of 1/16, so they survive a file of 32-bit numbers.
public enum TinyClassifier {
  /// The special tokens and eight words.
  public static let vocabulary = Vocabulary(
    words: Vocabulary.specialTokens + [
      "the", "a", "film", "good", "bad", "not", "great", "boring",
    ])

  /// The model.
  public static let model = model()

  /// The same in front of three classes: good, mixed and bad.
  public static let threeClasses: Model = {
    do {
      let layers = model.sequential.layers.dropLast()
      let last = Dense(
        name: "dense_1", kernel: 2 * table(rows: 4, columns: 3, salt: 18),
        bias: table(rows: 1, columns: 3, salt: 0), activation: .softmax)
      return try Model(
        sequential: Sequential(
          name: "tiny-three", embedding: model.sequential.embedding, layers: layers + [last]),
        text: model.text, classes: ["good", "mixed", "bad"])
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// Reviews that are short, long, empty and full of unknown words; the model calls some of them good and some bad.
  public static let reviews = [
    "A good film.",
    "The film was bad, boring, not good!",
    "Great, great, great.",
    "A film that is not great, not good, not bad: a boring film with the one good scene.",
    "",
    "Nobody knows these words",
  ]

  /// A table whose numbers follow from their place.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - salt: Makes tables different.
  /// - Returns: Multiples of 1/16 from −11/16 to 11/16.
  public static func table(rows: Int, columns: Int, salt: Int) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      (0..<rows * columns).map { Double(($0 * $0 * 5 + $0 * 7 + salt * 11) % 23 - 11) / 16 })
  }

  /// Creates the model with other ends.
  ///
  /// - Parameters:
  ///   - padding: Where short reviews are filled up.
  ///   - truncating: Where long reviews are cut.
  ///   - standardization: How texts are cut into words.
  /// - Returns: The model.
  public static func model(
    padding: TextPipeline.Side = .post, truncating: TextPipeline.Side = .pre,
    standardization: Standardization = .tokenizer
  ) -> Model {
    do {
      return try Model(
        sequential: Sequential(
          name: "tiny", embedding: Embedding(table: table(rows: 12, columns: 3, salt: 9)),
          layers: [
            GlobalAveragePooling1D(),
            Dense(
              kernel: 4 * table(rows: 3, columns: 4, salt: 15),
              bias: table(rows: 1, columns: 4, salt: 8),
              activation: .relu),
            Dense(
              name: "dense_1", kernel: 2 * table(rows: 4, columns: 1, salt: 2),
              bias: table(rows: 1, columns: 1, salt: 0), activation: .sigmoid),
          ]),
        text: TextPipeline(
          standardization: standardization, vocabulary: vocabulary, sequenceLength: 8,
          padding: padding, truncating: truncating))
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
