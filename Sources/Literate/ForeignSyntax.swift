import Markdown
import SourceText

/// Recognizes fences of other tools and suggests the equivalent syntax.
enum ForeignSyntax {
  /// Languages whose fences run in R Markdown, Quarto and notebooks.
  private static let languages: Set = [
    "r", "python", "python3", "julia", "ojs", "mermaid", "dot", "graphviz", "sql", "bash", "sh",
    "zsh", "js",
    "javascript", "typescript", "node", "stan", "scala", "swift", "rust", "go", "ruby", "perl", "c",
    "cpp",
    "java", "rcpp", "octave", "matlab", "code", "code-cell", "cell", "jupyter-execute", "ipython",
    "ipython3",
    "eval-rst", "html", "css", "latex", "tikz",
  ]

  /// Admonitions of MyST and other tools.
  private static let notes: Set = [
    "note", "tip", "important", "warning", "caution", "danger", "hint", "attention", "admonition",
    "seealso", "callout-note", "callout-tip", "callout-warning", "callout-important",
    "callout-caution",
  ]

  /// Returns a hint for a fence with a verb of another tool.
  ///
  /// - Parameter verb: The word after the opening brace.
  /// - Returns: A hint; nil if the verb belongs to no recognized tool.
  static func hint(forVerb verb: String) -> String? {
    let name = verb.drop { $0 == "." }.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      .lowercased()
    if languages.contains(name) {
      let shown = ["code", "code-cell", "cell", "jupyter-execute"].contains(name) ? "" : name
      return
        "code is not executed; write '```\(shown)' without braces to show it, or '{value PATH}' in backticks to print a result"
    }
    if notes.contains(name) { return "write a block quote that begins with '[!NOTE]'" }
    return switch name {
    case "figure", "image": "write ![description](picture.png)"
    case "toctree", "tableofcontents", "contents": "write 'toc: true' in the front matter"
    case "bibliography", "cite": "write a link or a footnote"
    case "literalinclude": "write an 'include' chunk with a line 'file: part.md'"
    default: nil
    }
  }

  /// Diagnoses a fence that another tool would run or interpret.
  ///
  /// - Parameters:
  ///   - word: The first word of its info string.
  ///   - verbs: The verbs of this language, which take precedence.
  /// - Returns: The problem; nil if the verb belongs to no recognized tool.
  static func problem(ofFence word: Word, knowing verbs: [String]) -> Diagnostic? {
    let verb = word.text.dropFirst().prefix { $0 != "}" && $0 != "," }
    guard !verbs.contains(String(verb)), let hint = hint(forVerb: String(verb)) else { return nil }
    return Diagnostic(
      "there is no chunk '\(verb)'", at: word.dropFirst(1).location, hint: hint)
  }
}
