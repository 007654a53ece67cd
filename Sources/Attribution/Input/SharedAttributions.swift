import Classifier
import Synchronization

/// The attributions of a run, so that a page, its curves and the studies over all reviews explain each review once.
///
/// Explanations depend only on the review, the output and the method with its options, so it makes no difference whether one is
/// kept or computed again.
final class SharedAttributions: Sendable {
  /// The inputs of an attribution besides the classifier.
  struct Key: Hashable, Sendable {
    let text: String
    /// The review's input, which may differ from that of its text.
    let indices: [Int]
    let output: Output
    /// The name and options of the method.
    let method: String
  }

  /// The number of attributions that stay: studies over all reviews begin with the first ones.
  private let lasting: Int
  /// The largest number of others, for the reviews whose pages are being written; the oldest are discarded.
  private let passing: Int
  /// Whether only sampled numbers are kept, since all others are computed faster than they are found.
  private let onlySampled: Bool
  /// The attributions, and the keys of those that do not stay.
  private let known = Mutex<(attributions: [Key: Attribution], passing: [Key])>(([:], []))

  /// Prepares to keep attributions, some kilobytes each.
  ///
  /// - Parameter isPooled: Whether the model has a closed form, so that only sampling takes time.
  init(isPooled: Bool) {
    onlySampled = isPooled
    (lasting, passing) = isPooled ? (200, 32) : (1200, 300)
  }

  /// Returns an attribution, computing it if it is not kept.
  func finding(_ key: Key, _ make: () -> Attribution) -> Attribution {
    if let found = known.withLock({ $0.attributions[key] }) { return found }
    let made = make()
    if onlySampled && made.standardErrors == nil && made.fit == nil { return made }
    known.withLock { known in
      guard known.attributions.updateValue(made, forKey: key) == nil else { return }
      guard known.attributions.count > lasting else { return }
      known.passing.append(key)
      // Half at a time, since each removal from the beginning moves all others.
      guard known.passing.count > passing else { return }
      for old in known.passing.prefix(passing / 2) { known.attributions[old] = nil }
      known.passing.removeFirst(passing / 2)
    }
    return made
  }
}
