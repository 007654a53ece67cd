import Foundation
import SourceText

/// The files that continuous integration wants beside a report: the claims as test cases, and a summary.
struct SideFiles: Sendable {
  /// Where the claims go; nil for nowhere.
  let junit: String?
  /// The file that the summary is added to; nil for none.
  let summary: String?
  /// The largest size of the summary's file.
  let limit: Int

  /// Looks whether the files can be written where they are wanted.
  ///
  /// - Parameters:
  ///   - output: Where the report goes.
  ///   - isFolder: Whether that is a folder.
  ///   - inputs: Files that the run reads.
  ///   - problems: Takes what is wrong.
  func check(output: String, isFolder: Bool, inputs: [String], problems: inout Diagnostics) {
    var taken = Dictionary(
      inputs.map { (Self.resolve($0), "the run reads it") }, uniquingKeysWith: { first, _ in first }
    )
    if !isFolder && output != SectionFile.standardOutput {
      check(output, among: &taken, because: "the report goes there", &problems)
    }
    for (path, reason) in [(junit, "the claims go there"), (summary, "the summary goes there")] {
      guard let path else { continue }
      check(path, among: &taken, because: reason, &problems)
      if isFolder, Self.resolve(path).hasPrefix(Self.resolve(output) + "/") {
        problems.report(
          Diagnostic(
            "'\(path)' lies in the output folder, which is replaced as a whole",
            hint: "the site has its own junit.xml and summary.md"))
      }
    }
  }

  private func check(
    _ path: String, among taken: inout [String: String], because reason: String,
    _ problems: inout Diagnostics
  ) {
    let file = Self.resolve(path)
    if let other = taken[file] {
      problems.report(
        Diagnostic("'\(path)' can't be written: \(other)", hint: "choose another file"))
    } else if path.isEmpty || Path.isFolder(file) {
      problems.report(
        Diagnostic("'\(path)' is a folder, not a file", hint: "give the path of a file"))
    }
    taken[file] = reason
  }

  /// Writes the files.
  ///
  /// - Parameter finished: The run.
  /// - Returns: A warning when the summary had no room left.
  /// - Throws: A diagnostic when the machine fails.
  func write(_ finished: FinishedRun) throws -> [Diagnostic] {
    if let junit {
      var file = try SectionFile(output: junit)
      try file.write(JUnit.text(finished.claims), as: "claims")
      try file.commit([.section("claims")])
    }
    return try summary.map { try append(finished.summary, to: $0) } ?? []
  }

  /// Adds the summary to what other steps wrote.
  private func append(_ summary: Summary, to path: String) throws -> [Diagnostic] {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url) }
      let handle = try FileHandle(forUpdating: url)
      defer { try? handle.close() }
      let size = try handle.seekToEnd()
      // What is there already may end within a line.
      let gap = size > 0 ? "\n\n" : ""
      let text = summary.text(limit: limit - Int(clamping: size) - gap.utf8.count)
      guard !text.isEmpty else {
        return [
          Diagnostic(
            "the summary is left out: '\(path)' has \(size) of \(limit) bytes already",
            severity: .warning)
        ]
      }
      do {
        try handle.write(contentsOf: Data((gap + text).utf8))
      } catch {
        try? handle.truncate(atOffset: size)
        throw error
      }
      return []
    } catch {
      throw Diagnostic(
        "the summary can't be added to '\(path)'", hint: "check its permissions and the disk",
        cause: .machine)
    }
  }

  private static func resolve(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
