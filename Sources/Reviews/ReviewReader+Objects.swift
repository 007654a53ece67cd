internal import SourceText

extension ReviewReader {
  /// Reads the objects of a file of JSON.
  mutating func readObjects(_ file: JSONRecords, path: String) {
    problems.report(contentsOf: file.problems)
    var names: Set<String> = []
    for object in file.objects { names.formUnion(object.fields.keys) }
    let keys = names.union(file.objects.flatMap(\.skipped)).sorted()
    guard let first = file.objects.first,
      let reading = columns(among: keys, path: path, line: first.line)
    else { return }
    for object in file.objects { read(object, reading, path: path) }
  }

  /// The keys of objects, and those of them that have the parts of a review.
  struct ObjectReading {
    fileprivate let keys: [String]
    fileprivate let columns: ColumnChoice
  }

  /// Chooses the keys with the parts of a review, or reports why it cannot.
  mutating func columns(among keys: [String], path: String, line: Int) -> ObjectReading? {
    let place = SourceLocation(file: path, line: line)
    return problems.collect { () throws(Diagnostics) in
      ObjectReading(keys: keys, columns: try ColumnChoice(among: keys, options, use, at: place))
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
        title: columns.title.flatMap { object.fields[keys[$0]] }, location: location))
  }
}
