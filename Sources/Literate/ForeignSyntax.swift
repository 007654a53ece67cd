import Markdown
import SourceText

/// What a fence of another tool means, and how that is said here.
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

  /// Notes of MyST and other tools.
  private static let notes: Set = [
    "note", "tip", "important", "warning", "caution", "danger", "hint", "attention", "admonition",
    "seealso", "callout-note", "callout-tip", "callout-warning", "callout-important",
    "callout-caution",
  ]

  /// What to write instead of a fence with a verb of another tool.
  ///
  /// - Parameter verb: The word behind the brace.
  /// - Returns: A hint; nil where the verb is of no tool that is known.
  static func hint(forVerb verb: String) -> String? {
    let name = verb.drop { $0 == "." }.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      .lowercased()
    if languages.contains(name) {
      let shown = ["code", "code-cell", "cell", "jupyter-execute"].contains(name) ? "" : name
      return
        "code is not run here: '```\(shown)' without braces shows it, '{value PATH}' in backticks prints a result"
    }
    if notes.contains(name) { return "write a quotation that begins with '[!NOTE]'" }
    return switch name {
    case "figure", "image": "write ![what it shows](picture.png)"
    case "toctree", "tableofcontents", "contents": "write 'toc: true' in the front matter"
    case "bibliography", "cite": "write a link or a footnote"
    case "literalinclude": "write a chunk 'include' with a line 'file: part.md'"
    default: nil
    }
  }

  /// The problem of a fence that another tool would run or read.
  ///
  /// - Parameters:
  ///   - word: The first word of its info string.
  ///   - verbs: Our own verbs, which come first.
  /// - Returns: Nil where its verb is of no tool that is known.
  static func problem(ofFence word: Word, knowing verbs: [String]) -> Diagnostic? {
    let verb = word.text.dropFirst().prefix { $0 != "}" && $0 != "," }
    guard !verbs.contains(String(verb)), let hint = hint(forVerb: String(verb)) else { return nil }
    return Diagnostic(
      "there is no chunk '\(verb)'", at: word.dropFirst(1).location, hint: hint)
  }
}
