internal import Foundation
internal import Processes
package import SourceText

/// A list whose elements are kept as bytes, in memory while they are few and else in a temporary file; each is decoded on access.
///
/// In memory, a block of elements takes eight bytes, whatever its size. Several threads may read at a time.
package struct RecordList<Element: Recordable>: RandomAccessCollection, Sendable {
  private let spool: Spool
  /// The offset of each block.
  private let offsets: [Int]
  /// The number of elements per block.
  private let block: Int
  package let endIndex: Int

  fileprivate init(_ spool: Spool, _ offsets: [Int], block: Int, count: Int) {
    self.spool = spool
    self.offsets = offsets
    self.block = block
    endIndex = count
  }

  /// An empty list.
  package init() { self.init(Spool(), [], block: 1, count: 0) }

  package var startIndex: Int { 0 }

  /// - Complexity: O(*b*) for *b* elements per block.
  package subscript(position: Int) -> Element {
    let first = position / block
    var record = RecordReader(bytes(first..<first + 1))
    for _ in 0..<position % block { _ = Element(from: &record) }
    return Element(from: &record)
  }

  /// The bytes of some blocks.
  private func bytes(_ blocks: Range<Int>) -> [UInt8] {
    let end = blocks.upperBound < offsets.count ? offsets[blocks.upperBound] : spool.count
    return spool.bytes(in: offsets[blocks.lowerBound]..<end)
  }

  /// Decodes the elements in order, several with one access.
  package struct Iterator: IteratorProtocol {
    /// The number of elements that are read together.
    private static var most: Int { 32 }

    private let list: RecordList
    private var position: Int
    private var record = RecordReader([])
    /// The index of the first element that is not among the bytes.
    private var end: Int

    fileprivate init(_ list: RecordList, from start: Int) {
      self.list = list
      position = start / list.block * list.block
      end = position
      while position < start { _ = next() }
    }

    package mutating func next() -> Element? {
      guard position < list.endIndex else { return nil }
      if position == end {
        let first = position / list.block
        let last = Swift.min(first + Swift.max(1, Self.most / list.block), list.offsets.count)
        record = RecordReader(list.bytes(first..<last))
        end = last * list.block
      }
      position += 1
      return Element(from: &record)
    }
  }

  package func makeIterator() -> Iterator { Iterator(self, from: 0) }

  /// Returns the elements from an index on, in order.
  package func elements(from start: Int) -> IteratorSequence<Iterator> {
    IteratorSequence(Iterator(self, from: start))
  }

  /// Whether the elements are in a file.
  package var hasFile: Bool { spool.hasFile }

  /// The number of bytes that the list keeps in memory beside its elements.
  package var overhead: Int { offsets.count * MemoryLayout<Int>.size }

  /// Throws if an element could not be read; it was then read as another value.
  package func throwIfFailed() throws(Diagnostics) {
    if spool.hasFailed { throw Diagnostics("cannot read a temporary file", cause: .machine) }
  }

  /// Collects a list.
  package struct Appender: ~Copyable, Sendable {
    private var spool: Spool.Writer
    private var offsets: [Int] = []
    private var record = RecordWriter()
    private let block: Int
    /// The number of elements.
    package private(set) var count = 0

    /// Starts an empty list.
    ///
    /// - Parameters:
    ///   - block: The number of elements per block, of which all before an element are decoded too.
    ///   - limit: The size in bytes up to which it stays in memory.
    package init(block: Int = 1, limit: Int = 1 << 20) {
      self.block = block
      spool = Spool.Writer(limit: limit)
    }

    /// Appends an element.
    ///
    /// - Throws: A diagnostic if the temporary file cannot be written.
    package mutating func append(_ element: Element) throws(Diagnostics) {
      record.clear()
      element.record(to: &record)
      do {
        let offset = try spool.append(record.bytes)
        if count.isMultiple(of: block) { offsets.append(offset) }
        count += 1
      } catch {
        throw Diagnostics(spooling: error)
      }
    }

    /// The list so far.
    package var list: RecordList { RecordList(spool.spool, offsets, block: block, count: count) }
  }
}

extension Diagnostics {
  /// Creates the error of a temporary file that cannot be written.
  package init(spooling error: any Error) {
    let isFull = (error as? POSIXError)?.code == .ENOSPC
    self.init(
      "cannot write a temporary file" + (isFull ? ": the disk is full" : ""),
      hint: "existing files are unchanged; TMPDIR names the folder of temporary files",
      cause: .machine)
  }
}
