import Literate
package import Spooling

extension Value: Recordable {
  package init(from record: inout RecordReader) {
    switch record.integer() {
    case 0: self = .number(record.number())
    case 1: self = .integer(record.integer())
    case 2: self = .text(record.text())
    default: self = .boolean(record.truth())
    }
  }

  package func record(to record: inout RecordWriter) {
    switch self {
    case .number(let number):
      record.write(0)
      record.write(number)
    case .integer(let number):
      record.write(1)
      record.write(number)
    case .text(let text):
      record.write(2)
      record.write(text)
    case .boolean(let truth):
      record.write(3)
      record.write(truth)
    }
  }
}

extension ClaimResult.Measurement: Recordable {
  package init(from record: inout RecordReader) {
    self.init(
      path: record.text(), value: record.value(), text: record.text(), absence: record.value())
  }

  package func record(to record: inout RecordWriter) {
    record.write(path)
    record.write(value)
    record.write(text)
    record.write(absence)
  }
}

extension ClaimResult.Tally: Recordable {
  package init(from record: inout RecordReader) {
    self.init(
      holding: record.integer(), total: record.integer(), extreme: record.value(),
      address: record.value(), rank: record.text())
  }

  package func record(to record: inout RecordWriter) {
    record.write(holding)
    record.write(total)
    record.write(extreme)
    record.write(address)
    record.write(rank)
  }
}

extension ClaimResult: Recordable {
  package init(from record: inout RecordReader) {
    self.init(
      label: record.value(), review: record.value(), claim: record.text(), says: record.text(),
      measured: record.value(), holds: record.truth(),
      location: record.truth() ? record.location() : nil, tally: record.value(),
      relations: record.value(), undecided: record.value())
  }

  package func record(to record: inout RecordWriter) {
    record.write(label)
    record.write(review)
    record.write(claim)
    record.write(says)
    record.write(measured)
    record.write(holds)
    record.write(location != nil)
    if let location { record.write(location) }
    record.write(tally)
    record.write(relations)
    record.write(undecided)
  }
}

extension ReviewFinding: Recordable {
  package init(from record: inout RecordReader) {
    self.init(
      review: record.text(), address: record.value(), measured: record.value(),
      relations: record.value(), holds: record.truth(), slack: record.number())
  }

  package func record(to record: inout RecordWriter) {
    record.write(review)
    record.write(address)
    record.write(measured)
    record.write(relations)
    record.write(holds)
    record.write(slack)
  }
}
