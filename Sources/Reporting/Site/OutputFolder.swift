internal import Foundation
internal import SourceText

/// The folder in which a site is published, and the folders beside it while one site takes another's place.
///
/// Beside `public` they are `.public.report-<process>-<number>.new` and `….old`.
enum OutputFolder {
  /// The absolute path of a folder, links resolved so that they stay.
  ///
  /// - Parameter output: The folder as the user named it; there need not be one.
  /// - Returns: The path.
  /// - Throws: A diagnostic when it can't be an output folder.
  static func resolve(_ output: String) throws(Diagnostic) -> String {
    let place = SourceLocation(file: output.isEmpty ? "." : output)
    let url = URL(fileURLWithPath: output).resolvingSymlinksInPath()
    let path = url.path
    let here = URL(fileURLWithPath: ".").resolvingSymlinksInPath().path
    if path == "/" || "\(here)/".hasPrefix("\(path)/") {
      throw Diagnostic(
        "the output can't be a folder that the program runs in", at: place,
        hint: "choose a folder in it, such as --output public")
    }
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    switch kind {
    case nil, .typeDirectory?: return path
    case .typeSymbolicLink?:
      throw Diagnostic("the output is a link that leads nowhere", at: place)
    default:
      throw Diagnostic(
        "the output is a file, not a folder", at: place, hint: "choose another --output or move it")
    }
  }

  /// Refuses a folder that holds files which are not on its own list of files.
  ///
  /// - Parameters:
  ///   - path: The folder; there need not be one.
  ///   - output: Its name in the message.
  /// - Throws: A diagnostic that names some of the files.
  static func checkOwnership(of path: String, output: String) throws(Diagnostic) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let entries: [String]
    do {
      entries = try FileManager.default.subpathsOfDirectory(atPath: path)
    } catch {
      throw Diagnostic(
        "'\(output)' can't be read", hint: "check its permissions", cause: .machine)
    }
    // Without a list nothing in the folder is known.
    let manifest = try? SourceFile(reading: Path.join(path, SiteWriter.manifestPath))
    let known = Set(manifest?.lines.map(String.init) ?? [])
    let foreign = entries.filter { !known.contains($0) && !isPlainFolder(Path.join(path, $0)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !foreign.isEmpty else { return }
    let more = foreign.count > 2 ? " and \(foreign.count - 2) more" : ""
    throw Diagnostic(
      "'\(output)' holds files that report did not write: "
        + foreign.prefix(2).joined(separator: ", ") + more,
      hint: "choose another --output or move them")
  }

  /// Makes an empty folder beside an output folder, and those above it.
  ///
  /// - Parameters:
  ///   - path: The output folder.
  ///   - output: Its name in the message.
  /// - Returns: The path of the new folder.
  /// - Throws: A diagnostic when the machine does not let it be made.
  static func makeStaging(for path: String, output: String) throws(Diagnostic) -> String {
    let files = FileManager.default
    let staging = freePath(beside: path)
    do {
      try files.createDirectory(
        atPath: Path.folder(of: path), withIntermediateDirectories: true)
      try files.createDirectory(atPath: staging, withIntermediateDirectories: false)
    } catch {
      throw Diagnostic(writing: output, failed: error)
    }
    return staging
  }

  /// A path beside an output at which there is nothing.
  static func freePath(beside path: String) -> String {
    let process = ProcessInfo.processInfo.processIdentifier
    var number = 0
    var staging: String
    repeat {
      number += 1
      staging = "\(prefix(of: path))\(process)-\(number).new"
    } while FileManager.default.fileExists(atPath: staging)
    return staging
  }

  /// Lets one folder, or file, take the place of another.
  ///
  /// - Parameters:
  ///   - path: The output folder; there need not be one.
  ///   - staging: What takes its place.
  ///   - output: The output folder's name in the message.
  /// - Throws: A diagnostic when the machine does not let it be; the old folder is then back in its place.
  static func replace(
    _ path: String, with staging: String, output: String
  ) throws(Diagnostic) {
    let aside = staging.dropLast(".new".count) + ".old"
    let files = FileManager.default
    do {
      guard files.fileExists(atPath: path) else {
        return try files.moveItem(atPath: staging, toPath: path)
      }
      try files.moveItem(atPath: path, toPath: String(aside))
      do {
        try files.moveItem(atPath: staging, toPath: path)
      } catch {
        try files.moveItem(atPath: String(aside), toPath: path)
        throw error
      }
    } catch {
      throw Diagnostic(writing: output, failed: error)
    }
    // What can't be removed now is removed on the next run.
    try? files.removeItem(atPath: String(aside))
  }

  /// Removes what a run that was killed left beside an output folder, and puts an old site back that it had
  /// moved aside.
  static func recover(_ path: String) {
    let folder = Path.folder(of: path)
    // A folder that can't be read is reported when something is written there.
    let siblings = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in siblings.sorted() {
      let sibling = Path.join(folder, name)
      guard let process = process(ofLeftover: sibling, beside: path), !isRunning(process) else {
        continue
      }
      if name.hasSuffix(".old") && !FileManager.default.fileExists(atPath: path) {
        try? FileManager.default.moveItem(atPath: sibling, toPath: path)
      } else {
        try? FileManager.default.removeItem(atPath: sibling)
      }
    }
  }

  private static func prefix(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return Path.join(Path.folder(of: path), ".\(name).report-")
  }

  private static func process(ofLeftover sibling: String, beside path: String) -> Int32? {
    let prefix = prefix(of: path)
    guard sibling.hasPrefix(prefix),
      let match = sibling.dropFirst(prefix.count)
        .wholeMatch(of: /([0-9]+)-[0-9]+\.(new|old)/)
    else { return nil }
    return Int32(match.1)
  }

  private static func isRunning(_ process: Int32) -> Bool {
    // Signal 0 is never delivered; it only asks.
    kill(process, 0) == 0 || errno != ESRCH
  }

  private static func isPlainFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}
