import Classifier
import Reviews
import SourceText
import Spooling

/// A review as it is kept in a file.
struct PickRecord: Recordable {
  /// The origin of the id.
  enum Origin: Int {
    /// It is given.
    case given
    /// It is the name of the file, perhaps with a number appended.
    case file
    /// It is the number of the review.
    case number
  }

  var origin: Origin
  /// The given id, or the one derived from the file's name.
  var name: String
  var title: String?
  var text: String
  var label: Label?
  var labelLocation: SourceLocation?
  var location: SourceLocation
  /// The other columns of its row.
  var columns: [String: String] = [:]
  /// The location of the given id, for the message that another review has it too.
  var idLocation: SourceLocation?

  init(_ row: ReviewRow) {
    let stem = row.id == nil ? row.stem.flatMap { Slug.of($0) } : nil
    origin = row.id != nil ? .given : stem != nil ? .file : .number
    name = row.id?.value ?? stem ?? ""
    title = row.title
    text = row.text
    label = (row.label?.value ?? row.folderLabel).map { Label($0) }
    labelLocation = row.label?.location
    location = row.location
    columns = row.columns
    idLocation = row.id?.location
  }

  init(_ pick: Pick) {
    (origin, name, title, text) = (.given, pick.id, pick.title, pick.text)
    (label, labelLocation, location) = (pick.label, pick.labelLocation, pick.location)
    columns = pick.columns
    idLocation = pick.location
  }

  init(from record: inout RecordReader) {
    origin = Origin(rawValue: record.integer()) ?? .number
    name = record.text()
    title = record.value()
    text = record.text()
    label = record.value(String?.self).map { Label($0) }
    labelLocation = record.truth() ? record.location() : nil
    location = record.location()
    columns = Dictionary((0..<record.count()).map { _ in (record.text(), record.text()) }) {
      first, _ in first
    }
    idLocation = origin == .given ? record.location() : nil
  }

  func record(to record: inout RecordWriter) {
    record.write(origin.rawValue)
    record.write(name)
    record.write(title)
    record.write(text)
    record.write(label?.name)
    record.write(labelLocation != nil)
    if let labelLocation { record.write(labelLocation) }
    record.write(location)
    record.write(columns.count)
    for (name, text) in columns.sorted(by: { $0.key < $1.key }) {
      record.write(name)
      record.write(text)
    }
    if origin == .given { record.write(idLocation ?? location) }
  }

  /// Returns the id that the review would like, or has if no other has it.
  func wish(at index: Int) -> String { origin == .number ? "review-\(index + 1)" : name }

  /// Returns the id with the number that makes it unique.
  func id(at index: Int, suffix: Int?) -> String {
    let wish = wish(at: index)
    return suffix.map { "\(wish)-\($0)" } ?? wish
  }

  func pick(id: String, label: Label?) -> Pick {
    Pick(
      id: id, title: title ?? (origin == .given ? nil : FirstWords.title(of: text)), text: text,
      label: label, labelLocation: labelLocation,
      location: location, columns: columns)
  }
}
