public import ArgumentParser
public import Reporting

extension NewProject.ContinuousIntegration: ExpressibleByArgument {}
extension NewProject.Library: ExpressibleByArgument {}

/// `report init`: a new report project.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a small report project that builds at once.",
    discussion: """
      Writes reviews to pick from, a document whose comments teach the chunks, and on request a file that lets a CI \
      system build, check and publish the report, a script by which Keras, Transformers or scikit-learn predict in the \
      place of a model, and the templates of the pages. A file that is there already is \
      never overwritten, so the options can be asked for later.
      """)

  @Argument(help: "The folder of the project.")
  var folder: String = "."

  @Option(help: "Write a file for a CI system: github, gitlab or jenkins.")
  var ci: NewProject.ContinuousIntegration?

  @Option(
    help:
      "Write a script for --predictor, in which a library predicts: keras, transformers or sklearn."
  )
  var predictor: NewProject.Library?

  @Flag(help: "Copy the templates, so that the pages can be made to look otherwise.")
  var templates = false

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let project = NewProject(
        folder: folder, system: ci, library: predictor, hasTemplates: templates)
      let outcome = try project.write()
      for path in outcome.written { try Console.print("wrote  \(path)") }
      for path in outcome.kept { try Console.print("kept   \(path), which was there already") }
      let isHere = folder.isEmpty || folder == "."
      let enter = isHere ? "" : "cd '\(folder.replacing("'", with: "'\\''"))' && "
      let options =
        (templates ? " --templates templates" : "")
        + (predictor.map { " --predictor \"python3 \($0.script) MODEL\"" } ?? "")
      try Console.print("next:  \(enter)report build report.md\(options)")
    }
  }
}
