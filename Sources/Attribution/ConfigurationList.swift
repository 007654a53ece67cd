package import SourceText

/// A list of methods or metrics with their options, in command-line syntax: `lime,smoothgrad:samples=50,seed=3`.
///
/// A comma ends an entry unless an option follows.
package struct ConfigurationList<Kind> {
  /// The noun for an entry, "method" or "metric".
  let noun: String
  /// The names of all methods or metrics.
  let names: [String]
  /// Returns the method or metric with a name; nil if there is none.
  let named: (String) -> Kind?
  /// The hint for an entry that is given twice.
  var hintForRepetition: String?

  package init(
    noun: String, names: [String], named: @escaping (String) -> Kind?,
    hintForRepetition: String? = nil
  ) {
    self.noun = noun
    self.names = names
    self.named = named
    self.hintForRepetition = hintForRepetition
  }

  /// Parses a list.
  ///
  /// - Parameters:
  ///   - text: The list.
  ///   - argument: The name of the command-line argument, used as the location of diagnostics.
  ///   - name: Returns the name of an entry, which may depend on an option.
  ///   - configure: Creates an entry; options that it does not take are a problem.
  /// - Returns: The entries in the order given.
  /// - Throws: Diagnostics for unknown names and options, and for an entry that is given twice.
  package func parse<Configured>(
    _ text: String, argument: String, name: (Configured) -> String,
    _ configure: (Kind, inout Options, inout Diagnostics) -> Configured
  ) throws(Diagnostics) -> [Configured] {
    let place = SourceLocation(file: argument)
    var problems = Diagnostics()
    var configured: [Configured] = []
    var seen: Set<String> = []
    let entries = Self.entries(of: text)
    if entries.isEmpty {
      problems.report(Diagnostic("no \(noun) is given", at: place, hint: "try \(names[0])"))
    }
    for entry in entries {
      guard let kind = named(entry.name) else {
        let hint = NearestName.hint(for: entry.name, among: names, listing: "report \(noun)s")
        problems.report(Diagnostic("there is no \(noun) '\(entry.name)'", at: place, hint: hint))
        continue
      }
      var options = Options(
        parsing: entry.options, owner: "\(noun) '\(entry.name)'", argument: argument)
      configured.append(configure(kind, &options, &problems))
      options.finish()
      problems.report(contentsOf: options.problems)
      let found = name(configured[configured.count - 1])
      if !seen.insert(found).inserted {
        problems.report(
          Diagnostic("the \(noun) '\(found)' is given twice", at: place, hint: hintForRepetition))
      }
    }
    try problems.throwIfErrors()
    return configured
  }

  private static func entries(of list: String) -> [(name: String, options: String)] {
    var entries: [(name: String, options: String)] = []
    for piece in list.split(separator: ",") {
      let part = piece.drop { $0 == " " }
      let sides = part.split(separator: ":", maxSplits: 1)
      if part.contains("="), sides.count < 2, !entries.isEmpty {
        let options = entries[entries.count - 1].options
        entries[entries.count - 1].options += options.isEmpty ? part : ",\(part)"
      } else {
        entries.append((String(sides.first ?? part), String(sides.dropFirst().first ?? "")))
      }
    }
    return entries
  }
}
