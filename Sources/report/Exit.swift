import ArgumentParser
import Foundation
import SourceText

/// Exit statuses: 0 done, 1 a claim failed, 2 wrong input, 3 the machine failed.
enum Exit {
  /// A claim or comparison failed; everything is written all the same.
  static let claim = ExitCode(1)

  /// Runs a command's work and turns its diagnostics into output on standard error and an exit status.
  static func reporting(
    _ printer: DiagnosticPrinter = DiagnosticPrinter(), _ work: () async throws -> Void
  ) async throws {
    do {
      try await work()
    } catch let diagnostic as Diagnostic {
      throw failure([diagnostic], printer)
    } catch let diagnostics as Diagnostics {
      throw failure(diagnostics.all, printer)
    }
  }

  private static func failure(_ diagnostics: [Diagnostic], _ printer: DiagnosticPrinter) -> ExitCode
  {
    Console.report(diagnostics, printer)
    let isMachine = diagnostics.contains { $0.severity == .error && $0.cause == .machine }
    return ExitCode(isMachine ? 3 : 2)
  }
}
