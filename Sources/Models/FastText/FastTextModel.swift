package import Classifier
import LinearAlgebra
package import SourceText

/// A supervised model of fastText, read from its `.bin` file or the quantised `.ftz`.
///
/// It averages the rows of the words and n-grams of a line and computes the classes' logits from the mean, so its layers are
/// *embedding → average → dense*, or with hierarchical softmax a tree of binary decisions instead of the dense layer.
///
/// - Source: Joulin, Grave, Bojanowski and Mikolov, *Bag of Tricks for Efficient Text Classification*, 2016,
///   <https://arxiv.org/abs/1607.01759>; Joulin et al., *FastText.zip*, 2016, <https://arxiv.org/abs/1612.03651>;
///   fastText's `FastText::loadModel`.
package struct FastTextModel: Sendable {
  /// The mapping from a text to rows of the embedding.
  package let text: NgramText
  /// The words of the dictionary, by row; an entry that is not UTF-8 is replaced by a text with a space, which no word
  /// contains.
  package let words: [String]
  /// The layers with their weights.
  package let sequential: Sequential

  /// The names of the classes, in the order of the logits and without the prefix `__label__`.
  package var classes: [String] {
    text.labels.map { label in
      label.utf8.starts(with: NgramText.labelPrefix.utf8)
        ? String(decoding: label.utf8.dropFirst(NgramText.labelPrefix.utf8.count), as: UTF8.self)
        : label
    }
  }

  /// Reads a file.
  ///
  /// Nothing is allocated before the declared sizes are known to fit the file's size.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: The name that diagnostics use.
  /// - Throws: Problems of the file, or features of the model that are not supported.
  package init(parsing bytes: [UInt8], path: String) throws(Diagnostics) {
    var reader = ByteReader(bytes, path: path)
    let arguments = try FastTextArguments(reading: &reader)
    let dictionary = try FastTextDictionary(reading: &reader, buckets: arguments.buckets)
    words = dictionary.words.enumerated().map { index, bytes in
      String(validating: bytes, as: UTF8.self) ?? "\u{FFFD} \(index)"
    }
    text = NgramText(
      words: words, labels: dictionary.labels.map(\.name), wordNgrams: arguments.wordNgrams,
      parts: (arguments.shortest, arguments.longest), buckets: arguments.buckets,
      keptBuckets: dictionary.keptBuckets)
    guard dictionary.labels.count > 1 else {
      throw reader.problem(
        "the model has \(dictionary.labels.count) labels, but classification requires at least two",
        hint: "check that each line of the training data begins with __label__")
    }
    let isQuantized = try reader.flag("whether the input matrix is quantised")
    guard isQuantized || dictionary.keptBuckets == nil else {
      throw reader.problem("the dictionary is pruned, but the input matrix is not quantised")
    }
    let input = try FastTextMatrix.read(
      &reader, isQuantized: isQuantized, columns: arguments.dimensions, spare: words.count,
      "the input matrix")
    guard input.rows >= text.rowCount else {
      throw reader.problem(
        "the input matrix has \(input.rows - 1) rows, but the dictionary and the buckets need "
          + "\(text.rowCount - 1)")
    }
    let quantizesOutput = try reader.flag("whether the output matrix is quantised")
    let output = try FastTextMatrix.read(
      &reader, isQuantized: isQuantized && quantizesOutput, columns: arguments.dimensions,
      "the output matrix")
    guard output.rows == dictionary.labels.count else {
      throw reader.problem(
        "the output matrix has \(output.rows) rows, but there are "
          + "\(dictionary.labels.count) labels")
    }
    guard reader.left == 0 else {
      throw reader.problem("\(reader.left) unused bytes after the output matrix")
    }
    sequential = try Sequential(
      name: "fasttext",
      embedding: Embedding(table: input.keepingRows(text.rowCount)),
      layers: [
        GlobalAveragePooling1D(),
        try Self.end(arguments.loss, output, counts: dictionary.labels.map(\.count), reader),
      ])
  }

  /// Returns the last layer.
  private static func end(
    _ loss: FastTextArguments.Loss, _ output: Matrix, counts: [Int], _ reader: ByteReader
  ) throws(Diagnostics) -> any Layer {
    guard loss == .hierarchicalSoftmax else {
      return Dense(
        kernel: output.transposed, bias: Matrix(rows: 1, columns: output.rows),
        activation: .softmax)
    }
    guard let tree = LabelTree(counts: counts) else {
      throw reader.problem(
        "the labels' counts do not form a tree: one is negative, or they are too large")
    }
    // A tree has one inner node fewer than labels.
    return HierarchicalSoftmax(
      kernel: output.keepingRows(output.rows - 1).transposed, tree: tree)
  }
}

extension Matrix {
  /// Returns the first rows.
  fileprivate func keepingRows(_ count: Int) -> Matrix {
    guard count < rows else { return self }
    var result = Matrix(rows: count, columns: columns)
    for row in 0..<count { result.setRow(row, to: self, row: row) }
    return result
  }
}
