public import Attribution
public import Classifier

/// The description of a metric, for listings, studies and the contract tests.
public struct MetricCard: Sendable {
  /// The name on the command line, in kebab case.
  public let name: String
  /// The name in running text.
  public let title: String
  /// The measured quantity, in one sentence.
  public let summary: String
  /// The formula in TeX.
  public let formula: String
  /// The implemented definition, and the choices that it left open.
  public let origin: String
  /// The paper that introduced the metric.
  public let source: Source
  /// The direction in which the metric improves.
  public let better: Better
  /// Whether the value depends on which word has which score; if not, a random order changes nothing, so there is no
  /// chance level to compare with.
  public let readsOrder: Bool
  /// Whether words are removed, so that the removal and its baseline matter.
  public let removesWords: Bool
  /// Whether perturbed reviews are explained again, each at the cost of the method.
  public let explainsAgain: Bool
  /// The access to the classifier that the metric needs.
  public let needs: ModelAccess

  /// Creates a description.
  ///
  /// By default the metric depends on the order of words, removes words, judges existing attributions, and needs
  /// predictions only.
  public init(
    name: String, title: String, summary: String, formula: String, origin: String, source: Source,
    better: Better, readsOrder: Bool = true, removesWords: Bool = true,
    explainsAgain: Bool = false, needs: ModelAccess = .predictions
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.formula = formula
    self.origin = origin
    self.source = source
    self.better = better
    self.readsOrder = readsOrder
    self.removesWords = removesWords
    self.explainsAgain = explainsAgain
    self.needs = needs
  }
}

/// The direction in which a metric improves.
public enum Better: String, Sendable {
  /// Higher is better.
  case higher
  /// Lower is better.
  case lower
  /// Closer to zero is better.
  case zero
}
