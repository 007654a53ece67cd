import Classifier
public import SourceText

/// The folders of all parts of one run, in the order of the parts.
public struct PartFolders: Sendable {
  /// The reviews of the run.
  public let picks: PickList
  let folders: [PartFolder]

  /// Returns whether the first path is a folder, as the parts of a build are, and not a file, as other parts are.
  public static func isFolder(_ paths: [String]) -> Bool {
    paths.first.map { Path.isFolder($0) } ?? false
  }

  /// Reads folders of `report build --part`.
  ///
  /// - Parameter paths: The folders, in any order.
  /// - Throws: All problems: a folder that is not one of a part, a damaged part, parts of several runs, a part that is given twice,
  ///   and parts that are missing.
  public init(reading paths: [String]) throws(Diagnostics) {
    var problems = Diagnostics()
    let found = paths.compactMap { path in
      problems.collect { () throws(Diagnostics) in try PartFolder(reading: path) }
    }
    try problems.throwIfErrors()
    guard let first = found.first else {
      throw Diagnostics("no parts given", hint: "name the output folders of 'report build --part'")
    }
    var known: [Int: String] = [:]
    for folder in found {
      let place = SourceLocation(file: Path.join(folder.path, SitePartHeader.path))
      let (header, other) = (folder.header, first.header)
      let differences = header.identity.differences(from: other.identity)
      if header.part.count != other.part.count {
        problems.report(
          Diagnostic(
            "this is part \(header.part), but '\(first.path)' is part \(other.part)", at: place,
            hint: "join parts of one run"))
      } else if !differences.isEmpty || header.reviews != other.reviews {
        problems.report(
          Diagnostic(
            "this part and '\(first.path)' differ in \(differences.joined(separator: ", "))",
            at: place, hint: "join parts of one run"))
      } else if let earlier = known.updateValue(folder.path, forKey: header.part.number) {
        problems.report(
          Diagnostic(
            "part \(header.part) is given twice", at: place, hint: "it is also in '\(earlier)'"))
      }
    }
    try problems.throwIfErrors()
    let count = first.header.part.count
    let missing = (1...count).filter { known[$0] == nil }
    guard missing.isEmpty else {
      let shown = missing.prefix(5).map { "\($0)/\(count)" }.joined(separator: ", ")
      let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
      throw Diagnostics(
        missing.count == 1 ? "part \(shown) is missing" : "parts are missing: \(shown)\(more)",
        at: SourceLocation(file: first.path), hint: "join all parts of the run")
    }
    folders = found.sorted { $0.header.part.number < $1.header.part.number }
    let collector = PickCollector(reserved: [])
    do {
      for folder in folders { try folder.eachRecord { try collector.add($0.pick) } }
    } catch let error as Diagnostics {
      throw error
    } catch {
      throw Diagnostics("\(error)")
    }
    picks = PickList(try collector.picks(), warnings: [])
  }

  /// The identity of the run, with the place for problems.
  var identity: RunIdentity { folders[0].header.identity }
}
