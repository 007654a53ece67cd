import Literate
package import SourceText
package import Spooling

/// The claims of all pages, in the order of the pages: few in memory, many in a temporary file.
package struct Claims: Sendable {
  /// Claims that hold, of one text at one place.
  package struct Group: Sendable {
    /// The first of them.
    package let first: JUnit.Case
    /// The number of pages.
    package fileprivate(set) var count = 1
  }

  private let cases: RecordList<JUnit.Case>
  /// The number of claims that do not hold.
  package let failed: Int
  /// The claims that hold, in the order of their first pages.
  package let groups: [Group]
  /// The diagnostics of the first claims that do not hold.
  package let failures: [Diagnostic]
  /// The indices of the first failed claim and of each further hundredth.
  private let blocks: [Int]

  /// The number of failed claims in a block.
  package static let blockSize = 100
  /// The largest number of diagnostics.
  package static let mostFailures = 1000

  fileprivate init(
    _ cases: RecordList<JUnit.Case>, failed: Int, groups: [Group], failures: [Diagnostic],
    blocks: [Int]
  ) {
    self.cases = cases
    self.failed = failed
    self.groups = groups
    self.failures = failures
    self.blocks = blocks
  }

  /// Keeps claims, of which those of one page follow each other.
  package init(of cases: some Sequence<JUnit.Case>) throws(Diagnostics) {
    var collector = Collector()
    try collector.add(cases)
    self = collector.claims
  }

  /// The number of claims.
  package var count: Int { cases.count }

  /// All claims, in order; each is read when it is needed.
  package var all: some Sequence<JUnit.Case> { cases }

  /// The indices of the failed claims, block by block.
  package var failedBlocks: [Range<Int>] {
    blocks.indices.map { $0 * Self.blockSize..<min(($0 + 1) * Self.blockSize, failed) }
  }

  /// Returns the failed claims of a block.
  package func failures(in range: Range<Int>) -> some Sequence<JUnit.Case> {
    cases.elements(from: blocks[range.lowerBound / Self.blockSize]).lazy
      .filter { !$0.claim.holds }.prefix(range.count)
  }

  /// Throws if a claim could not be read; it was then read as another one.
  package func throwIfFailed() throws(Diagnostics) { try cases.throwIfFailed() }

  /// Collects the claims of pages.
  package struct Collector: ~Copyable {
    private struct Key: Hashable {
      let place, claim: String
    }

    private var cases = RecordList<JUnit.Case>.Appender(block: 64)
    private var failed = 0
    private var groups: [Group] = []
    private var known: [Key: Int] = [:]
    private var failures: [Diagnostic] = []
    private var blocks: [Int] = []

    package init() {}

    /// Adds the claims of a page.
    ///
    /// - Throws: A diagnostic if the temporary file cannot be written.
    package mutating func add(_ page: some Sequence<JUnit.Case>) throws(Diagnostics) {
      for item in page {
        if item.claim.holds {
          let key = Key(place: item.place, claim: item.claim.claim)
          if let index = known[key] {
            groups[index].count += 1
          } else {
            known[key] = groups.count
            groups.append(Group(first: item))
          }
        } else {
          if failed.isMultiple(of: Claims.blockSize) { blocks.append(cases.count) }
          if failed < Claims.mostFailures { failures.append(item.failure) }
          failed += 1
        }
        try cases.append(item)
      }
    }

    /// The claims so far.
    package var claims: Claims {
      Claims(cases.list, failed: failed, groups: groups, failures: failures, blocks: blocks)
    }
  }
}

extension JUnit.Case: Recordable {
  package init(from record: inout RecordReader) {
    self.init(page: record.text(), claim: record.value())
  }

  package func record(to record: inout RecordWriter) {
    record.write(page)
    record.write(claim)
  }
}
