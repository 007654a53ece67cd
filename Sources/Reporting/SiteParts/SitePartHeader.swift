import Classifier
import SourceText

/// The header of a part: the run to which it belongs, and the size and digest of its records.
struct SitePartHeader {
  /// The kind of a part, which tells its files from others.
  static let kind = "report part"
  /// The paths of the header and the records in the folder of the part.
  static let path = "data/part.json"
  static let recordsPath = "data/part.records"

  let part: Part
  /// The number of reviews of the whole run.
  let reviews: Int
  let identity: RunIdentity
  /// The number of bytes of the records, and their SHA-256.
  let bytes: Int
  let sha256: String

  init(part: Part, reviews: Int, identity: RunIdentity, bytes: Int, sha256: String) {
    self.part = part
    self.reviews = reviews
    self.identity = identity
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// The file.
  var json: String {
    JSONWriter.object(.indented) { json in
      json.write("kind", Self.kind)
      json.write("version", Version.current)
      json.write("part", "\(part)")
      json.write("reviews", reviews)
      json.object("run") { json in
        for (name, value) in identity.aspects.sorted(by: { $0.key < $1.key }) {
          json.write(name, value)
        }
      }
      json.object("records") { json in
        json.write("bytes", bytes)
        json.write("sha256", sha256)
      }
    } + "\n"
  }

  /// Reads the header of a part.
  ///
  /// - Parameter folder: The folder of the part.
  /// - Throws: A diagnostic if it is not the folder of a part, or of one from another version.
  init(of folder: String) throws(Diagnostics) {
    let path = Path.join(folder, Self.path)
    guard Path.isFile(path) else {
      throw Diagnostics(
        "this is not the folder of a part", at: SourceLocation(file: folder),
        hint: "name the output folders of 'report build --part'")
    }
    let file = try SourceFile(reading: path, limit: 1 << 20)
    let place = SourceLocation(file: path)
    let json = JSONField(try JSON(parsing: file), at: place)
    let hint = "build the part again"
    do throws(Diagnostics) {
      guard try json["kind"].text() == Self.kind else {
        throw Diagnostics("this file is not the header of a part", at: place)
      }
      let version = try json["version"].text()
      guard version == Version.current else {
        throw Diagnostics(
          "the part was built by version \(version), but this is version \(Version.current)",
          at: place)
      }
      let text = try json["part"].text()
      guard let part = Part(parsing: text) else {
        throw Diagnostics("there is no part '\(text)'", at: place)
      }
      self.part = part
      reviews = try json["reviews"].offset()
      identity = RunIdentity(aspects: try json["run"].textsByName())
      bytes = try json["records"]["bytes"].offset()
      sha256 = try json["records"]["sha256"].text()
    } catch {
      throw error.map { $0.with(hint: hint) }
    }
  }
}
