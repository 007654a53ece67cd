import Foundation

/// The output format of diagnostics: for people, for programs, or for GitHub.
public enum DiagnosticForm: String, Sendable, CaseIterable {
  /// Compiler style: `file:line:column: error: message`, the source line with a caret, and a hint.
  case text
  /// One JSON object per line, with `severity` and `message`, and, if known, `file`, `line`, `column` and `hint`.
  case json
  /// Workflow commands that make GitHub Actions annotate the files of a pull request.
  case github
}

/// Formats diagnostics, sorted by file, line and column.
public struct DiagnosticPrinter: Sendable {
  /// The format.
  public var form: DiagnosticForm
  /// The folder to which GitHub's paths are relative; nil for the current directory.
  public var root: String?

  /// The maximum number of annotations of one kind that GitHub shows per step.
  public static let mostAnnotations = 10

  /// Creates a printer.
  public init(_ form: DiagnosticForm = .text, root: String? = nil) {
    self.form = form
    self.root = root
  }

  /// Formats diagnostics.
  ///
  /// - Parameter diagnostics: The diagnostics, in any order.
  /// - Returns: The lines, without a final line end; empty if there are no diagnostics.
  public func text(_ diagnostics: [Diagnostic]) -> String {
    let sorted = Diagnostics(diagnostics).sorted
    return switch form {
    case .text: Self.people(sorted)
    case .json: sorted.map(Self.object).joined(separator: "\n")
    case .github: annotations(sorted)
    }
  }

  private static func people(_ diagnostics: [Diagnostic]) -> String {
    var excerpts = SourceExcerpts()
    return diagnostics.map { diagnostic in
      let excerpt = diagnostic.location.flatMap { excerpts.excerpt(at: $0) }.map(Diagnostic.inert)
      return [diagnostic.headline, excerpt, diagnostic.advice].compactMap(\.self)
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

// MARK: JSON

extension DiagnosticPrinter {
  private static func object(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location
    let object = JSONWriter.object { json in
      if let column = place?.column { json.write("column", column) }
      if let file = place?.file { json.write("file", file) }
      if let hint = diagnostic.hint { json.write("hint", hint) }
      if let line = place?.line { json.write("line", line) }
      json.write("message", diagnostic.message)
      json.write("severity", diagnostic.severity.rawValue)
    }
    return escaped(object)
  }

  /// Escapes characters that a terminal or browser would interpret; parsers decode the same texts.
  private static func escaped(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      // The writer escapes ASCII control characters except DEL; no other such character needs a surrogate pair.
      if scalar.isObeyed {
        let digits = String(scalar.value, radix: 16)
        result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars
      } else {
        result.append(scalar)
      }
    }
    return String(result).replacing("##[", with: "#\\u0023[")
  }
}

// MARK: GitHub

extension DiagnosticPrinter {
  /// Returns at most ten annotations, errors before warnings before notes; the rest follow as text.
  private func annotations(_ diagnostics: [Diagnostic]) -> String {
    let most = Self.mostAnnotations
    guard diagnostics.count > most else {
      return diagnostics.map(annotation).joined(separator: "\n")
    }
    let order = diagnostics.indices.sorted { left, right in
      (diagnostics[left].severity.rank, left) < (diagnostics[right].severity.rank, right)
    }
    let shown = Set(order.prefix(most - 1))
    let rest = diagnostics.indices.filter { !shown.contains($0) }.map { diagnostics[$0] }
    let more = Diagnostic(
      "\(rest.count) more in the log of this step",
      severity: rest.map(\.severity).min { $0.rank < $1.rank } ?? .warning)
    return
      (shown.sorted().map { annotation(diagnostics[$0]) }
      + [annotation(more), Self.people(rest)]).joined(separator: "\n")
  }

  private func annotation(_ diagnostic: Diagnostic) -> String {
    var properties: [String] = []
    var message = diagnostic.message
    if let place = diagnostic.location {
      // A diagnostic without a line or an existing file is about an argument or variable, which
      // GitHub cannot annotate.
      if place.line != nil || FileManager.default.fileExists(atPath: place.file) {
        let file = Self.escapedProperty(path(place.file)).shownOnOneLine
        properties.append("file=\(Diagnostic.inert(file))")
        if let line = place.line { properties.append("line=\(line)") }
        if let column = place.column { properties.append("col=\(column)") }
      } else {
        message = "\(place.file): \(message)"
      }
    }
    properties.append("title=report")
    message = message.shownOnOneLine
    if let hint = diagnostic.hint { message += "\nhint: \(hint.shownOnOneLine)" }
    return "::\(diagnostic.severity.command) \(properties.joined(separator: ","))::"
      + Self.escapedData(Diagnostic.inert(message))
  }

  /// Returns a path relative to the root.
  private func path(_ file: String) -> String {
    let absolute = URL(filePath: file).standardizedFileURL.path
    guard let root, absolute.hasPrefix(root + "/") else { return file }
    return String(absolute.dropFirst(root.count + 1))
  }

  private static func escapedData(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r\n", with: "%0D%0A").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escapedData(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

extension Diagnostic.Severity {
  /// The workflow command.
  fileprivate var command: String { self == .note ? "notice" : rawValue }

  /// The rank in the truncated list.
  fileprivate var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
