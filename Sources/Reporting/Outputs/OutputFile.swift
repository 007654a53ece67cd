internal import Foundation
internal import Processes
public import SourceText

/// Writes a file that the user named.
public enum OutputFile {
  /// Writes a text as a whole or not at all.
  ///
  /// - Parameters:
  ///   - text: What it says.
  ///   - path: The file; one that is there is replaced.
  ///   - inputs: Files that the text was made of, which are never replaced.
  /// - Throws: A diagnostic when the path is a folder or one of the inputs, or when the machine fails.
  public static func write(
    _ text: String, to path: String, unless inputs: [String] = []
  ) throws(Diagnostic) {
    let place = SourceLocation(file: path.isEmpty ? "." : path)
    if path.isEmpty || Path.isFolder(path) {
      throw Diagnostic("the output is a folder, not a file", at: place)
    }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    if inputs.contains(where: { URL(fileURLWithPath: $0).resolvingSymlinksInPath() == target }) {
      throw Diagnostic(
        "the output is one of the files that are read", at: place, hint: "choose another --output")
    }
    do {
      // A device or a pipe can't be replaced; a file is, so that half of one is never there.
      let kind = try? target.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
      if kind == false { return try Data(text.utf8).write(to: target) }
      let staging = try Staging(for: target.path, isFolder: false)
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: staging.path))
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
      try staging.commit()
    } catch {
      throw Diagnostic(writing: path, failed: error)
    }
  }
}
