internal import Foundation

/// The users' guide: the articles of the library `Reporting`, read as they are.
public enum Guide {
  /// A fenced block of an article.
  public struct Example: Sendable {
    /// The language behind the fence.
    public let language: String
    /// What stands between the fences, each line with its end.
    public let text: String
  }

  /// The names of the articles, without the page that lists the library's types.
  public static let articles = [
    "Installation", "Commands", "ReviewsAndLabels", "Models", "AnyProgram", "Methods",
    "ManyReviews",
    "WritingAReport", "TheLanguage", "Chunks", "Claims", "Playground",
    "ReportsInCI", "TemplatesAndThemes",
    "ForProgrammers", "Architecture",
  ]

  /// The text of an article.
  ///
  /// - Parameter name: One of ``articles``.
  /// - Returns: Markdown.
  /// - Throws: What the machine says.
  public static func text(of name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = "Sources/Reporting/Documentation.docc/\(name).md"
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The fenced blocks of an article, in order.
  ///
  /// A fence ends with as many backticks as it begins with.
  public static func examples(in article: String) throws -> [Example] {
    var examples: [Example] = []
    var open: (fence: Substring, language: String, lines: [Substring])?
    for line in try text(of: article).split(separator: "\n", omittingEmptySubsequences: false) {
      if let current = open {
        if line == current.fence {
          let text = current.lines.map { $0 + "\n" }.joined()
          examples.append(Example(language: current.language, text: text))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        let fence = line.prefix { $0 == "`" }
        open = (fence, String(line.dropFirst(fence.count)), [])
      }
    }
    return examples
  }

  /// The documents of an article: an example that begins with front matter begins one, the others go on with it.
  public static func documents(in article: String) throws -> [String] {
    try examples(in: article).filter { $0.language == "markdown" }.reduce(into: []) {
      if $1.text.hasPrefix("---\n") || $0.isEmpty {
        $0.append($1.text)
      } else {
        $0[$0.count - 1] += "\n" + $1.text
      }
    }
  }

  /// The commands of an article, as one script.
  public static func script(in article: String) throws -> String {
    try examples(in: article).filter { $0.language == "sh" }.map(\.text).joined()
  }
}
