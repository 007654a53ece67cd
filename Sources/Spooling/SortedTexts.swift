package import SourceText

/// Texts in the order of their bytes.
///
/// Many are sorted in runs, each of which is kept in a temporary file; memory does not grow with their number.
package struct SortedTexts: Sendable {
  private let runs: [RecordList<String>]
  /// The number of texts.
  package let count: Int

  /// Calls a closure with each text, in order.
  ///
  /// - Parameter body: Receives a text.
  /// - Throws: The errors of the closure, or a diagnostic if the texts cannot be read again.
  package func each(_ body: (String) throws(Diagnostics) -> Void) throws(Diagnostics) {
    var iterators = runs.map { $0.makeIterator() }
    var heads = iterators.indices.map { iterators[$0].next() }
    while true {
      var first: (run: Int, text: String)?
      for (run, head) in heads.enumerated() {
        guard let head else { continue }
        if let text = first?.text, !Self.inOrder(head, text) { continue }
        first = (run, head)
      }
      guard let (run, text) = first else { break }
      heads[run] = iterators[run].next()
      try body(text)
    }
    for run in runs { try run.throwIfFailed() }
  }

  fileprivate static func inOrder(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// Collects texts.
  package struct Collector: ~Copyable {
    private var texts: [String] = []
    private var size = 0
    private var runs: [RecordList<String>] = []
    private let limit: Int
    /// The number of texts.
    package private(set) var count = 0

    /// Starts without texts.
    ///
    /// - Parameter limit: The size in bytes of a run.
    package init(limit: Int = 1 << 22) { self.limit = limit }

    /// Adds a text.
    ///
    /// - Throws: A diagnostic if the temporary file cannot be written.
    package mutating func append(_ text: String) throws(Diagnostics) {
      texts.append(text)
      count += 1
      // Beside its bytes, a text has a header and an allocation.
      size += 48 + text.utf8.count
      if size > limit { try endRun() }
    }

    private mutating func endRun() throws(Diagnostics) {
      var run = RecordList<String>.Appender(block: 32)
      texts.sort(by: SortedTexts.inOrder)
      for text in texts { try run.append(text) }
      runs.append(run.list)
      (texts, size) = ([], 0)
    }

    /// Returns the texts so far, in order.
    ///
    /// - Throws: A diagnostic if the temporary file cannot be written.
    package consuming func sorted() throws(Diagnostics) -> SortedTexts {
      try endRun()
      return SortedTexts(runs: runs, count: count)
    }
  }
}
