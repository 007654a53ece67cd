import Synchronization

/// The parsed texts of a document without some of its sections.
///
/// A document with a few conditions has a few remainders, which a site weaves thousands of times.
final class ParsedRemainders<Context: LiterateContext>: Sendable {
  private let known = Mutex<[Set<Int>: DocumentText<Context>]>([:])

  /// The maximum number of texts to keep: a document with ten conditions may have a thousand.
  private static var limit: Int { 32 }

  /// The parsed text without some sections, given by their numbers; nil if it is not known.
  subscript(omitted: Set<Int>) -> DocumentText<Context>? {
    get { known.withLock { $0[omitted] } }
    set { known.withLock { if $0.count < Self.limit { $0[omitted] = newValue } } }
  }
}
