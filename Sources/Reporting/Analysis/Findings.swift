import Synchronization

/// Results of studies of one review or of one run, each computed when it is first needed.
///
/// Chunks, values, claims and outputs share them: a document with forty values of one study runs the study once. A thread
/// that needs a running study waits for it; a study may use others, but not itself.
package final class Findings: Sendable {
  private struct Key: Hashable, Sendable {
    let type: ObjectIdentifier
    let settings: String
  }

  /// The result of a study; the thread that computes it holds the lock.
  private final class Study: Sendable {
    let result = Mutex<(any Sendable)?>(nil)
  }

  private let studies = Mutex<[Key: Study]>([:])

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
    let entry = studies.withLock { studies in
      if let known = studies[key] { return known }
      let new = Study()
      studies[key] = new
      return new
    }
    return entry.result.withLock { result in
      // An optional result that is nil has been computed too.
      if let known = result, let found = known as? Finding { return found }
      let found = study()
      result = found
      return found
    }
  }
}
