public import ArgumentParser
public import Reporting
import SourceText

extension NewProject.ContinuousIntegration: ExpressibleByArgument {}
extension NewProject.Library: ExpressibleByArgument {}

/// `report init`: a new report project.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Create a small report project that is ready to build.",
    discussion: """
      Writes sample reviews and a document whose comments explain the chunks. Options add a CI configuration that builds, \
      checks and publishes the report, a script that predicts with Keras, Transformers or scikit-learn in place of a \
      model, and the page templates. Existing files are never overwritten, so you can run it again later to add these.
      """)

  @Argument(help: "The project folder.")
  var folder: String = "."

  @Option(help: "Add a configuration for this CI system.")
  var ci: NewProject.ContinuousIntegration?

  @Option(
    help: ArgumentHelp(
      """
      The URL of the folder with the releases of 'report', from which CI jobs download it, such as \
      https://example.com/releases. For the releases of a GitHub repository, its action is used. Default: the variable \
      REPORT_RELEASES of the CI system.
      """, valueName: "url"))
  var releases: String?

  @Option(help: "Add a script for --predictor that predicts with this library.")
  var predictor: NewProject.Library?

  @Flag(help: "Copy the page templates into the project for customization.")
  var templates = false

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let address = try releases.map(ReleaseFolder.init)
      guard address == nil || ci != nil else {
        throw Diagnostics(
          "only a CI job downloads a release", at: SourceLocation(file: "--releases"),
          hint: "add '--ci github', '--ci gitlab' or '--ci jenkins'")
      }
      let project = NewProject(
        folder: folder, system: ci, releases: address, library: predictor, hasTemplates: templates)
      let outcome = try project.write()
      for path in outcome.written { try Console.print("wrote  \(path)") }
      for path in outcome.kept { try Console.print("kept   \(path), which already exists") }
      if let ci, address == nil, outcome.written.contains(ci.path) {
        try Console.print("first: set the variable REPORT_RELEASES, which \(ci.path) explains")
      }
      let isHere = folder.isEmpty || folder == "."
      let enter = isHere ? "" : "cd '\(folder.replacing("'", with: "'\\''"))' && "
      let options =
        (templates ? " --templates templates" : "")
        + (predictor.map { " --predictor \"python3 \($0.script) MODEL\"" } ?? "")
      try Console.print("next:  \(enter)report build report.md\(options)")
    }
  }
}
