import ArgumentParser
import Foundation

/// The door: parses the command line, runs the command and turns errors into exit statuses.
@main
enum Main {
  static func main() async {
    do {
      var command = try Report.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      leave(with: error)
    }
  }

  /// Prints what there is to say and ends the program.
  ///
  /// Help and version are results; everything else goes to standard error. The library's status for wrong usage, 64,
  /// is 2 here, as for wrong input.
  private static func leave(with error: any Error) -> Never {
    let code = Report.exitCode(for: error)
    let message = Report.fullMessage(for: error)
    if !message.isEmpty {
      if code.isSuccess { print(message) } else { Console.error(message) }
    }
    exit(code == .validationFailure ? 2 : code.rawValue)
  }
}
