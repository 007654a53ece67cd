import Foundation
public import SourceText

/// Maps the labels of a file to the classes of a model.
///
/// All labels are considered together: in a data set with the labels 1 and 2, label 1 has another meaning than in one with 0
/// and 1.
public struct LabelMeaning: Sendable {
  private let classes: [Label]
  private let numbers: Set<Int>

  /// Analyses labels.
  ///
  /// - Parameters:
  ///   - labels: All labels as written.
  ///   - classes: The classes.
  public init(of labels: some Sequence<String>, among classes: [Label]) {
    self.classes = classes
    numbers = Set(Set(labels).compactMap(Self.number))
  }

  /// Returns the class that a label denotes.
  ///
  /// A label denotes the class of the same name, ignoring case if unambiguous. Negative and positive are also denoted by `neg`,
  /// `pos`, `false`, `true`, and by 0 and 1 if there are no other numbers. For other classes, a number is the index of a class,
  /// from 0, if every number in the file is a valid index and 0 is one of them.
  ///
  /// - Parameters:
  ///   - written: The label; surrounding white space and `.0` after a whole number are ignored.
  ///   - location: The location of the label.
  /// - Returns: The class.
  /// - Throws: A diagnostic that names the option for mapping labels, or the nearest name.
  public func label(
    for written: String, at location: SourceLocation?
  ) throws(Diagnostics) -> Label {
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
    throw Diagnostics(
      couldBeEither && Label.areBinary(classes)
        ? "the label '\(text)' is ambiguous" : "there is no class '\(text)'",
      at: location,
      hint: "map the labels to classes, for example --labels \(proposal)")
  }

  /// Returns the whole number that a label denotes, such as `5.0`.
  static func wholeNumber(_ label: String) -> Int? { Double(label).flatMap(Int.init(exactly:)) }

  /// Returns the number of a label, which programs may write as `1.0`, `True` or `LABEL_1`.
  private static func number(of label: String) -> Int? {
    let text = label.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    if text == "true" { return 1 }
    if text == "false" { return 0 }
    let digits = text.hasPrefix("label_") ? String(text.dropFirst(6)) : text
    guard digits.contains(where: \.isNumber) else { return nil }
    return Double(digits).flatMap(Int.init(exactly:))
  }

  /// A proposal for the option that names the classes, following common conventions.
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
