internal import Classifier
internal import Foundation
public import SourceText

/// The reviews of a report, from any file that can hold them.
///
/// | what | form |
/// |---|---|
/// | `picks.txt` | one pick a line: `{#id label=positive}`, then the review or `@` and a path or glob |
/// | `.csv`, `.tsv` | a header with `review` or `text`, and perhaps `sentiment` or `label`, and `id` |
/// | `.jsonl` | an object a line with the same names |
/// | a folder | all `.txt` files in it; if it has folders `pos` and `neg`, those in these |
/// | `-` | standard input, as `picks.txt` or as JSON Lines |
public struct PickList: Hashable, Sendable {
  /// The picks in the order in which they were written; files of a folder or a glob in the order of their bytes.
  public let picks: [Pick]

  /// Reads reviews.
  ///
  /// - Parameters:
  ///   - path: A file, a folder or `-`.
  ///   - reserved: Ids that a pick can't have, because a page of the site has that name.
  ///   - standardInput: Where the text comes from if the path is `-`.
  /// - Throws: All that is wrong: with the file, a line, an id, a label or a review.
  public init(
    reading path: String, reserved: Set<String> = ["index"],
    standardInput: () throws(Diagnostic) -> [UInt8] = readStandardInput
  ) throws(Diagnostics) {
    let isPipe = path == "-"
    try self.init(path: isPipe ? "<stdin>" : path, reserved: reserved) {
      reader throws(Diagnostic) in
      if isPipe {
        try reader.read(try standardInput(), path: "<stdin>")
      } else if Path.isFolder(path) {
        reader.readFolder(path)
      } else {
        try reader.read(try SourceFile.bytes(of: path), path: path)
      }
    }
  }

  /// Reads a file whose bytes are in memory.
  package init(parsing bytes: [UInt8], path: String) throws(Diagnostics) {
    try self.init(path: path, reserved: ["index"]) { reader throws(Diagnostic) in
      try reader.read(bytes, path: path)
    }
  }

  private init(
    path: String, reserved: Set<String>, read: (inout PickReader) throws(Diagnostic) -> Void
  ) throws(Diagnostics) {
    var reader = PickReader()
    do throws(Diagnostic) { try read(&reader) } catch { reader.problems.report(error) }
    picks = reader.drafts.picks(reserved: reserved, problems: &reader.problems)
    if picks.isEmpty && !reader.problems.hasErrors {
      reader.problems.report(
        Diagnostic(
          "there are no reviews", at: SourceLocation(file: path),
          hint: Path.isFolder(path)
            ? "it has no .txt file"
            : "write one review a line, perhaps with {#id label=positive} in front of it"))
    }
    try reader.problems.throwIfErrors()
  }

  /// Reads all of the program's standard input.
  ///
  /// - Returns: Its bytes.
  /// - Throws: A diagnostic when it can't be read.
  public static func readStandardInput() throws(Diagnostic) -> [UInt8] {
    do {
      return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
    } catch {
      throw Diagnostic(
        "standard input can't be read", at: SourceLocation(file: "<stdin>"), cause: .machine)
    }
  }
}
