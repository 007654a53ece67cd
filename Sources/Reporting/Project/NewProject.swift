internal import Foundation
import Models
public import SourceText

/// A small report project that builds at once: reviews, a document that teaches the chunks, and what was asked for.
public struct NewProject: Sendable {
  /// A system that builds the report on every change.
  public enum ContinuousIntegration: String, CaseIterable, Sendable {
    /// GitHub Actions, with GitHub Pages.
    case github
    /// GitLab CI, with GitLab Pages.
    case gitlab
    /// Jenkins, with its HTML Publisher.
    case jenkins
  }

  /// A library that predicts in the place of a model, by a script of the project.
  public enum Library: String, CaseIterable, Sendable {
    /// Keras, for models that can't be read as they are.
    case keras
    /// Transformers of Hugging Face, with PyTorch.
    case transformers
    /// scikit-learn.
    case sklearn

    /// The name of the script.
    public var script: String { "predict_\(rawValue).py" }
  }

  /// What was done.
  public struct Outcome: Sendable {
    /// The files that were written, as paths from the folder.
    public let written: [String]
    /// The files that were there already and are as they were.
    public let kept: [String]
  }

  /// Where the project is written.
  private let folder: String
  /// Texts by their paths from the folder, in order.
  private let files: [(path: String, text: String)]

  /// Prepares a project.
  ///
  /// - Parameters:
  ///   - folder: Where it is written; it and those above it are made if there is none.
  ///   - system: What builds it; nil for nothing.
  ///   - library: What predicts in the place of a model; nil for nothing.
  ///   - hasTemplates: Whether the templates are copied, so that the pages can be made to look otherwise.
  public init(
    folder: String, system: ContinuousIntegration? = nil, library: Library? = nil,
    hasTemplates: Bool = false
  ) {
    self.folder = folder.isEmpty ? "." : folder
    var sources = [
      ("picks.txt", "Project/picks.txt"), ("report.md", "Project/report.md"),
      ("README.md", "Project/README.md"), (".gitignore", "Project/gitignore"),
    ]
    switch system {
    case .github: sources.append((".github/workflows/report.yml", "Project/github.yml"))
    case .gitlab: sources.append((".gitlab-ci.yml", "Project/gitlab.yml"))
    case .jenkins: sources.append(("Jenkinsfile", "Project/Jenkinsfile"))
    case nil: break
    }
    if let library { sources.append((library.script, "Project/\(library.script)")) }
    files =
      sources.map { path, source in
        let text = EmbeddedResources.text(source)
        return (path, hasTemplates ? text.replacing(Self.build, with: Self.buildByTemplates) : text)
      }
      + (hasTemplates ? Templates.names : []).map { name in
        ("templates/\(name)", EmbeddedResources.text("Templates/\(name)"))
      }
  }

  private static let build = "report build report.md"
  private static let buildByTemplates = "report build report.md --templates templates"

  /// Writes the files that are not there yet; nothing is ever overwritten.
  ///
  /// - Returns: What was written, and what was there.
  /// - Throws: A diagnostic when the folder is a file or the machine fails; what was written before stays.
  public func write() throws(Diagnostic) -> Outcome {
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
        throw Diagnostic(writing: target, failed: error)
      }
      written.append(path)
    }
    return Outcome(written: written, kept: kept)
  }
}
