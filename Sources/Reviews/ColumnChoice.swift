internal import SourceText

/// The lower-case column names that data sets use for the parts of a review.
enum ColumnName {
  static let text = [
    "text", "review", "sentence", "content", "comment", "body", "reviewtext", "verified_reviews",
  ]
  static let label = [
    "label", "sentiment", "polarity", "stars", "rating", "score", "overall", "feedback", "liked",
    "class", "target",
  ]
  static let id = ["id"]

  /// Whether a column with this name indicates a table of reviews.
  static func isKnown(_ name: String, _ options: ReviewOptions) -> Bool {
    let name = name.lowercased()
    return text.contains(name) || label.contains(name)
      || [options.textColumn, options.labelColumn].contains { $0?.lowercased() == name }
  }
}

/// The columns of a table, or keys of objects, with the parts of a review.
struct ColumnChoice {
  var text: Int
  var label: Int?
  var id: Int?
  var title: Int?

  init(text: Int, label: Int? = nil, id: Int? = nil, title: Int? = nil) {
    self.text = text
    self.label = label
    self.id = id
    self.title = title
  }

  /// Chooses the columns.
  ///
  /// - Parameters:
  ///   - names: The names of all columns.
  ///   - options: The user's options.
  ///   - use: Whether labels are required.
  ///   - location: The location of the names.
  /// - Throws: A diagnostic for each missing column, and one if the choice is ambiguous.
  init(
    among names: [String], _ options: ReviewOptions, _ use: LabelUse, at location: SourceLocation
  ) throws(Diagnostics) {
    var problems = Diagnostics()
    let known = names.map { $0.lowercased() }
    func column(_ part: Part, _ asked: String?, _ usual: [String], isNeeded: Bool) -> Int? {
      if let asked {
        if let index = known.firstIndex(of: asked.lowercased()) { return index }
        problems.report(
          Diagnostic(
            "there is no column '\(asked)'", at: location,
            hint: NearestName.hint(for: asked, among: names)
              ?? "\(part.option) needs the name of a column"))
        return nil
      }
      let found = known.indices.filter { usual.contains(known[$0]) }
      if found.count > 1 {
        problems.report(part.question(among: found.map { names[$0] }, location))
      }
      if found.isEmpty, isNeeded { problems.report(part.absence(among: names, location)) }
      return found.first
    }
    let found = column(.text, options.textColumn, ColumnName.text, isNeeded: true)
    if use != .ignored {
      label = column(
        .label, options.labelColumn, ColumnName.label.filter { $0 != found.map { known[$0] } },
        isNeeded: use == .required)
    }
    id = column(.id, options.idColumn, ColumnName.id, isNeeded: false)
    title = known.firstIndex(of: "title").flatMap { $0 == found ? nil : $0 }
    if let label, label == found {
      problems.report(
        Diagnostic(
          "the column '\(names[label])' cannot be both the text and the label", at: location,
          hint: "use --text-column and --label-column to name two columns"))
    }
    guard let found, !problems.hasErrors else { throw problems }
    text = found
  }

  /// Returns the indices of the columns without a part of a review, by name; of two with the same name, the first.
  func others(among names: [String]) -> [String: Int] {
    let parts = [text, label, id, title]
    return Dictionary(
      names.indices.filter { !parts.contains($0) && !names[$0].isEmpty }.map { (names[$0], $0) }
    ) { first, _ in first }
  }

  private enum Part: String {
    case text, label, id

    var option: String { "--\(rawValue)-column" }

    func question(among names: [String], _ location: SourceLocation) -> Diagnostic {
      let list = names.map { "'\($0)'" }.joined(separator: " and ")
      return Diagnostic(
        "\(list) could each be the \(rawValue) column", at: location,
        hint: "choose with \(names.map { "\(option) \($0)" }.joined(separator: ", or "))")
    }

    func absence(among names: [String], _ location: SourceLocation) -> Diagnostic {
      let shown = names.prefix(40)
      let list = shown.map { "'\($0)'" }.joined(separator: ", ")
      let usual = self == .text ? "'review' or 'text'" : "'sentiment' or 'label'"
      let near = (self == .text ? ["review", "text"] : ["sentiment", "label"]).lazy
        .compactMap { NearestName.of($0, among: names) }.first
      let example = near ?? shown.first { !ColumnName.text.contains($0.lowercased()) }
      let call = example.map { ", as in \(option) \($0)" } ?? ""
      // Column names are short and not numeric.
      let isData = names.contains { $0.utf8.count > 40 || Double($0) != nil }
      let hint =
        isData
        ? "the first row must name the columns; if it is a review, use \(option) with the number of a column"
        : "the columns are \(list); choose one with \(option)\(call)"
      return Diagnostic(
        "there is no column \(usual)", at: location,
        hint: names.isEmpty ? "the first row must name the columns" : hint)
    }
  }
}
