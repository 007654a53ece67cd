import Attribution
import Classifier
import LinearAlgebra

extension PlaygroundModel {
  /// The first bytes, which change with the format.
  private static let mark: [UInt8] = Array("PLAY3".utf8)

  /// Returns the model as bytes.
  ///
  /// - Parameter isHalf: Whether the embedding is rounded to half precision; otherwise all numbers are exact.
  /// - Returns: The bytes that ``init(reading:)`` reads.
  package func bytes(isHalf: Bool = false) -> [UInt8] {
    var writer = ByteWriter()
    for byte in Self.mark { writer.write(byte) }
    if let ngrams = text.ngrams {
      writer.write(true)
      writer.write(Array(text.vocabulary.words.dropLast()))
      writer.write(ngrams.labels)
      writer.write(ngrams.wordNgrams)
      writer.write(ngrams.shortestPart)
      writer.write(ngrams.longestPart)
      writer.write(ngrams.buckets)
      writer.write(ngrams.keptBuckets?.count)
      for bucket in ngrams.keptBuckets ?? [] { writer.write(bucket) }
    } else {
      writer.write(false)
      writer.write(index(of: text.standardization))
      writer.write(index(of: text.split))
      writer.write(index(of: text.padding))
      writer.write(index(of: text.truncating))
      writer.write(index(of: text.lineBreaks))
      writer.write(text.leavesUnknownOut)
      writer.write(text.sequenceLength)
      writer.write(text.shortestLength)
      writer.write(text.vocabulary.words)
      writer.write(text.vocabulary.padding)
      writer.write(text.vocabulary.start)
      writer.write(text.vocabulary.unknown)
    }
    writer.write(embedding.masksZero)
    writer.write(embedding.table, isHalf: isHalf)
    writer.write(network.layers.count)
    for layer in network.layers {
      writer.write(layer.activation == .relu)
      writer.write(layer.kernel)
      writer.write(layer.bias)
    }
    writer.write(explained.count)
    for each in explained {
      writer.write(each.output.target == .logit)
      writer.write(each.output.classIndex)
      writer.write(each.output.contrast)
      writer.write(each.start)
    }
    writer.write(classes)
    writer.write(thresholds.count)
    for threshold in thresholds { writer.write(threshold) }
    return writer.bytes
  }

  /// Reads a model.
  ///
  /// - Parameter bytes: The bytes; nil is returned for any that ``bytes(isHalf:)`` did not write.
  package init?(reading bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    for byte in Self.mark where reader.byte() != byte { return nil }
    guard let isLine = reader.flag(),
      let text = isLine ? Self.line(&reader) : Self.pipeline(&reader),
      let masksZero = reader.flag(), let table = reader.matrix(), table.rows == text.rowCount,
      let depth = reader.size(), depth > 0
    else { return nil }
    var layers: [Dense] = []
    var columns = table.columns
    for _ in 0..<depth {
      guard let isRectified = reader.flag(), let kernel = reader.matrix(),
        let bias = reader.matrix(), kernel.rows == columns, bias.rows == 1,
        bias.columns == kernel.columns
      else { return nil }
      columns = kernel.columns
      layers.append(
        Dense(name: "", kernel: kernel, bias: bias, activation: isRectified ? .relu : .linear))
    }
    guard let count = reader.size(), count == 1 || count == columns else { return nil }
    var explained: [Explained] = []
    for _ in 0..<count {
      guard let each = Self.explained(&reader, logits: columns),
        each.start.rows == 1, each.start.columns == table.columns
      else { return nil }
      explained.append(each)
    }
    guard let classes = reader.texts(), classes.count == max(2, columns),
      let steps = reader.size()
    else { return nil }
    var thresholds: [Double] = []
    for _ in 0..<steps {
      guard let threshold = reader.double() else { return nil }
      thresholds.append(threshold)
    }
    guard reader.isAtEnd else { return nil }
    self.init(
      text: text, embedding: Embedding(name: "", table: table, masksZero: masksZero),
      network: PooledNetwork(layers: layers), explained: explained, classes: classes)
    self.thresholds = thresholds
  }

  private static func line(_ reader: inout ByteReader) -> TextPipeline? {
    guard let words = reader.texts(), let labels = reader.texts(),
      let wordNgrams = reader.number(), let shortest = reader.number(),
      let longest = reader.number(), let buckets = reader.number(), buckets >= 0,
      let kept = reader.number()
    else { return nil }
    var keptBuckets: [Int]?
    if kept >= 0 {
      var found: [Int] = []
      for _ in 0..<kept {
        guard let bucket = reader.number() else { return nil }
        found.append(bucket)
      }
      keptBuckets = found
    }
    let ngrams = NgramText(
      words: words, labels: labels, wordNgrams: wordNgrams, parts: (shortest, longest),
      buckets: buckets, keptBuckets: keptBuckets)
    guard !ngrams.usesBuckets || buckets > 0 else { return nil }
    return TextPipeline(ngrams: ngrams, words: words)
  }

  private static func pipeline(_ reader: inout ByteReader) -> TextPipeline? {
    guard let standardization: Standardization = choice(&reader),
      let split: Standardization.Split = choice(&reader),
      let padding: TextPipeline.Side = choice(&reader),
      let truncating: TextPipeline.Side = choice(&reader),
      let lineBreaks: TextPipeline.LineBreaks = choice(&reader),
      let leavesUnknownOut = reader.flag(), let length = reader.number(),
      let shortest = reader.number(), let words = reader.texts(),
      let pad = reader.number(), let start = reader.number(), let unknown = reader.number(),
      shortest > 0, shortest <= positionLimit, length != 0, length <= positionLimit,
      words.indices.contains(pad), words.indices.contains(unknown),
      start < words.count
    else { return nil }
    var text = TextPipeline(
      standardization: standardization, split: split,
      vocabulary: Vocabulary(
        words: words, padding: pad, start: start < 0 ? nil : start, unknown: unknown),
      sequenceLength: length < 0 ? nil : length, padding: padding, truncating: truncating,
      lineBreaks: lineBreaks, leavesUnknownOut: leavesUnknownOut)
    text.shortestLength = shortest
    return text
  }

  private static func explained(_ reader: inout ByteReader, logits: Int) -> Explained? {
    guard let isLogit = reader.flag(), let index = reader.number(),
      let contrast = reader.number(), let start = reader.matrix(),
      (0..<max(2, logits)).contains(index), contrast < max(2, logits), contrast != index
    else { return nil }
    return Explained(
      output: Output(
        isLogit ? .logit : .probability, of: index, against: contrast < 0 ? nil : contrast,
        logits: logits),
      start: start)
  }

  private func index<Choice: CaseIterable & Equatable>(of choice: Choice) -> UInt8 {
    var index: UInt8 = 0
    for other in Choice.allCases {
      if other == choice { return index }
      index += 1
    }
    return index
  }

  private static func choice<Choice: CaseIterable>(_ reader: inout ByteReader) -> Choice? {
    guard let index = reader.byte() else { return nil }
    var rest = index
    for choice in Choice.allCases {
      if rest == 0 { return choice }
      rest -= 1
    }
    return nil
  }
}
