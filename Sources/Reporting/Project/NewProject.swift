internal import Foundation
import Models
import Resources
import Site
public import SourceText

/// A small report project that is ready to build: reviews, a commented document, and optional files.
public struct NewProject: Sendable {
  /// A library that predicts in place of a model, using a script in the project.
  public enum Library: String, CaseIterable, Sendable {
    /// Keras, for models that cannot be imported.
    case keras
    /// Hugging Face Transformers with PyTorch.
    case transformers
    /// scikit-learn.
    case sklearn

    /// The file name of the script.
    public var script: String { "predict_\(rawValue).py" }
  }

  /// The outcome of writing a project.
  public struct Outcome: Sendable {
    /// The written files, relative to the project folder.
    public let written: [String]
    /// The existing files, which were left unchanged, relative to the project folder.
    public let kept: [String]
  }

  /// The project folder.
  private let folder: String
  /// The paths, relative to the folder, and contents of the files, in order.
  private let files: [(path: String, text: String)]

  /// Creates a project.
  ///
  /// - Parameters:
  ///   - folder: The project folder; missing folders are created.
  ///   - system: The CI system to configure; nil for none.
  ///   - releases: The folder from which CI jobs download the program; nil if a variable of the CI system specifies it.
  ///   - library: The library that predicts in place of a model; nil for none.
  ///   - hasTemplates: Whether to copy the page templates for customization.
  public init(
    folder: String, system: ContinuousIntegration? = nil, releases: ReleaseFolder? = nil,
    library: Library? = nil, hasTemplates: Bool = false
  ) {
    self.folder = folder.isEmpty ? "." : folder
    var files = [
      ("picks.txt", "picks.txt"), ("report.md", "report.md"), ("README.md", "README.md"),
      (".gitignore", "gitignore"),
    ].map { path, source in (path: path, text: EmbeddedResources.text("Project/\(source)")) }
    if let system {
      files.append(("gate.md", EmbeddedResources.text("Project/gate.md")))
      files.append((system.path, system.text(releases: releases)))
    }
    if let library {
      files.append((library.script, EmbeddedResources.text("Project/\(library.script)")))
    }
    if hasTemplates {
      for (command, styled) in Self.commands {
        for index in files.indices {
          files[index].text = files[index].text.replacing(command, with: styled)
        }
      }
      files += Templates.embedded.map { name in
        ("templates/\(name)", EmbeddedResources.text("Templates/\(name)"))
      }
    }
    self.files = files
  }

  /// The commands that build the report, in shells and in the inputs of the action, and the same with copied templates.
  private static let commands = [
    ("report build report.md", "report build report.md --templates templates"),
    ("options: \"\"", "options: --templates templates"),
  ]

  /// Writes the files that do not exist yet; existing files are never overwritten.
  ///
  /// - Returns: The written and the existing files.
  /// - Throws: A diagnostic if the folder is a file or writing fails; files written before are kept.
  public func write() throws(Diagnostics) -> Outcome {
    var written: [String] = []
    var kept: [String] = []
    for (path, text) in files {
      let target = Path.join(folder, path)
      if (try? FileManager.default.attributesOfItem(atPath: target)) != nil {
        kept.append(path)
        continue
      }
      do {
        let url = URL(fileURLWithPath: target)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .withoutOverwriting)
      } catch {
        throw Diagnostics(writing: target, failed: error)
      }
      written.append(path)
    }
    return Outcome(written: written, kept: kept)
  }
}
