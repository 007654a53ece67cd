/// Which number of a class is explained.
public enum Target: String, CaseIterable, Sendable {
  /// The probability of the class. Attributions are in units of probability.
  case probability
  /// Its logit, which goes into the sigmoid or the softmax. Attributions are in logits.
  case logit
}
