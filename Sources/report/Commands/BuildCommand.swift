import ArgumentParser
import Attribution
import HTML
import Reporting
import SourceText

/// `report build`: classify, attribute, weave, write the site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build a site of reports on selected reviews.",
    discussion: """
      Reads reviews from a picks file, a CSV, TSV or JSON Lines file, a folder of .txt files or standard input (-), and \
      writes a static site. Without documents, it builds the reports that ship with the program.
      """)

  @OptionGroup var report: ReportOptions

  @Option(
    help:
      "Build only the pages of one of several parts, such as 2/7, in --output, for 'report join'.")
  var part: Part?

  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @OptionGroup var writing: WritingOptions

  func validate() throws {
    if part != nil {
      if let name = output.namesBesidesSite.first {
        throw ValidationError("\(name) is about all reviews: give it to 'report join'")
      }
      if report.weaving.colours == .report {
        throw ValidationError("--colours report depends on all reviews, so it excludes --part")
      }
    }
  }

  func run() async throws {
    try await writing.reporting("build") {
      let request = try report.request(
        run, output: output.files, part: part ?? .whole, jobs: parallel.jobs)
      async let isReady: Void = run.loadEmbeddedModel()
      let background = try run.loadBackground(request.reviewOptions)
      let builder = try ReportBuilder(request)
      await isReady
      if let part { return try await build(part, by: builder, background) }
      let outcome = try await withExplainer(of: builder, background) { explainer in
        try await builder.build(with: explainer) { done, of in
          Console.progress(done, of: of, "review")
        }
      }
      try outcome.report(
        output.claims.checks, to: output.files, isQuiet: writing.quiet, writing.printer)
    }
  }
}

extension BuildCommand {
  private func build(
    _ part: Part, by builder: ReportBuilder, _ background: [String]
  ) async throws {
    let (pages, reviews) = try await withExplainer(of: builder, background) { explainer in
      try await builder.buildPart(with: explainer) { done, of in
        Console.progress(done, of: of, "review")
      }
    }
    guard !writing.quiet else { return }
    try Console.print(
      "\(counted(pages, "page")) on \(counted(reviews, "review")): part \(part) in \(output.files.site ?? "")"
    )
  }

  private func withExplainer<Result>(
    of builder: ReportBuilder, _ background: [String], _ body: (Explainer) async throws -> Result
  ) async throws -> Result {
    try await run.withClassifier(otherwise: builder.documentModel) { model in
      if !writing.quiet {
        Console.report(model.notes(at: run.model ?? builder.documentModel), writing.printer)
      }
    } _: { classifier in
      try await body(try run.explainer(of: classifier, over: background))
    }
  }
}
