public import HTML
public import SourceText

/// Formulas.
public enum MathML {
  /// Stands in for the conversion of TeX.
  public static func convert(_ tex: String, display: Bool, at location: SourceLocation)
    throws(Diagnostics) -> HTML
  {
    "<math display=\"\(display ? "block" : "inline")\"><mtext>\(tex)</mtext></math>"
  }
}
