public import SourceText

/// A classifier made of a function from texts to probabilities.
public struct FunctionClassifier: TextClassifier {
  public let identity: String
  public let classes: [Label]
  public let maskToken: String?
  private let predict: @Sendable ([String]) -> [[Double]]

  /// Creates a classifier.
  ///
  /// - Parameters:
  ///   - classes: The names of the classes, at least two.
  ///   - identity: A string that distinguishes it from other classifiers.
  ///   - maskToken: The text that replaces a missing word; nil removes the word from the text.
  ///   - predict: Returns, for each text, one probability per class; they sum to 1. It may be called from several threads.
  public init(
    classes: [Label] = Label.binary, identity: String = "function", maskToken: String? = nil,
    predict: @escaping @Sendable ([String]) -> [[Double]]
  ) {
    self.classes = classes
    self.identity = identity
    self.maskToken = maskToken
    self.predict = predict
  }

  public func probabilities(of texts: [String], about review: String) throws(Diagnostics)
    -> [[Double]]
  {
    let answers = predict(texts)
    let isComplete =
      answers.count == texts.count && answers.allSatisfy { $0.count == classes.count }
    guard isComplete else {
      throw Diagnostics(
        "the classifier '\(identity)' must return \(classes.count) probabilities for each of \(texts.count) texts"
      )
    }
    return answers
  }
}
