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
    context.unavailability(of: path).map { [$0.moved(to: location)] } ?? []
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
      case .chunk(let content):
        context.unavailability(of: content).map { [$0.moved(to: chunk.location)] } ?? []
      case .formula: []
      case .check(let claim, let says): problems(of: says) + problems(of: claim)
      }
    return inside + problems(of: chunk.caption) + problems(of: chunk.alternative)
  }

  private func problems(of claim: Claim<Context>) -> [Diagnostic] {
    [claim.left, claim.right].flatMap { operand in
      switch operand {
      case .path(let path): problems(of: path, at: claim.location)
      case .literal: [] as [Diagnostic]
      }
    }
  }
}
