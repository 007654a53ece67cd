internal import SourceText

extension ReviewReader {
  /// The number of objects that are in memory until their keys are known.
  private static let mostKept = 32

  /// Reads the objects of a file of JSON.
  ///
  /// Keys of any object decide on the columns of all, so many objects are read twice.
  mutating func readObjects(_ text: InputText) throws(Diagnostics) {
    var records = try JSONRecords(text)
    var keys: Set<String> = []
    var first: Int?
    var kept: [JSONRecords.Object]? = []
    while let object = try records.next() {
      first = first ?? object.line
      for key in object.fields.keys where !keys.contains(key) { keys.insert(key) }
      keys.formUnion(object.skipped)
      kept?.append(object)
      if let count = kept?.count, count > Self.mostKept { kept = nil }
    }
    problems.report(contentsOf: records.problems)
    guard let first, let reading = columns(among: keys.sorted(), path: text.path, line: first)
    else { return }
    if let kept {
      for object in kept { read(object, reading, path: text.path) }
      return
    }
    records = try JSONRecords(text)
    while let object = try records.next() { read(object, reading, path: text.path) }
  }

  /// The keys of objects, and those of them that have the parts of a review.
  struct ObjectReading {
    fileprivate let keys: [String]
    fileprivate let columns: ColumnChoice
    /// The other keys, with their places.
    fileprivate let others: [String: Int]
  }

  /// Chooses the keys with the parts of a review, or reports why it cannot.
  mutating func columns(among keys: [String], path: String, line: Int) -> ObjectReading? {
    let place = SourceLocation(file: path, line: line)
    return problems.collect { () throws(Diagnostics) in
      let columns = try ColumnChoice(among: keys, options, use, at: place)
      return ObjectReading(keys: keys, columns: columns, others: columns.others(among: keys))
    }
  }

  /// Adds the review of an object, or reports that it has none.
  mutating func read(_ object: JSONRecords.Object, _ reading: ObjectReading, path: String) {
    let (keys, columns) = (reading.keys, reading.columns)
    let location = SourceLocation(file: path, line: object.line)
    let key = keys[columns.text]
    guard let text = object.fields[key] else {
      let isOther = object.skipped.contains(key)
      problems.report(
        Diagnostic(
          isOther ? "the '\(key)' of this object is not a string" : "this object has no '\(key)'",
          at: location,
          hint: isOther
            ? "each object must be one review, as written by pandas with to_json(orient='records')"
            : "each line must be an object, such as {\"text\": \"A fine film.\"}"))
      return
    }
    add(
      ReviewRecord(
        text: text, label: columns.label.flatMap { object.fields[keys[$0]] },
        id: columns.id.flatMap { object.fields[keys[$0]] },
        title: columns.title.flatMap { object.fields[keys[$0]] },
        columns: object.fields.filter { reading.others[$0.key] != nil }, location: location))
  }
}
