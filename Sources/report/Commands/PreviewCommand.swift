import ArgumentParser
import Attribution
import Foundation
import HTML
import Predictor
import Processes
import Reporting
import SourceText
import Synchronization

/// `report preview`: build, serve, and build again whenever something changes.
struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show a report in the browser while it is being written.",
    discussion: """
      Builds the site, serves it to this machine alone, and watches documents, what they include, pictures, reviews, \
      templates and the model. After a change only what depends on it is made anew, and pages that are open load \
      themselves again. A program that predicts runs until the preview ends, and is started again after a crash. Problems stand above the last good pages. Ctrl-C ends the preview.

      The files of the site are those that build writes; the script that loads pages again is only in what is served. \
      Of more than 2000 reviews the first 2000 are remembered, and the others are analysed again after every change.
      """)

  @OptionGroup var report: ReportOptions

  @Option(
    help:
      "The folder of the site, which stays when the preview ends; if not given, one that goes with it."
  )
  var output: String?

  @Option(help: "The port at which the site is served; 0 for any that is free.")
  var port = 4000

  @OptionGroup var run: RunOptions
  @OptionGroup var parallel: JobOptions

  @Flag(help: "Print nothing but the address and problems.")
  var quiet = false

  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if !(0...65535).contains(port) {
      throw ValidationError("--port takes a whole number from 0 to 65535")
    }
  }

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      let predictor = run.predictor.isAsked ? try run.predictor.start(showsProgress: !quiet) : nil
      defer { predictor?.stop() }
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "report-preview-\(UUID().uuidString)")
      Unfinished.add(scratch.path)
      defer { Unfinished.remove(scratch.path) }
      var request = try report.request(run, jobs: parallel.jobs)
      request.output = output ?? scratch.appending(path: "site").path
      var settings = Preview.Settings(request)
      settings.reviews = report.reviews
      settings.reviewOptions = try report.reading.options()
      settings.program = try predictor.map { try Program($0, mask: run.predictor.mask) }
      settings.model = run.model
      settings.importOptions = run.importing.options
      settings.background = run.background
      // What no change of a file can mend is no matter for the browser.
      if run.methods != nil { _ = try run.configuredMethods("", within: settings.program?.offer) }
      let preview = try Preview(settings)
      let session = Int.random(in: 1..<1 << 52)
      let site = Mutex(PreviewSite(folder: request.output, session: session))
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
          // Who waits for an answer of it would not hear of the end.
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
    // The first build may take long, and its page says how far it is.
    try Console.print(address)
    while true {
      let found = await build(&preview, after: changes, progress)
      try Task.checkCancellation()
      // Once for each model, however often it is built with.
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
    defer { if !quiet { Console.endProgress() } }
    let what = Self.list(changes)
    do {
      let outcome = try await preview.build { done, of in
        progress(done, of)
        if !quiet { Console.progress("\(done) of \(of) reviews") }
      }
      let warnings = outcome.warnings + outcome.failedClaims.map { $0.with(severity: .warning) }
      let time = (ContinuousClock.now - start) / .milliseconds(1)
      let line = """
        \(what): \(counted(outcome.pages, "page")), \(outcome.newReviews) of \
        \(counted(outcome.reviews, "review")) anew, \(Int(time)) ms
        """
      return (true, warnings, line)
    } catch {
      let found = (error as? Diagnostics)?.all ?? [Diagnostic(of: error)]
      return (false, found, "\(what): \(counted(found.count, "problem")), nothing is built")
    }
  }

  /// What changed, in a few words.
  private static func list(_ changes: [String]) -> String {
    guard let first = changes.first else { return "all" }
    return changes.count == 1 ? first : "\(first) and \(changes.count - 1) more"
  }
}

extension Diagnostic {
  /// What a step of the program reported, or what the machine said.
  fileprivate init(of error: any Error) {
    self =
      error as? Diagnostic
      ?? Diagnostic("the report can't be built: \(error.localizedDescription)", cause: .machine)
  }
}
