import ArgumentParser
import Attribution
import Foundation
import HTML
import Predictor
import Preview
import Processes
import Reporting
import SourceText
import Synchronization

/// `report preview`: builds and serves the site, and rebuilds it after every change.
struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show a report in the browser while you write it.",
    discussion: """
      Builds the site, serves it to this machine only, and watches documents, included files, images, reviews, \
      templates and the model. After a change, the site is rebuilt with the analyses of unchanged reviews, and open pages \
      reload. An external predictor runs until the preview ends and is restarted after a crash. Problems are shown \
      above the last good pages. Press Ctrl-C to stop.

      The site's files are the same as those written by build; the reload script is added only to served pages. \
      Analyses of the first 2000 reviews are kept; any further reviews are analysed again after every change.
      """)

  @OptionGroup var report: ReportOptions

  @Option(
    help:
      "The site folder, kept when the preview ends. Default: a temporary folder, deleted at the end."
  )
  var output: String?

  @Option(help: "The port to serve on; 0 chooses a free port.")
  var port = 4000

  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print only the address and problems.")
  var quiet = false

  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if !(0...65535).contains(port) {
      throw ValidationError("--port must be from 0 to 65535")
    }
  }

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let predictor = run.predictor.isEnabled ? try run.predictor.start() : nil
      defer { predictor?.stop() }
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "report-preview-\(UUID().uuidString)")
      Unfinished.add(scratch.path)
      defer { Unfinished.remove(scratch.path) }
      let folder = output ?? scratch.appending(path: "site").path
      let settings = Preview.Settings(
        try report.request(run, output: ReportBuilder.Output(folder), jobs: parallel.jobs),
        target: run.target,
        explainedClass: run.explainedClass, model: run.model, classifier: predictor,
        importOptions: run.importing.options, background: run.background)
      // Problems that no file change can fix are reported here, not in the browser.
      if run.methods != nil { _ = try run.configuredMethods("", within: predictor?.access) }
      let preview = try Preview(settings)
      let session = Int.random(in: 1..<1 << 52)
      let site = Mutex(PreviewSite(folder: folder, session: session))
      try await PreviewServer.run(
        port: port, site: { site.withLock { $0 } }
      ) { address in
        try await withTaskCancellationHandler {
          try await keepBuilding(preview, at: address) { done, of in
            site.withLock { $0.isBuilding(done, of: of) }
          } built: { problems in
            site.withLock { $0.built(problems: problems) }
          }
        } onCancel: {
          // Unblocks a build that waits for a response; it would not notice the cancellation.
          predictor?.kill()
        }
      }
    }
  }

  /// Builds whenever something changes, until the task is cancelled.
  private func keepBuilding(
    _ preview: Preview, at address: String, _ progress: (_ done: Int, _ of: Int) -> Void,
    built: (_ problems: String?) -> Void
  ) async throws {
    var preview = preview
    var changes: [String] = []
    var notes: [Diagnostic] = []
    // Print the address first: the first build may take long, and its page shows the progress.
    try Console.print(address)
    while true {
      let found = await build(&preview, after: changes, progress)
      try Task.checkCancellation()
      // Report notes once per model, not after every build.
      if !quiet, preview.notes != notes { Console.report(preview.notes, problems.printer) }
      notes = preview.notes
      Console.report(found.problems, problems.printer)
      if !quiet { Console.error(Diagnostic.line(found.line)) }
      built(found.isGood ? nil : DiagnosticPrinter(.text).text(found.problems))
      changes = try await preview.nextChange()
    }
  }

  /// Builds once.
  private func build(
    _ preview: inout Preview, after changes: [String],
    _ progress: (_ done: Int, _ of: Int) -> Void
  ) async -> (isGood: Bool, problems: [Diagnostic], line: String) {
    let start = ContinuousClock.now
    let what = Self.list(changes)
    do {
      let outcome = try await Console.showingProgress(of: "preview", isQuiet: quiet) {
        try await preview.build { done, of in
          progress(done, of)
          Console.progress(done, of: of, "review")
        }
      }
      let warnings = outcome.warnings + outcome.failures.map { $0.with(severity: .warning) }
      let time = (ContinuousClock.now - start) / .milliseconds(1)
      let line = """
        \(what): \(counted(outcome.pages, "page")), \(outcome.newReviews) of \
        \(counted(outcome.reviews, "review")) analysed, \(Int(time)) ms
        """
      return (true, warnings, line)
    } catch {
      let found =
        (error as? Diagnostics)?.all
        ?? [Diagnostic("cannot build the report: \(error.localizedDescription)", cause: .machine)]
      return (false, found, "\(what): \(counted(found.count, "problem")), nothing built")
    }
  }

  /// Summarizes the changed files in a few words.
  private static func list(_ changes: [String]) -> String {
    guard let first = changes.first else { return "all" }
    return changes.count == 1 ? first : "\(first) and \(changes.count - 1) more"
  }
}
