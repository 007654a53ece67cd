/// The reason why an expression has no value.
public struct MissingValue: Error, Hashable, Sendable {
  /// The reason as a sentence without a capital letter and a full stop.
  public let reason: String
  /// The path without a value, if that is the reason.
  let path: String?
  /// Why that path has none; nil for another reason.
  let absence: Absence?
  /// Whether there is a value, but not a number.
  let isNaN: Bool

  init(_ reason: String, path: String? = nil, isNaN: Bool = false) {
    (self.reason, self.path, self.isNaN) = (reason, path, isNaN)
    absence = nil
  }

  init(_ absence: Absence, path: String) {
    (reason, self.path, self.absence) = (absence.sentence(about: path), path, absence)
    isNaN = false
  }
}
