public import Classifier

/// The description of an attribution method, for listings, pages and the contract tests.
public struct MethodCard: Sendable {
  /// The name on the command line and in documents: Captum's, in kebab case.
  public let name: String
  /// The name in running text.
  public let title: String
  /// A description in one sentence.
  public let summary: String
  /// The formula in TeX.
  public let formula: String
  /// The computational cost.
  public let cost: String
  /// The paper that introduced the method.
  public let source: Source
  /// The axioms that the method satisfies.
  public let axioms: Set<Axiom>
  /// Whether the numbers are signed by default.
  public let isSigned: Bool
  /// The access to the classifier that the method needs.
  public let needs: ModelAccess
  /// The effect of average pooling on the method.
  public let underAveragePooling: String
  /// A caution for explanations of programs, in one sentence; nil if the numbers mean the same as for models.
  ///
  /// Attributions of a method with a caution are not presented as support for a class there.
  public let cautionWithoutLayers: String?

  /// Creates a description.
  ///
  /// By default the method needs the layers of the model, and no caution applies to programs.
  public init(
    name: String, title: String, summary: String, formula: String, cost: String, source: Source,
    axioms: Set<Axiom>, isSigned: Bool, needs: ModelAccess = .layers, underAveragePooling: String,
    cautionWithoutLayers: String? = nil
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.formula = formula
    self.cost = cost
    self.source = source
    self.axioms = axioms
    self.isSigned = isSigned
    self.needs = needs
    self.underAveragePooling = underAveragePooling
    self.cautionWithoutLayers = cautionWithoutLayers
  }
}

/// An axiom that a method satisfies; the contract tests verify those that each method claims.
public enum Axiom: String, CaseIterable, Sendable {
  /// `Σ attributions = F(x) − F(baseline)` (also called efficiency).
  case completeness
  /// Equal tokens have equal attributions.
  case symmetry
  /// A token whose embedding is the baseline's has the attribution zero.
  case dummy
  /// Attributions of a sum of logits are the sums of the attributions of each.
  case linearity
  /// Attributions for one of two classes are the negated attributions for the other.
  case targetSign = "target sign"
}

/// A paper.
public struct Source: Hashable, Sendable {
  /// Authors, title, year, and the equation or section, if any.
  public let citation: String
  /// The address of the paper.
  public let url: String

  /// Creates a source.
  public init(_ citation: String, url: String) {
    self.citation = citation
    self.url = url
  }
}
