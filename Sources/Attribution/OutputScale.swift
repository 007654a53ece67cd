/// The scale on which the output of a class is explained.
public enum OutputScale: String, CaseIterable, Sendable {
  /// The probability of the class. Attributions are in units of probability.
  case probability
  /// The logit of the class, the input of the sigmoid or softmax. Attributions are in logits.
  case logit
}
