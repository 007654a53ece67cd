public import Classifier
public import SourceText

/// Which class of a model is explained, as somebody asks for it.
public struct ClassChoice: Hashable, Sendable {
  /// The class; nil for "positive" of a model with one logit, and otherwise for what each review is taken for.
  public var name: String?
  /// The class that it is held against; nil for all others.
  public var rival: String?

  /// Creates a choice.
  ///
  /// - Parameters:
  ///   - name: The class; nil where nobody asks for one.
  ///   - rival: The class that it is held against; nil for all others.
  public init(_ name: String? = nil, against rival: String? = nil) {
    self.name = name
    self.rival = rival
  }

  /// The output that is explained of every review; nil where it is the predicted class of each.
  ///
  /// - Parameters:
  ///   - target: Whether it is a probability or a logit.
  ///   - model: The model.
  /// - Returns: An output of the model.
  /// - Throws: A diagnostic for each name that no class has, and where a class is to be held against itself, or another
  ///   one against none.
  func output(_ target: Target, of model: Model) throws(Diagnostics) -> Output? {
    let (classes, logits) = (model.classes, model.sequential.outputs)
    var problems = Diagnostics()
    func index(_ name: String?, _ argument: String) -> Int? {
      guard let name else { return nil }
      do throws(Diagnostic) {
        let place = SourceLocation(file: argument)
        return classes.firstIndex(of: try Label.meant(by: name, among: classes, at: place))
      } catch {
        problems.report(error)
        return nil
      }
    }
    let (first, second) = (index(name, "--class"), index(rival, "--against"))
    try problems.throwIfErrors()
    if let second, second == first ?? (logits == 1 ? 1 : nil) {
      problems.report(
        Diagnostic(
          "the class '\(classes[second])' can't be held against itself",
          at: SourceLocation(file: "--against")))
    } else if second != nil, first == nil, logits > 1 {
      problems.report(
        Diagnostic(
          "which class is to be held against this one?", at: SourceLocation(file: "--against"),
          hint: "give it by --class"))
    }
    try problems.throwIfErrors()
    if logits == 1 { return Output(target, of: first ?? 1) }
    return first.map { Output(target, of: $0, against: second, logits: logits) }
  }
}

extension Explainer {
  /// Prepares a model to answer for a class.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - target: Whether a probability or a logit is explained.
  ///   - choice: The class.
  ///   - background: Reviews that stand for any other review.
  /// - Throws: A diagnostic for each class that the model does not have.
  public init(
    _ model: Model, target: Target, explaining choice: ClassChoice, background: [String] = []
  ) throws(Diagnostics) {
    if let output = try choice.output(target, of: model) {
      self.init(model: model, output: output, background: background)
    } else {
      self.init(model, target: target, background: background)
    }
  }

  /// Prepares a model to answer for "positive" where it has one logit, and otherwise for the class that it predicts.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - target: Whether a probability or a logit is explained.
  ///   - background: Reviews that stand for any other review.
  public init(_ model: Model, target: Target, background: [String] = []) {
    let output = Output(target, of: 1, logits: model.sequential.outputs)
    let explainer = Explainer(model: model, output: output, background: background)
    self = model.sequential.outputs == 1 ? explainer : explainer.ofVerdicts
  }
}
