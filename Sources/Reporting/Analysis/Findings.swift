import Synchronization

/// Results of studies of one review or of one run, each computed when it is first needed.
///
/// Chunks, values, claims and outputs share them: a document with forty values of one study runs the study once. Studies are
/// deterministic, so two threads that need the same one at the same time get equal results.
package final class Findings: Sendable {
  private struct Key: Hashable, Sendable {
    let type: ObjectIdentifier
    let settings: String
  }

  private let known = Mutex<[Key: any Sendable]>([:])

  package init() {}

  /// Returns the result of a study, which is computed on the first call.
  ///
  /// - Parameters:
  ///   - settings: Whatever the result depends on beside the review or the run.
  ///   - study: Computes the result. It must not keep the owner of these findings.
  /// - Returns: The result, the same for the same settings.
  package func finding<Finding: Sendable>(
    _ settings: String..., by study: () -> Finding
  ) -> Finding {
    let key = Key(
      type: ObjectIdentifier(Finding.self), settings: settings.joined(separator: "\u{1F}"))
    // An optional result that is nil has been computed too.
    if let known = known.withLock({ $0[key] }), let found = known as? Finding { return found }
    let found = study()
    known.withLock { $0[key] = found }
    return found
  }
}
