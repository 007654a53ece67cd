internal import Foundation
package import SourceText

/// The folder in which a site is published.
package enum OutputFolder {
  /// Returns the absolute path of a folder with symbolic links resolved, so that the links are preserved.
  ///
  /// - Parameter output: The path given by the user; the folder need not exist.
  /// - Returns: The absolute path.
  /// - Throws: A diagnostic if the path cannot be an output folder.
  package static func resolve(_ output: String) throws(Diagnostics) -> String {
    let place = SourceLocation(file: output.isEmpty ? "." : output)
    let url = URL(fileURLWithPath: output).resolvingSymlinksInPath()
    let path = url.path
    let here = URL(fileURLWithPath: ".").resolvingSymlinksInPath().path
    if path == "/" || "\(here)/".hasPrefix("\(path)/") {
      throw Diagnostics(
        "the output can't be the current folder or a folder above it", at: place,
        hint: "use a subfolder, such as --output public")
    }
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    switch kind {
    case nil, .typeDirectory?: return path
    case .typeSymbolicLink?:
      throw Diagnostics("the output is a broken symbolic link", at: place)
    default:
      throw Diagnostics(
        "the output is a file, not a folder", at: place, hint: "choose another --output or move it")
    }
  }

  /// Throws if a folder contains files that are not on its own list of files.
  ///
  /// - Parameters:
  ///   - path: The folder, which need not exist.
  ///   - output: The name of the folder in the message.
  /// - Throws: A diagnostic that names some of the files.
  package static func checkOwnership(of path: String, output: String) throws(Diagnostics) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let entries: [String]
    do {
      entries = try FileManager.default.subpathsOfDirectory(atPath: path)
    } catch {
      throw Diagnostics(
        "cannot read '\(output)'", hint: "check its permissions", cause: .machine)
    }
    // Without a list, all files are foreign.
    let manifest = try? SourceFile(reading: Path.join(path, SiteWriter.manifestPath))
    let known = Set(manifest?.lines.map(String.init) ?? [])
    let foreign = entries.filter { !known.contains($0) && !isPlainFolder(Path.join(path, $0)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !foreign.isEmpty else { return }
    let more = foreign.count > 2 ? " and \(foreign.count - 2) more" : ""
    throw Diagnostics(
      "'\(output)' contains files that report did not write: "
        + foreign.prefix(2).joined(separator: ", ") + more,
      hint: "choose another --output or move them")
  }

  private static func isPlainFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}
