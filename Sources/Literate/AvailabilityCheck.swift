import SourceText

/// A check of everything that a document names against what a run offers.
struct AvailabilityCheck<Context: LiterateContext> {
  /// The run, without a review in focus.
  let context: Context

  /// Returns the problems of a text with its titles, captions and claims.
  func problems(of text: DocumentText<Context>) -> [Diagnostic] {
    [text.title, text.subtitle].flatMap { problems(of: $0) } + text.parts.flatMap(problems)
  }

  /// Returns the problem of a value.
  func problems(of path: ValuePath<Context>, at location: SourceLocation) -> [Diagnostic] {
    path.problem(in: context, at: location).map { [$0] } ?? []
  }

  private func problems(of line: InlineText<Context>?) -> [Diagnostic] {
    line?.parts.flatMap(problems) ?? []
  }

  private func problems(of part: Part<Context>) -> [Diagnostic] {
    switch part {
    case .fixed, .section: []
    case .value(let value): problems(of: value.path, at: value.location)
    case .chunk(let chunk): problems(of: chunk)
    }
  }

  private func problems(of chunk: PlacedChunk<Context>) -> [Diagnostic] {
    let inside: [Diagnostic] =
      switch chunk.content {
      case .chunk(let content, _):
        context.unavailability(of: content).map { [$0.moved(to: chunk.location)] }
          ?? problems(of: content)
      case .formula: []
      case .check(let claim, let says): problems(of: says) + claim.condition.problems(in: context)
      }
    return inside + problems(of: chunk.caption) + problems(of: chunk.alternative)
  }

  /// Returns the problems of what a chunk measures of each review, each problem once.
  private func problems(of chunk: any Chunk<Context>) -> [Diagnostic] {
    var known: Set<Diagnostic> = []
    return chunk.measures.flatMap(\.parts).flatMap { $0.problems(in: context) }
      .filter { known.insert($0).inserted }
  }
}
