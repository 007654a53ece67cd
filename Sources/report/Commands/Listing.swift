import SourceText

/// A listing of the program's methods, metrics or chunks, of which one can be described.
struct Listing {
  /// The noun for an entry.
  let noun: String
  /// The command that prints the listing.
  let command: String
  /// The names of all entries.
  let names: [String]
  /// All entries.
  let text: () -> String
  /// Returns the description of an entry; nil if there is none of this name.
  let description: (String) -> String?

  /// Prints the listing or one description.
  ///
  /// - Parameter name: The entry to describe; nil for the listing.
  /// - Throws: A diagnostic if there is no such entry, or if writing fails.
  func print(_ name: String?) throws(Diagnostics) {
    guard let name else { return try Console.print(text()) }
    guard let description = description(name) else {
      throw Diagnostics(
        "there is no \(noun) '\(name)'",
        hint: NearestName.hint(for: name, among: names, listing: command))
    }
    try Console.print(description)
  }
}
