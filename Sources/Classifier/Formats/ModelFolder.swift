import Foundation
import Processes
public import SourceText

extension Model {
  /// The names of the files in a model folder; only the card is optional.
  public static let fileNames = [
    ModelConfiguration.fileName, vocabularyFileName, weightsFileName, cardFileName,
  ]

  /// Checks in advance, before hours of training, that a model can be written to a folder.
  ///
  /// - Parameter folder: A folder that does not exist, is empty, or contains a model, which will be replaced.
  /// - Throws: A diagnostic if it is a file, contains files that do not belong to a model, or is the current directory or one
  ///   of its parents.
  public static func checkOutput(folder: String) throws(Diagnostics) {
    let place = SourceLocation(file: folder.isEmpty ? "." : folder)
    let target = Self.target(of: folder)
    let here = Self.target(of: ".").path
    if target.path == "/" || "\(here)/".hasPrefix("\(target.path)/") {
      throw Diagnostics(
        "the output folder must not be or contain the current directory", at: place,
        hint: "choose a subfolder, such as model")
    }
    var parent = target.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: parent.path) { parent.deleteLastPathComponent() }
    guard Path.isFolder(parent.path), FileManager.default.isWritableFile(atPath: parent.path) else {
      throw Diagnostics(unwritable(folder))
    }
    guard FileManager.default.fileExists(atPath: target.path) else { return }
    // A folder that cannot be listed is not accessible.
    guard Path.isFolder(target.path),
      let names = try? FileManager.default.subpathsOfDirectory(atPath: target.path)
    else {
      throw Diagnostics(
        "cannot write a model to this folder", at: place,
        hint: "choose another folder")
    }
    // A file with the name of a model file may still be unrelated.
    let isModel = fileNames.allSatisfy { $0 == cardFileName || names.contains($0) }
    let foreign = names.filter { !isModel || !fileNames.contains($0) }.sorted()
    guard let first = foreign.first else { return }
    throw Diagnostics(
      "the folder contains files that do not belong to a model, such as '\(first)'", at: place,
      hint: "choose another folder")
  }

  /// Writes the model folder atomically: after an interruption, either the old or the new one
  /// exists.
  ///
  /// Weights are rounded to the model's precision; reading them back is exact.
  ///
  /// - Parameter folder: The folder; a model in it is replaced.
  /// - Throws: A diagnostic if it contains other files or cannot be written.
  public func write(to folder: String) throws(Diagnostics) {
    try Self.checkOutput(folder: folder)
    do {
      let staging = try Staging(for: Self.target(of: folder).path, isFolder: true)
      for file in self.files() {
        let url = URL(fileURLWithPath: staging.path).appendingPathComponent(file.name)
        try Data(file.bytes).write(to: url)
      }
      try staging.commit()
    } catch {
      throw Diagnostics(Self.unwritable(folder))
    }
  }

  private static func unwritable(_ folder: String) -> Diagnostic {
    Diagnostic(
      "cannot write the model", at: SourceLocation(file: folder),
      hint: "check the folder's permissions and the free disk space", cause: .machine)
  }

  /// Resolves links in a folder's path, so that a link to it is preserved.
  private static func target(of folder: String) -> URL {
    URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath()
  }
}
