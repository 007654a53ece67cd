import Classifier
import Reporting

extension Model {
  /// The same layers and words on fewer positions: most of the work of a layer that does more than average is in its padding.
  func shortened(to positions: Int = 24) throws -> Model {
    try Model(
      sequential: sequential,
      text: TextPipeline(
        standardization: text.standardization, split: text.split, vocabulary: text.vocabulary,
        sequenceLength: positions, padding: text.padding, truncating: text.truncating,
        lineBreaks: text.lineBreaks),
      classes: classes)
  }
}

extension Contrast {
  /// The embedded models on 24 positions.
  static func short() throws -> [(architecture: Architecture, model: Model)] {
    try all().map { ($0.architecture, try $0.model.shortened()) }
  }
}
