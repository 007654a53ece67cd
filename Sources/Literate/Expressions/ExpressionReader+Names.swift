import SourceText

extension ExpressionReader {
  mutating func path(
    _ name: String, at offset: Int, against other: ExpressionSyntax?
  ) -> ValuePath<Context>? {
    guard let path = value(name) else {
      report(
        "there is no value '\(name)'", at: offset,
        hint: quotationHint(for: name, against: other) ?? ClaimGrammar.hint(forName: name)
          ?? language.hint(forValue: name))
      return nil
    }
    let needed: Scope =
      if case .document(let scope) = subject { scope } else { .review }
    guard path.scopes.contains(needed) else {
      report(
        subject == .review
          ? "the value '\(path.path)' describes all reviews together, not each review"
          : "the value '\(path.path)' is available only in documents with the scope 'report'",
        at: offset)
      return nil
    }
    return path
  }

  private func value(_ name: String) -> ValuePath<Context>? {
    language.value(name) ?? language.value("review.\(name)")
  }

  /// Returns a hint for a name that is not a value but is compared with a text or a Boolean.
  private func quotationHint(for name: String, against other: ExpressionSyntax?) -> String? {
    guard case .name(let known)? = other?.node, let unit = value(known)?.unit else { return nil }
    if unit == .boolean { return "write true or false" }
    guard unit == .text || unit == .cell,
      NearestName.of(name, among: language.values.map(\.path)) == nil
    else { return nil }
    return "put text in quotation marks: \"\(name)\""
  }

  mutating func aggregate(
    _ form: ExpressionSyntax, _ name: String, _ argument: ExpressionSyntax?,
    _ condition: ExpressionSyntax?
  ) -> Expression<Context>? {
    guard let function = ReviewFunction(rawValue: name) else {
      report(
        "there is no function '\(name)'", at: form.start,
        hint: ClaimGrammar.hint(forFunction: name))
      return nil
    }
    guard subject == .document(.report), !isArgument else {
      report(
        isArgument
          ? "'\(name)' is not allowed within another function"
          : subject == .review
            ? "'\(name)' describes all reviews together, not each review"
            : "'\(name)' is available only in documents with the scope 'report'", at: form.start)
      return nil
    }
    if argument == nil, function != .count {
      report(
        "'\(name)' needs a value", at: form.start,
        hint: function == .share
          ? "for example share(prediction.correct)" : "for example \(name)(prediction.probability)")
      return nil
    }
    var reader = ExpressionReader(item, of: language, about: .review)
    reader.isArgument = true
    let value = argument.flatMap { form in
      function.takesCondition
        ? reader.truth(form, of: name)
        : reader.number(
          form, of: name, at: form.start, hint: "share(…) takes conditions")
    }
    let chosen = condition.flatMap { reader.condition($0) }
    problems.report(reader.problems)
    if argument != nil && value == nil || condition != nil && chosen == nil { return nil }
    let measure = ReviewMeasure(value, where: chosen, keepsNumbers: function == .median)
    let text = "\(name)(\(measure.text))"
    let unit: Value.Unit =
      switch function {
      case .count: .count
      case .share: .probability
      case .mean, .median: value?.unit == .count ? .plain : value?.unit ?? .plain
      case .sum, .min, .max: value?.unit ?? .plain
      }
    return Expression(
      node: .aggregate(ReviewAggregate(function: function, measure: measure, text: text)),
      unit: unit, text: text, location: location(form.start))
  }
}
