import ArgumentParser
import Foundation
import SourceText

/// The options of every command for printing problems.
struct DiagnosticOptions: ParsableArguments {
  /// The output formats for problems.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case text, json, github, auto
  }

  @Option(
    help:
      "The format of problems: text, json (one object per line), github (annotations), or auto (github in GitHub Actions, else text)."
  )
  var diagnostics: Form = .text

  /// The printer for the chosen format.
  var printer: DiagnosticPrinter { diagnostics.printer }

  /// Returns the printer for problems of a command line that could not be parsed.
  static func printer(in arguments: [String]) -> DiagnosticPrinter {
    let name = "--diagnostics"
    let following = zip(arguments, arguments.dropFirst()).first { $0.0 == name }?.1
    let joined = arguments.first { $0.hasPrefix(name + "=") }?.dropFirst(name.count + 1)
    return (Form(rawValue: following ?? joined.map(String.init) ?? "") ?? .text).printer
  }
}

extension DiagnosticOptions.Form {
  fileprivate var printer: DiagnosticPrinter {
    let environment = ProcessInfo.processInfo.environment
    let root = environment["GITHUB_WORKSPACE"]
    switch self {
    case .text: return DiagnosticPrinter(.text)
    case .json: return DiagnosticPrinter(.json)
    case .github: return DiagnosticPrinter(.github, root: root)
    case .auto:
      return DiagnosticPrinter(
        environment["GITHUB_ACTIONS"] == "true" ? .github : .text, root: root)
    }
  }
}
