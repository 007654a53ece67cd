import Foundation
public import SourceText

/// The meaning of a file's labels among the classes of a model.
///
/// All labels are looked at together: where a data set has the labels 1 and 2, its 1 is not the 1 of one that has 0 and 1.
public struct LabelMeaning: Sendable {
  private let classes: [Label]
  private let numbers: Set<Int>

  /// Looks at labels.
  ///
  /// - Parameters:
  ///   - labels: All labels as they are written.
  ///   - classes: What there is.
  public init(of labels: some Sequence<String>, among classes: [Label]) {
    self.classes = classes
    numbers = Set(Set(labels).compactMap(Self.number))
  }

  /// The class that a label means.
  ///
  /// That is the class of this name, in any case where that is clear; of negative and positive also `neg`, `pos`,
  /// `false`, `true`, 0 and 1 where there are no other numbers. Of classes with other names a number is the place of one,
  /// from 0, where every number of the file is and 0 is one of them.
  ///
  /// - Parameters:
  ///   - written: The label; white space around it and `.0` behind a whole number do not count.
  ///   - location: Where it was written.
  /// - Returns: One of the classes.
  /// - Throws: A diagnostic that names the option which says what the label means, or the nearest name.
  public func label(
    for written: String, at location: SourceLocation?
  ) throws(Diagnostic) -> Label {
    let text = written.trimmingCharacters(in: .whitespacesAndNewlines)
    if let exact = classes.first(where: { $0.name == text }) { return exact }
    guard let number = Self.number(of: text) else {
      return try Label.meant(by: text, among: classes, at: location)
    }
    if classes.contains(where: { $0.name == "\(number)" }) { return Label("\(number)") }
    if Label.areBinary(classes) {
      if numbers.isSubset(of: [0, 1]) {
        return try Label.meant(by: "\(number)", among: classes, at: location)
      }
    } else if numbers.contains(0), numbers.isSubset(of: Set(classes.indices)) {
      return classes[number]
    }
    let couldBeEither = [0, 1].contains(number) || classes.indices.contains(number)
    throw Diagnostic(
      couldBeEither && Label.areBinary(classes)
        ? "the label '\(text)' could mean either class" : "there is no class '\(text)'",
      at: location,
      hint: "say what the labels mean, as in --labels \(proposal)")
  }

  /// The number that a label is written as, such as `5.0`.
  static func wholeNumber(_ label: String) -> Int? { Double(label).flatMap(Int.init(exactly:)) }

  /// A number, which other programs may write as `1.0`, `True` or `LABEL_1`.
  private static func number(of label: String) -> Int? {
    let text = label.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    if text == "true" { return 1 }
    if text == "false" { return 0 }
    let digits = text.hasPrefix("label_") ? String(text.dropFirst(6)) : text
    guard digits.contains(where: \.isNumber) else { return nil }
    return Double(digits).flatMap(Int.init(exactly:))
  }

  /// The option that would name the classes of the numbers, by what data sets usually mean.
  private var proposal: String {
    let sorted = numbers.sorted()
    func list(_ pairs: [(Int, String)]) -> String {
      pairs.map { "\($0)=\($1)" }.joined(separator: ",")
    }
    let names = classes.map(\.name)
    guard Label.areBinary(classes) else {
      return sorted.count == names.count
        ? list(Array(zip(sorted, names))) : list([(sorted.first ?? 0, names.first ?? "")])
    }
    let kinds = [Label.kind(of: classes[0]) == 0 ? names[0] : names[1]]
    let (negative, positive) = (kinds[0], kinds[0] == names[0] ? names[1] : names[0])
    if numbers.isSubset(of: [-1, 0, 1]) { return list([(-1, negative), (1, positive)]) }
    if numbers.isSubset(of: [1, 2]) { return list([(1, negative), (2, positive)]) }
    if numbers.isSubset(of: [0, 2, 4]), numbers.contains(0) {
      return list([(0, negative), (4, positive)])
    }
    if numbers.isSubset(of: [1, 2, 3, 4, 5]) {
      return list([(1, negative), (2, negative), (3, ""), (4, positive), (5, positive)])
    }
    return list([(sorted.first ?? 0, negative), (sorted.last ?? 1, positive)])
  }
}
