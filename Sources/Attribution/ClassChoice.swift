import Classifier
import SourceText

/// The class to explain, as requested on the command line.
public struct ClassChoice: Hashable, Sendable {
  /// The class; nil for "positive" of a model with one logit, and otherwise for the predicted class of each review.
  public var name: String?
  /// The contrast class; nil for all others.
  public var contrast: String?

  /// Creates a choice.
  ///
  /// - Parameters:
  ///   - name: The class; nil for the default.
  ///   - contrast: The contrast class; nil for all others.
  public init(_ name: String? = nil, against contrast: String? = nil) {
    self.name = name
    self.contrast = contrast
  }

  /// Returns the output explained for every review; nil if it is the predicted class of each.
  ///
  /// - Parameters:
  ///   - target: A probability or a logit.
  ///   - classes: The classes.
  ///   - logits: The number of logits: one if two classes share it.
  /// - Returns: An output.
  /// - Throws: One diagnostic per unknown class, and one if the class is contrasted with itself or a contrast class is given
  ///   without a class.
  func output(
    _ target: OutputScale, of classes: [Label], logits: Int
  ) throws(Diagnostics) -> Output? {
    var problems = Diagnostics()
    func index(_ name: String?, _ argument: String) -> Int? {
      guard let name else { return nil }
      do {
        let place = SourceLocation(file: argument)
        return classes.firstIndex(of: try Label.meant(by: name, among: classes, at: place))
      } catch {
        problems.report(error)
        return nil
      }
    }
    let (first, second) = (index(name, "--class"), index(contrast, "--against"))
    try problems.throwIfErrors()
    if let second, second == first ?? (logits == 1 ? 1 : nil) {
      problems.report(
        Diagnostic(
          "the class '\(classes[second])' cannot be contrasted with itself",
          at: SourceLocation(file: "--against")))
    } else if second != nil, first == nil, logits > 1 {
      problems.report(
        Diagnostic(
          "a contrast class needs a class to explain", at: SourceLocation(file: "--against"),
          hint: "use --class"))
    }
    try problems.throwIfErrors()
    if logits == 1 { return Output(target, of: first ?? 1) }
    return first.map { Output(target, of: $0, against: second, logits: logits) }
  }
}
