import Blocks
import HTML
import Literate
import SourceText
import Testing

/// What a run does not offer is found before anything is woven, at every place that names it.
struct AvailabilityTests {
  private static func problems(_ text: String, hasRadar: Bool = false) throws -> [String] {
    let document = try Document(
      parsing: SourceFile(path: "a.md", text: text), language: Language.station)
    return document.unavailability(in: Station(hasRadar: hasRadar)).map(\.description)
  }

  @Test(arguments: [
    ("`{value radar.range}`", "1:2: error: no radar for radar.range"),
    ("```{radar}\n```", "1:4: error: no radar for radar"),
    ("```{check}\nclaim: radar.range > 2\nsays: It is `{value radar.range}`.\n```", "error"),
    ("# On `{value radar.range}`", "1:7: error: no radar for radar.range"),
    ("# On\n\n## A {when=radar.is-on}\n\nText.", "3:12: error: no radar for radar.is-on"),
  ])
  func `a chunk, a value and a claim are refused at their places`(text: String, problem: String)
    throws
  {
    let found = try Self.problems(text)
    #expect(!found.isEmpty && found.allSatisfy { $0.contains(problem) })
    #expect(try Self.problems(text, hasRadar: true).isEmpty)
  }

  @Test func `a section that is omitted is not checked`() throws {
    let text = "# T\n\n## A {when=has-radar}\n\n`{value radar.range}`\n\n## B\n\nText.\n"
    #expect(try Self.problems(text).isEmpty)
    let other = text.replacing("when=", with: "unless=")
    #expect(try Self.problems(other).count == 1)
  }

  @Test func `a section whose condition needs a review is left to the weaving`() throws {
    #expect(try Self.problems("# T\n\n## A {when=is-wet}\n\n`{value radar.range}`\n").isEmpty)
  }
}

/// A run that may have a radar.
private struct Station: LiterateContext {
  let hasRadar: Bool

  static let noNeed = false

  func focused(on review: String) throws(Diagnostics) -> Station { self }

  func unavailability(of chunk: any Chunk<Station>) -> Diagnostic? {
    unavailability(type(of: chunk).needs, type(of: chunk).verb)
  }

  func unavailability(of value: ValuePath<Station>) -> Diagnostic? {
    unavailability(value.needs, value.path)
  }

  private func unavailability(_ needsRadar: Bool, _ name: String) -> Diagnostic? {
    needsRadar && !hasRadar ? Diagnostic("no radar for \(name)") : nil
  }
}

/// A chunk that needs the radar.
private struct Radar: Chunk {
  static let verb = "radar"
  static let summary = "A picture."
  static let needs = true
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: Station) throws(Diagnostics) -> ChunkOutput {
    ChunkOutput(body: [.rule], isFigure: false)
  }
}

extension Language<Station> {
  fileprivate static let station = Language(
    chunks: [Radar.self],
    values: [
      ValuePath("radar.range", summary: "Its range.", unit: .plain, needs: true) { _ in .number(3)
      },
      ValuePath("radar.is-on", summary: "Its state.", unit: .boolean, needs: true) { _ in
        .boolean(true)
      },
      ValuePath("has-radar", summary: "Whether.", unit: .boolean) { .boolean($0.hasRadar) },
      ValuePath("is-wet", summary: "Of a review.", unit: .boolean) { _ in nil },
    ])
}
