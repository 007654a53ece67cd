import Blocks
import Markdown
import Processes
import SourceText

/// The state of weaving a document: the context, and the problems and claims so far.
struct Weaving<Context: LiterateContext>: Sendable {
  /// The results from which everything is computed.
  private(set) var context: Context
  /// The problems so far.
  var problems = Diagnostics()
  /// The results of the claims so far.
  var claims: [ClaimResult] = []
  /// The texts of the headings that have a label, by label.
  var sections: [String: String] = [:]

  init(context: Context) {
    self.context = context
  }

  /// Calls a closure with another review in focus.
  ///
  /// - Parameters:
  ///   - review: The review; nil keeps the focus.
  ///   - body: The closure.
  /// - Returns: The closure's result; nil if the review cannot be shown, which is reported.
  mutating func focused<Result>(on review: Located<String>?, _ body: (inout Self) -> Result)
    -> Result?
  {
    guard let review else { return body(&self) }
    let outer = context
    do throws(Diagnostics) {
      context = try outer.focused(on: review.value)
    } catch {
      problems.report(error.moved(to: review.location))
      return nil
    }
    defer { context = outer }
    return body(&self)
  }

  /// Fills the slots of a text.
  mutating func fillings(of parts: [Part<Context>]) -> [SlotValue] {
    parts.map { filling(of: $0) }
  }

  /// Fills the slots of a page, which do not depend on each other.
  ///
  /// - Parameters:
  ///   - parts: The contents of the slots.
  ///   - known: The slots that are filled already, by index.
  ///   - jobs: The number of slots to fill in parallel; the result does not depend on it.
  /// - Returns: The fillings by index.
  mutating func fillings(of parts: [Part<Context>], known: [Int: SlotValue], jobs: Int)
    -> [SlotValue]
  {
    guard jobs > 1 else { return parts.indices.map { known[$0] ?? filling(of: parts[$0]) } }
    var start = self
    (start.problems, start.claims) = (Diagnostics(), [])
    let filled = Parallel.map(parts.count, jobs: jobs) { [start] index in
      var weaving = start
      let filling = known[index] ?? weaving.filling(of: parts[index])
      return (filling, problems: weaving.problems, claims: weaving.claims)
    }
    for part in filled {
      problems.report(contentsOf: part.problems.all)
      claims += part.claims
    }
    return filled.map(\.0)
  }

  /// Fills one slot.
  mutating func filling(of part: Part<Context>) -> SlotValue {
    switch part {
    case .fixed(let filling): filling
    case .value(let value): value.weave(&self)
    case .chunk(let chunk): SlotValue(chunk.weave(&self))
    case .section(let label, let around): label.reference(sections[label.id], in: around)
    }
  }
}

/// The content of a slot.
enum Part<Context: LiterateContext>: Sendable {
  /// Constant in every weaving: references, formulas, code.
  case fixed(SlotValue)
  /// A value.
  case value(InlineValue<Context>)
  /// A reference to a section, which shows its heading.
  case section(Label, Slot.Surroundings)
  /// A block.
  case chunk(PlacedChunk<Context>)
}

/// A line of Markdown with values, such as a caption or a title.
struct InlineText<Context: LiterateContext>: Sendable {
  /// The parsed line.
  let page: MarkdownPage
  /// The contents of its slots.
  let parts: [Part<Context>]

  /// Computes the text, as a phrase and as plain text.
  func weave(_ weaving: inout Weaving<Context>) -> (phrase: Phrase, text: String) {
    let fillings = weaving.fillings(of: parts)
    let text = page.headings.first.map { page.text($0.text, fillings: fillings) } ?? ""
    return (page.phrase(fillings: fillings), text)
  }
}
