import ArgumentParser
import Attribution
import Reporting
import SourceText

/// `report join`: the output of a run whose parts were computed by several processes.
struct JoinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Combine the parts of a run that several processes computed.",
    discussion: """
      Reads all parts of a run of 'report build --part k/n', 'evaluate --part k/n' or 'diagnose --part k/n', in any order, \
      and writes or prints what the same command without --part does, byte for byte. Parts of another version of the \
      program, or of different models, reviews or options, are refused.

      The parts of a build are folders. Give the documents and options of the build again: the list of reviews and the \
      documents about all reviews are woven with them. The other parts are files, which need no option and no model.
      """)

  @Argument(help: "The folders or files of all parts of one run; - for standard input.")
  var parts: [String]

  @Flag(help: "Print one JSON object (evaluate and diagnose).")
  var json = false

  @OptionGroup(title: "Options for the folders of a build") var site: JoinedSiteOptions
  @OptionGroup var weaving: WeavingOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @OptionGroup var writing: WritingOptions

  func run() async throws {
    try await writing.reporting("join") {
      if PartFolders.isFolder(parts) { try await joinFolders() } else { try joinFiles() }
    }
  }

  /// Joins part files, and prints the output of the whole run.
  private func joinFiles() throws(Diagnostics) {
    let (output, warnings) = try JoinedParts.output(
      of: parts,
      as: PartOutput.Form(isJSON: json, columns: Console.columns, jobs: parallel.jobs))
    Console.report(warnings, writing.printer)
    try Console.print(output, writing.printer)
  }

  /// Joins the folders of a build, and writes the site.
  private func joinFolders() async throws {
    let request = try weaving.request(
      run, documents: site.documents, output: site.files, jobs: parallel.jobs)
    let folders = try PartFolders(reading: parts)
    let builder = try ReportBuilder(request, picks: folders.picks)
    let background = try run.loadBackground(request.reviewOptions)
    let outcome = try await run.withClassifier(otherwise: builder.documentModel) { classifier in
      try await builder.join(
        folders, with: try run.explainer(of: classifier, over: background)
      ) { done, of in Console.progress(done, of: of, "review") }
    }
    try outcome.report(
      site.claims.checks, to: site.files, isQuiet: writing.quiet, writing.printer)
  }
}

/// The options of `report join` for the site of a build.
struct JoinedSiteOptions: ParsableArguments {
  @Option(parsing: .upToNextOption, help: "The literate documents of the build (.md).")
  var documents: [String] = []

  @Option(help: "The folder of the site.")
  var output = "public"

  @OptionGroup var claims: ClaimOptions

  /// The site and the files to write.
  var files: ReportBuilder.Output {
    ReportBuilder.Output(output, claims: claims)
  }
}
