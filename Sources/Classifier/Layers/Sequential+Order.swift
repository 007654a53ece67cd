extension Sequential {
  /// Whether every order of the embedded words has the same output, up to rounding.
  ///
  /// Each row is transformed separately; then all rows are averaged, or the maximum of each column is taken, or each row is
  /// weighted by its content.
  package var ignoresOrder: Bool {
    let pooling = logitLayers.first { !CoalitionPass.isRowwise($0) }
    return pooling is GlobalAveragePooling1D || pooling is GlobalMaxPooling1D
      || pooling is AttentionPooling
  }
}

extension Model {
  /// Whether every order of the words that are read has the same output, up to rounding: neither the layers nor n-grams depend
  /// on it.
  package var ignoresWordOrder: Bool {
    sequential.ignoresOrder && text.ngrams.map { $0.wordNgrams < 2 } ?? true
  }
}
