package import Literate
package import Spooling

extension ReviewMeasurement: Recordable {
  package init(from record: inout RecordReader) {
    switch record.integer() {
    case 0: self = .excluded
    case 1: self = .undecided
    case 2: self = .missing
    case 3: self = .notANumber
    default: self = .value(record.value())
    }
  }

  package func record(to record: inout RecordWriter) {
    switch self {
    case .excluded: record.write(0)
    case .undecided: record.write(1)
    case .missing: record.write(2)
    case .notANumber: record.write(3)
    case .value(let value):
      record.write(4)
      record.write(value)
    }
  }
}

extension ClaimResult.Side: Recordable {
  package init(from record: inout RecordReader) {
    self.init(text: record.text(), exact: record.value(), note: record.value())
  }

  package func record(to record: inout RecordWriter) {
    record.write(text)
    record.write(exact)
    record.write(note)
  }
}

extension ClaimResult.Relation: Recordable {
  package init(from record: inout RecordReader) {
    let (left, sign) = (record.value(ClaimResult.Side.self), record.text())
    self.init(
      left: left, sign: sign, right: record.value(),
      holds: record.truth() ? record.truth() : nil, tolerance: record.number())
  }

  package func record(to record: inout RecordWriter) {
    record.write(left)
    record.write(sign)
    record.write(right)
    record.write(holds != nil)
    if let holds { record.write(holds) }
    record.write(tolerance)
  }
}
