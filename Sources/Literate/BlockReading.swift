import HTML
import Markdown
import MathML
import SourceText

/// Fenced blocks that begin with a brace.
extension DocumentReader {
  /// Resolves a chunk.
  mutating func block(
    _ braces: ChunkHeader, _ fence: Slot.Fence, at location: SourceLocation
  ) -> PlacedChunk<Context>? {
    let verb = braces.verb.text
    if !fence.isClosed {
      problems.report(
        Diagnostic(
          "the chunk '\(verb)' is not closed", at: location,
          hint: "end it with a line of as many backticks as its opening line"))
    }
    for word in braces.words { refuse(word, of: "chunk '\(verb)'", knowing: []) }
    // Includes were already expanded, and their problems reported, before the document was parsed.
    if verb == "include" { return nil }
    if verb == "math" { return math(braces, fence, at: location) }
    let body = ChunkBody.items(of: fence, in: lines, problems: &problems)
    var options = Options(
      braces.items + body, owner: "chunk '\(verb)'", at: braces.verb.location)
    if verb == "check" { return check(braces, &options, at: location) }
    guard let type = language.chunk(verb) else {
      problems.report(
        Diagnostic(
          "there is no chunk '\(verb)'", at: braces.verb.location,
          hint: language.hint(forVerb: verb)))
      return nil
    }
    return chunk(type, braces, &options, at: location)
  }

  private mutating func chunk(
    _ type: any Chunk<Context>.Type, _ braces: ChunkHeader, _ options: inout Options,
    at location: SourceLocation
  ) -> PlacedChunk<Context>? {
    let review = takeReview(&options)
    let caption = options.takeCaption().map { inlineText($0.value, at: $0.valueLocation) }
    let alternative = options.takeAlternative().map { inlineText($0.value, at: $0.valueLocation) }
    checkScope(of: type, hasReview: review != nil, at: braces.verb.location)
    let label = label(of: braces, prefix: type.labelPrefix)
    return PlacedChunk(
      content: .chunk(make(type, options), occurrence: occurrence(of: type.verb)), label: label,
      review: review, caption: caption,
      alternative: alternative, location: location)
  }

  private mutating func check(
    _ braces: ChunkHeader, _ options: inout Options, at location: SourceLocation
  ) -> PlacedChunk<Context>? {
    let review = takeReview(&options)
    let item = options.takeClaim()
    let says = options.takeSays().map { inlineText($0.value, at: $0.valueLocation) }
    options.finish()
    problems.report(contentsOf: options.problems)
    let label = label(of: braces, prefix: LabelKind.claim.rawValue)
    guard let item else {
      problems.report(
        Diagnostic(
          "chunk 'check' needs a claim", at: location,
          hint: "add a line such as 'claim: prediction.probability > 0.5'"))
      return nil
    }
    var reader = ClaimReader(
      language: language, scope: frontMatter.scope)
    let claim = reader.read(item)
    problems.report(contentsOf: reader.problems.all)
    return claim.map {
      PlacedChunk(
        content: .check($0, says: says), label: label, review: review, caption: nil,
        alternative: nil, location: location)
    }
  }

  private mutating func math(
    _ braces: ChunkHeader, _ fence: Slot.Fence, at location: SourceLocation
  ) -> PlacedChunk<Context>? {
    var options = Options(braces.items, owner: "chunk 'math'", at: braces.verb.location)
    options.finish()
    problems.report(contentsOf: options.problems)
    let label = label(of: braces, prefix: LabelKind.equation.rawValue)
    let tex = fence.lines.map(\.text).joined(separator: "\n")
    let place = fence.lines.first.map { line in
      let indentation = line.text.utf8.count - line.text.drop { $0 == " " || $0 == "\t" }.utf8.count
      return lines.location(line: line.number, utf8Column: line.utf8Column - indentation)
    }
    return formula(tex, display: true, at: place ?? location).map {
      PlacedChunk(
        content: .formula($0, tex: tex), label: label, review: nil, caption: nil, alternative: nil,
        location: location)
    }
  }

  private mutating func takeReview(_ options: inout Options) -> Located<String>? {
    let item = options.takeReview()
    guard let review = item.map({ Located($0.value, at: $0.valueLocation) }) else {
      return defaultReview
    }
    check(review: review)
    return review
  }

  private mutating func checkScope(
    of type: any Chunk<Context>.Type, hasReview: Bool, at location: SourceLocation
  ) {
    let scope = hasReview ? Scope.review : frontMatter.scope
    if type.scopes.contains(scope) || type.scopes.contains(frontMatter.scope) { return }
    let needsReview = type.scopes.contains(.review)
    problems.report(
      Diagnostic(
        needsReview
          ? "the chunk '\(type.verb)' needs a review"
          : "the chunk '\(type.verb)' is allowed only in documents with the scope 'report'",
        at: location,
        hint: needsReview ? "name one with review=ID, or set 'scope: review'" : nil))
  }

  /// Reports a value that is unavailable in documents of this scope.
  mutating func checkScope(of path: ValuePath<Context>, at location: SourceLocation) {
    if path.scopes.contains(frontMatter.scope) { return }
    problems.report(
      Diagnostic(
        "the value '\(path.path)' is available only in documents with the scope 'report'",
        at: location)
    )
  }

  private mutating func label(of braces: ChunkHeader, prefix: String?) -> Label? {
    guard let word = braces.label, let label = labels[word.text] else { return nil }
    if label.kind.rawValue == prefix { return label }
    let rule = prefix.map { "takes labels beginning with '\($0)-'" } ?? "takes no label"
    problems.report(
      Diagnostic(
        "chunk '\(braces.verb.text)' \(rule); found '\(word.text)'", at: word.location))
    return nil
  }
}
