import ArgumentParser
import Foundation
import SourceText

/// Exit statuses: 0 success, 1 a claim failed, 2 invalid input, 3 system failure.
enum Exit {
  /// A claim or comparison failed; all output is still written.
  static let claim = ExitCode(1)

  /// Runs a command's work, prints its diagnostics to standard error and converts them to an exit status.
  static func reporting(
    _ printer: DiagnosticPrinter = DiagnosticPrinter(), _ work: () async throws -> Void
  ) async throws {
    do {
      try await work()
    } catch let diagnostics as Diagnostics {
      Console.report(diagnostics.all, printer)
      let isMachine = diagnostics.all.contains { $0.severity == .error && $0.cause == .machine }
      throw ExitCode(isMachine ? 3 : 2)
    }
  }
}
