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

  /// The largest number of attributions, some kilobytes each; the oldest are discarded.
  private static let limit = 1500
  private let known = Mutex<(attributions: [Key: Attribution], order: [Key])>(([:], []))

  /// Returns an attribution, computing it if it is not kept.
  func finding(_ key: Key, _ make: () -> Attribution) -> Attribution {
    if let found = known.withLock({ $0.attributions[key] }) { return found }
    let made = make()
    known.withLock { known in
      guard known.attributions.updateValue(made, forKey: key) == nil else { return }
      known.order.append(key)
      // Half at a time, since each removal from the beginning moves all others.
      guard known.order.count > Self.limit else { return }
      for old in known.order.prefix(Self.limit / 2) { known.attributions[old] = nil }
      known.order.removeFirst(Self.limit / 2)
    }
    return made
  }
}
