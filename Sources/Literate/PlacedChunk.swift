import Blocks
import HTML
import Markdown
import SourceText

/// A chunk at its place in a document.
struct PlacedChunk<Context: LiterateContext>: Sendable {
  /// The content.
  enum Content: Sendable {
    /// A chunk, and the number of preceding chunks with the same verb.
    case chunk(any Chunk<Context>, occurrence: Int)
    case formula(HTML, tex: String)
    case check(Claim<Context>, says: InlineText<Context>?)
  }

  let content: Content
  let label: Label?
  /// The review in focus; nil uses the default of the document's scope.
  let review: Located<String>?
  let caption: InlineText<Context>?
  /// A description for readers who cannot see the figure.
  let alternative: InlineText<Context>?
  let location: SourceLocation

  /// Computes the output and frames it.
  func weave(_ weaving: inout Weaving<Context>) -> [Block] {
    weaving.focused(on: review) { weaving in
      switch content {
      case .chunk(let chunk, let occurrence): weave(chunk, at: occurrence, &weaving)
      case .formula(let formula, let tex):
        [.equation(Block.Equation(formula, tex: tex, number: label?.number, id: label?.id))]
      case .check(let claim, let says): weave(claim, says: says, &weaving)
      }
    } ?? []
  }

  private func weave(
    _ chunk: any Chunk<Context>, at occurrence: Int, _ weaving: inout Weaving<Context>
  ) -> [Block] {
    if let problem = weaving.context.unavailability(of: chunk) {
      weaving.problems.report(problem.moved(to: location))
      return []
    }
    do {
      var output = try chunk.weave(in: weaving.context.at(occurrence: occurrence))
      if var claim = output.claim {
        claim.label = claim.label ?? label?.id
        weaving.claims.append(claim)
      }
      let name = alternative?.weave(&weaving).text
      if let caption {
        output.caption = caption.weave(&weaving).phrase
        output.isFigure = true
      }
      return output.blocks(label: label, name: name)
    } catch {
      weaving.problems.report(contentsOf: error.all.map { $0.placed(at: location) })
      return []
    }
  }

  private func weave(
    _ claim: Claim<Context>, says: InlineText<Context>?, _ weaving: inout Weaving<Context>
  ) -> [Block] {
    let sentence = says?.weave(&weaving)
    weaving.problems.report(contentsOf: claim.condition.problems(in: weaving.context))
    let result = result(of: claim, says: sentence?.text ?? "", in: weaving.context)
    weaving.claims.append(result)
    return [
      .claim(
        Block.Claim(
          holds: result.holds, title: label?.title, id: label?.id, sentence: sentence?.phrase,
          evidence: result.statement(title: label?.title)))
    ]
  }

  private func result(of claim: Claim<Context>, says: String, in context: Context) -> ClaimResult {
    let context = context.about(claim: label?.id)
    guard claim.quantifier != nil else {
      let found = claim.measure(in: context)
      return ClaimResult(
        label: label?.id, review: review?.value ?? claim.review(in: context), claim: claim.text,
        says: says, measured: found.measured, holds: found.holds, location: claim.location,
        relations: found.relations, undecided: found.undecided)
    }
    let tally = context.tally(of: ReviewClaim(claim: claim))
    return ClaimResult(
      label: label?.id, claim: claim.text, says: says, measured: tally.measured,
      holds: tally.holds, location: claim.location, tally: tally.tally,
      relations: tally.relations)
  }
}

extension PlacedChunk {
  /// Measures a claim without weaving it; nil for any other chunk.
  func claimResult(in context: Context) -> ClaimResult? {
    guard case .check(let claim, _) = content else { return nil }
    return result(of: claim, says: "", in: context)
  }
}

extension Document {
  /// Measures the labelled claims that are not about one review.
  ///
  /// - Parameter context: The results, after all reviews.
  /// - Returns: The results in the order of the document.
  public func labelledClaims(in context: Context) -> [ClaimResult] {
    claims.compactMap { $0.claimResult(in: context) }
  }
}

extension Diagnostic {
  /// Returns the problem, adding a location if it has none.
  fileprivate func placed(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      message, at: location ?? place, hint: hint, severity: severity, cause: cause)
  }
}
