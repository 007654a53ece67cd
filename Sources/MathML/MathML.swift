public import HTML
public import SourceText

/// Converts formulas from TeX to MathML Core, which browsers display without a script.
///
/// A documented subset of TeX mathematics is supported; ``Command`` lists every command. Unsupported features of TeX, such as
/// macros and packages, are reported as errors with their location and never dropped silently.
public enum MathML {
  /// The names of the supported commands, without their backslashes, sorted.
  public static var commands: [String] {
    Command.named.compactMap { name, command in
      if case .unread = command { nil } else { name }
    }.sorted()
  }

  /// The environments that `\begin` supports.
  public static var environments: [String] { Table.Environment.allCases.map(\.rawValue) }

  /// Converts a formula.
  ///
  /// - Parameters:
  ///   - tex: The formula without dollars, such as `\frac{1}{L}\sum_t \mathbf{e}_t`.
  ///   - display: Whether the formula is displayed on a separate line, with limits above and below sums.
  ///   - location: The location of its first character.
  /// - Returns: A `math` element with the TeX source as its `alttext`.
  /// - Throws: All problems of the formula, each with line and column.
  /// - Complexity: O(*n* · *d*) in the length and the depth of the formula.
  public static func convert(
    _ tex: String, display: Bool, at location: SourceLocation
  ) throws(Diagnostics) -> HTML {
    var parser = Parser(tokens: Tokenizer.tokens(of: tex, at: location))
    let formula = parser.row()
    try parser.problems.throwIfErrors()
    if formula.isEmpty { throw Diagnostics("the formula is empty", at: location) }
    let content = Renderer(isDisplay: display).row(formula)
    let mode: HTML = display ? " display=\"block\"" : ""
    return "<math\(mode) alttext=\"\(tex)\">\(content)</math>"
  }
}
