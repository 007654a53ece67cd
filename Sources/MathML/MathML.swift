public import HTML
public import SourceText

/// Formulas: from TeX, as people write it, to MathML Core, as browsers show it without a script.
///
/// A documented part of TeX's mathematics is understood; ``Command`` lists every command. What TeX has and
/// this has not (macros, packages) is an error with its place, never a silent gap.
public enum MathML {
  /// The names of the commands that are read, without their backslashes, sorted.
  public static var commands: [String] {
    Command.named.compactMap { name, command in
      if case .unread = command { nil } else { name }
    }.sorted()
  }

  /// The names that `\begin` takes.
  public static var environments: [String] { Table.Environment.allCases.map(\.rawValue) }

  /// Converts a formula.
  ///
  /// - Parameters:
  ///   - tex: The formula without dollars, such as `\frac{1}{L}\sum_t \mathbf{e}_t`.
  ///   - display: Whether it stands on a line of its own, with the limits of sums above and below them.
  ///   - location: Where its first character stands.
  /// - Returns: One `math` element, which carries the TeX source as its `alttext`.
  /// - Throws: All that is wrong with the formula, each problem at its line and column.
  /// - Complexity: O(*n* · *d*) in the length and the depth of the formula.
  public static func convert(
    _ tex: String, display: Bool, at location: SourceLocation
  ) throws(Diagnostics) -> HTML {
    var parser = Parser(tokens: Tokenizer.tokens(of: tex, at: location))
    let formula = parser.row()
    try parser.problems.throwIfErrors()
    if formula.isEmpty { throw Diagnostics([Diagnostic("there is no formula", at: location)]) }
    let content = Renderer(isDisplay: display).row(formula)
    let mode: HTML = display ? " display=\"block\"" : ""
    return "<math\(mode) alttext=\"\(tex)\">\(content)</math>"
  }
}
