import Markdown
import SourceText

/// Headings, and references to the sections below them.
extension DocumentReader {
  /// Resolves the conditions of headings.
  mutating func readSections(of page: MarkdownPage) {
    if page.headings.allSatisfy(\.options.isEmpty) { return }
    let conditions = page.headings.map { readConditions(of: $0) }
    sections = ConditionalSections(of: page, lineCount: lines.count, conditions: conditions)
  }

  private mutating func readConditions(of heading: MarkdownPage.Heading) -> [Condition<Context>] {
    guard let first = heading.options.first else { return [] }
    let items = HeadingCondition.joined(heading.options).compactMap { word -> Options.Item? in
      if let item = HeadingCondition.item(word) ?? ChunkHeader.item(word) { return item }
      problems.report(
        Diagnostic(
          "'\(word.text)' is not allowed in the braces of a heading", at: word.location,
          hint: "write #sec-label, when=VALUE or unless=VALUE"))
      return nil
    }
    var options = Options(items, owner: "a heading", at: first.location)
    let named = [(options.takeWhen(), true), (options.takeUnless(), false)]
    options.finish()
    problems.report(contentsOf: options.problems)
    if !heading.isTopLevel {
      problems.report(
        Diagnostic(
          "a condition is not allowed in a list, block quote or footnote", at: first.location))
    }
    return named.compactMap { item, isWanted in
      item.flatMap { condition($0, isWanted: isWanted) }
    }
  }

  private mutating func condition(_ item: Options.Item, isWanted: Bool) -> Condition<Context>? {
    var reader = ExpressionReader(item, of: language, about: .document(frontMatter.scope))
    defer { problems.report(reader.problems) }
    guard let form = reader.parse() else { return nil }
    if case .name(let name) = form.node, let problem = problem(ofTruth: name) {
      problems.report(problem.moved(to: item.valueLocation))
      return nil
    }
    return reader.condition(form).map {
      Condition(
        expression: $0, isWanted: isWanted, review: defaultReview, location: item.valueLocation)
    }
  }

  /// Diagnoses a name that is not that of a Boolean value.
  private func problem(ofTruth name: String) -> Diagnostic? {
    guard let path = language.value(name) ?? language.value("review.\(name)") else {
      return Diagnostic("there is no value '\(name)'", hint: language.hint(forTruth: name))
    }
    guard path.unit != .boolean, path.unit != .cell else { return nil }
    return Diagnostic(
      "the value '\(path.path)' is not Boolean", hint: language.hint(forTruth: path.path))
  }

  /// Records the conditions of the ids that links may name.
  mutating func noteConditions(of page: MarkdownPage) {
    if sections.isEmpty { return }
    conditionsOfIDs = labels.requirements
    for (heading, id) in zip(page.headings, HeadingIDs.of(page.headings, labels: labels)) {
      conditionsOfIDs[id] = sections.requirements(ofLine: heading.line)
    }
    for link in page.links {
      checkConditions(of: link, where: sections.requirements(ofLine: link.line))
    }
  }

  /// Reports a link within the page to a target that may be omitted.
  mutating func checkConditions(of link: MarkdownPage.Link, where present: Set<String>) {
    guard link.destination.hasPrefix("#"),
      let wanted = conditionsOfIDs[String(link.destination.dropFirst())]
    else { return }
    reportConditions(
      wanted.subtracting(present), of: "'\(link.destination)'", at: link.location, "link to it")
  }

  /// Reports a reference to a target that may be omitted.
  mutating func checkConditions(of label: Label, at location: SourceLocation) {
    reportConditions(
      label.requirements.subtracting(requirements), of: "'\(label.id)'", at: location,
      "refer to it")
  }

  private mutating func reportConditions(
    _ missing: Set<String>, of name: String, at location: SourceLocation, _ what: String
  ) {
    if missing.isEmpty { return }
    let conditions = missing.sorted().joined(separator: " and ")
    problems.report(
      Diagnostic(
        "\(name) is in a section that may be omitted", at: location,
        hint: "\(what) in a section with \(conditions)"))
  }
}
