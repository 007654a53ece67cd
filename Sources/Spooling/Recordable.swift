/// A value that is kept as bytes in a ``RecordList``.
package protocol Recordable: Sendable {
  /// Reads the value; of other bytes than ``record(to:)`` wrote, any value is read.
  init(from record: inout RecordReader)

  /// Writes the value.
  func record(to record: inout RecordWriter)
}

extension String: Recordable {
  package init(from record: inout RecordReader) { self = record.text() }

  package func record(to record: inout RecordWriter) { record.write(self) }
}

extension Optional: Recordable where Wrapped: Recordable {
  package init(from record: inout RecordReader) {
    self = record.truth() ? Wrapped(from: &record) : nil
  }

  package func record(to record: inout RecordWriter) {
    record.write(self != nil)
    self?.record(to: &record)
  }
}

extension Array: Recordable where Element: Recordable {
  package init(from record: inout RecordReader) {
    let count = record.count()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(Element(from: &record)) }
  }

  package func record(to record: inout RecordWriter) {
    record.write(count)
    for element in self { element.record(to: &record) }
  }
}
