import SourceText

/// A line of a part file.
struct PartLine {
  /// The file.
  let path: String
  /// The number of the line, from 1.
  let number: Int
  /// The text without the line's end.
  let text: String

  /// Parses the line.
  ///
  /// - Throws: A diagnostic if it is not a JSON object.
  func object() throws(Diagnostics) -> JSONField {
    do throws(Diagnostics) {
      let value = try JSON(parsing: SourceFile(path: path, text: text))
      guard value.object != nil else { throw Diagnostics("the line is not an object") }
      return JSONField(value, in: self)
    } catch {
      throw error.map { problem in
        problem.moved(
          to: SourceLocation(file: path, line: number, column: problem.location?.column ?? 1)
        ).with(hint: JSONField.damaged)
      }
    }
  }

  /// Returns the location of the member with a key; of the line if there is none.
  func location(of key: String) -> SourceLocation {
    let column = text.firstRange(of: "\"\(key)\":").map {
      text[..<$0.lowerBound].count + 1
    }
    return SourceLocation(file: path, line: number, column: column ?? 1)
  }
}

extension PartLine {
  /// The hint for a file that is not a part.
  static let notPart =
    "use files that 'report evaluate --part' or 'report diagnose --part' printed"

  /// Parses the line as the header of a part of this version.
  ///
  /// - Throws: A diagnostic if it is not a header, or one of another version.
  func header() throws(Diagnostics) -> JSONField {
    // A line that begins like a header is one, however damaged.
    let object = text.hasPrefix("{\"kind\":") ? try object() : try? object()
    guard let found = object, found["kind"].isGiven, found["version"].isGiven else {
      throw Diagnostics(
        number == 1 ? "this is not a part file" : "the first line of a part is expected here",
        at: SourceLocation(file: path, line: number, column: 1), hint: Self.notPart)
    }
    let version = try found["version"].text()
    guard version == Version.current else {
      throw Diagnostics(
        "this part is of version \(version) of the program, which is \(Version.current)",
        at: location(of: "version"), hint: "compute and join all parts with one version")
    }
    return found
  }

  /// Returns the kind of a part.
  ///
  /// - Throws: A diagnostic if there is no such kind.
  func kind(_ header: JSONField) throws(Diagnostics) -> PartKind {
    guard let kind = PartKind(rawValue: try header["kind"].text()) else {
      throw Diagnostics(
        "this is not a part file", at: location(of: "kind"), hint: Self.notPart)
    }
    return kind
  }
}
