import Foundation
import Processes
public import SourceText

extension Model {
  /// The names of the files in a model folder; only the card may be missing.
  public static let fileNames = [
    ModelConfiguration.fileName, vocabularyFileName, weightsFileName, cardFileName,
  ]

  /// Checks, before hours of training, that a model can be written to a folder.
  ///
  /// - Parameter folder: One that does not exist, is empty, or holds a model, which will be replaced.
  /// - Throws: A diagnostic when there is a file, or a folder with files that belong to no model, or when the
  ///   program runs in the folder.
  public static func checkOutput(folder: String) throws(Diagnostic) {
    let place = SourceLocation(file: folder.isEmpty ? "." : folder)
    let target = Self.target(of: folder)
    let here = Self.target(of: ".").path
    if target.path == "/" || "\(here)/".hasPrefix("\(target.path)/") {
      throw Diagnostic(
        "the output can't be a folder that the program runs in", at: place,
        hint: "choose a folder in it, such as model")
    }
    var parent = target.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: parent.path) { parent.deleteLastPathComponent() }
    guard isFolder(parent), FileManager.default.isWritableFile(atPath: parent.path) else {
      throw unwritable(folder)
    }
    guard FileManager.default.fileExists(atPath: target.path) else { return }
    // What can't be listed is a folder that may not be looked into.
    guard isFolder(target),
      let names = try? FileManager.default.subpathsOfDirectory(atPath: target.path)
    else {
      throw Diagnostic(
        "this is no folder that a model can be written to", at: place,
        hint: "choose another folder")
    }
    // A file that is merely named like one of a model's is somebody else's.
    let isModel = fileNames.allSatisfy { $0 == cardFileName || names.contains($0) }
    let foreign = names.filter { !isModel || !fileNames.contains($0) }.sorted()
    guard let first = foreign.first else { return }
    throw Diagnostic(
      "the folder holds files that belong to no model, such as '\(first)'", at: place,
      hint: "choose another folder")
  }

  /// Writes the model folder as a whole: an interruption leaves the old one or the new one.
  ///
  /// Weights are rounded to the model's precision; reading them back is exact.
  ///
  /// - Parameter folder: The folder; a model in it is replaced.
  /// - Throws: A diagnostic when it holds other files, or when it can't be written.
  public func write(to folder: String) throws(Diagnostic) {
    try Self.checkOutput(folder: folder)
    do {
      let staging = try Staging(for: Self.target(of: folder).path, isFolder: true)
      for file in self.files() {
        let url = URL(fileURLWithPath: staging.path).appendingPathComponent(file.name)
        try Data(file.bytes).write(to: url)
      }
      try staging.commit()
    } catch {
      throw Self.unwritable(folder)
    }
  }

  private static func unwritable(_ folder: String) -> Diagnostic {
    Diagnostic(
      "the model can't be written", at: SourceLocation(file: folder),
      hint: "check the folder's permissions and the space left on the disk", cause: .machine)
  }

  /// Whether there is a folder that may be looked at.
  private static func isFolder(_ url: URL) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  /// Where a folder really is, so that a link to it stays a link.
  private static func target(of folder: String) -> URL {
    URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath()
  }
}
