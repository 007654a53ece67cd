import Foundation
package import SourceText

/// The additional files for continuous integration: the claims as test cases, and a summary.
package struct RunSummaries: Sendable {
  /// The JUnit file for the claims; nil for none.
  let junit: String?
  /// The file that the summary is appended to; nil for none.
  let summary: String?
  /// The largest size of the summary file in bytes.
  package let limit: Int

  /// Creates the files from their paths.
  package init(junit: String? = nil, summary: String? = nil, limit: Int) {
    self.junit = junit
    self.summary = summary
    self.limit = limit
  }

  /// Checks that the files do not conflict with each other, the report or the inputs.
  ///
  /// - Parameters:
  ///   - site: The folder of the site; nil for none.
  ///   - reports: The files of the report; `-` for standard output.
  ///   - history: The file with the values of claims in all runs; nil for none.
  ///   - inputs: The input files of the run.
  ///   - problems: Receives the conflicts.
  package func check(
    site: String?, reports: [String], history: String? = nil, inputs: [String],
    problems: inout Diagnostics
  ) {
    var taken = Dictionary(
      inputs.map { (Self.resolve($0), "it is an input") }, uniquingKeysWith: { first, _ in first }
    )
    let standard = SpooledFile.standardOutput
    if reports.count(where: { $0 == standard }) > 1 {
      problems.report(
        Diagnostic(
          "two reports go to standard output", hint: "write one of them to a file"))
    }
    let files = reports.filter { $0 != standard }.map { ($0, "the report is written there") }
    let others = [
      (junit, "the claims are written there"), (summary, "the summary is written there"),
      (history, "the history is kept there"),
    ]
    for (path, reason) in files + others.compactMap({ path, reason in path.map { ($0, reason) } }) {
      check(path, among: &taken, because: reason, &problems)
      if let site, Self.resolve(path).hasPrefix(Self.resolve(site) + "/") {
        problems.report(
          Diagnostic(
            "'\(path)' is in the output folder, which is replaced as a whole",
            hint: "choose another folder; the site has a junit.xml and a summary.md of its own"))
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
        Diagnostic("cannot write '\(path)': \(other)", hint: "choose another file"))
    } else if path.isEmpty || Path.isFolder(file) {
      problems.report(
        Diagnostic("'\(path)' is a folder, not a file", hint: "use the path of a file"))
    }
    taken[file] = reason
  }

  /// Writes the files.
  ///
  /// - Parameter finished: The run.
  /// - Returns: A warning if the summary does not fit its size limit.
  /// - Throws: A diagnostic if writing fails.
  package func write(_ finished: FinishedSite) throws -> [Diagnostic] {
    if let junit {
      let claims = finished.claims
      try SpooledFile(output: junit).commit([.written { try JUnit.write(claims, to: $0) }])
    }
    return try summary.map { try append(finished.summary, to: $0) } ?? []
  }

  /// Appends the summary to a file that other steps may have written.
  private func append(_ summary: RunSummary, to path: String) throws -> [Diagnostic] {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url) }
      let handle = try FileHandle(forUpdating: url)
      defer { try? handle.close() }
      let size = try handle.seekToEnd()
      // The existing content may not end with a line feed.
      let gap = size > 0 ? "\n\n" : ""
      let text = summary.text(limit: limit - Int(clamping: size) - gap.utf8.count)
      guard !text.isEmpty else {
        return [
          Diagnostic(
            "the summary is omitted: '\(path)' already has \(size) of \(limit) bytes",
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
      throw Diagnostics(
        "cannot append the summary to '\(path)'",
        hint: "check its permissions and the free disk space",
        cause: .machine)
    }
  }

  private static func resolve(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
