import Attribution
import Classifier
import Foundation
import Models
import Reporting
import Site
import SourceText
import TestSupport
import Testing

/// Reports from the lines of `report attribute`.
@Suite struct RecordedResultsTests {
  private static let picks = #"""
    {#praise label=positive} A wonderful film & a <b>great</b> cast.
    {#script label=negative} Not a "plot" | `neither` is [this] *bad*; not good.
    {#two-words} Absolutely delightful.
    {#unknown} Zorblatt quux frobnicate.
    {#symbols} ???
    {#accents} Un café naïf, 😀 and שלום.
    """#

  private static func models() throws -> [(String, Explainer)] {
    var models = try Contrast.short().map {
      ("\($0.architecture)", Explainer($0.model, background: background))
    }
    models.append(("tutorial", Explainer(try Model.load(), background: background)))
    models.append(
      ("no closed form", Explainer(try OddClassifier.withoutClosedForm(), background: background)))
    models.append(
      ("logit", Explainer(try Model.load(), target: .logit, background: background)))
    let lstm = try #require(Contrast.short().first { $0.architecture == .lstm }).model
    models.append(
      ("program in pieces", try Explainer(EmbeddingProgram(lstm), background: background)))
    models.append(
      (
        "negative",
        try Explainer(
          Model.load(), explaining: ClassChoice("negative"), background: background)
      ))
    return models
  }

  private static let background = ["A dull evening.", "Wonderful acting and a perfect cast!"]

  @Test func `every number of every method comes back from a line, on every kind of model`() throws
  {
    // Numbers of few samples and steps are as hard to write as those of many.
    let place = SourceLocation(file: "")
    let defaults = [("samples", "4"), ("steps", "2"), ("tolerance", "0")].map {
      Options.Item(key: $0, value: $1, keyLocation: place, valueLocation: place)
    }
    for (name, explainer) in try Self.models() {
      let methods = try ConfiguredMethod.list(
        parsing: AttributionMethods.within(explainer.access).map(\.name).joined(separator: ","),
        defaults: defaults, within: explainer.access)
      let analyst = ReviewAnalyzer(explainer, methods: methods)
      for text in ["A wonderful film, but dull.", ""] {
        let pick = Pick(id: "a", text: text, location: SourceLocation(file: "a"))
        let computed = analyst.analyse(pick, number: 1)
        let restored = try analyst.restore(
          pick, number: 1, from: RecordedResults(line: computed.json, at: pick.location))
        #expect(restored.json == computed.json, "\(name)")
        for (one, other) in zip(computed.results, restored.results) {
          let (one, other) = (Numbers(one.attribution), Numbers(other.attribution))
          #expect(one == other, "\(name), \(computed.results)")
        }
      }
    }
  }

  /// The bits of an attribution.
  private struct Numbers: Equatable {
    let all: [[UInt64]?]
    let isInUnitOfOutput: Bool

    init(_ attribution: Attribution) {
      func bits(_ numbers: [Double]?) -> [UInt64]? {
        // In JSON, a zero has no sign, and any number that is not finite is null.
        numbers?.map { ($0 == 0 ? 0 : $0.isFinite ? $0 : .nan).bitPattern }
      }
      all = [
        attribution.positions, attribution.scores, [attribution.padding],
        [attribution.specialTokens], attribution.baselineValue.map { [$0] },
        attribution.convergenceDelta.map { [$0] }, attribution.standardErrors,
        attribution.fit.map { [$0] }, attribution.units, attribution.rows,
      ].map(bits)
      isInUnitOfOutput = attribution.isInUnitOfOutput
    }
  }

  @Test func `a site from results has the bytes of one that is computed`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      let lines = try await Self.lines()
      let half = lines.split(separator: "\n", omittingEmptySubsequences: false)
      _ = try folder.write(lines, to: "all.jsonl")
      _ = try folder.write(half[..<2].joined(separator: "\n") + "\n\n", to: "results/part-0")
      _ = try folder.write(half[2...].joined(separator: "\r\n"), to: "results/part-1")
      _ = try folder.write("no result", to: "results/_SUCCESS")
      _ = try folder.write("no result", to: "results/.part-0.crc")
      let whole = try await Self.build(into: folder["whole"])
      let single = try half.indices.dropLast().map { index in
        try folder.write(String(half[index]), to: "\(index).jsonl")
      }
      for paths in [[folder["all.jsonl"]], [folder["results"]], single] {
        #expect(try await Self.build(into: folder["site"], from: paths) == whole)
      }
      // A site has its results too.
      #expect(
        try await Self.build(into: folder["site"], from: [folder["whole/data/report.jsonl"]])
          == whole)
    }
  }

  private static func lines() async throws -> String {
    let methods = try ConfiguredMethod.list(
      parsing: AttributionMethods.standardList(within: .layers), defaults: [])
    let analyst = ReviewAnalyzer(Explainer(try Model.load()), methods: methods)
    var lines = ""
    try await TemporaryFolder.useWaiting { folder in
      let list = try PickList(reading: folder.write(picks, to: "picks.txt"))
      try await analyst.eachAnalysis(of: list, jobs: 2) { lines += $0 + "\n" }
    }
    return lines
  }

  private static func build(
    into output: String, from results: [String] = [], methods: String? = nil,
    _ explainer: Explainer? = nil
  ) async throws -> [String: Data] {
    try await TemporaryFolder.useWaiting { folder in
      let request = ReportBuilder.Request(
        reviews: results.isEmpty ? try folder.write(picks, to: "picks.txt") : nil,
        results: results, documents: [try folder.write("# Tiny\n", to: "tiny.md")],
        output: .init(output), methods: methods, jobs: 2)
      _ = try await ReportBuilder(request).build(with: explainer ?? Explainer(Model.load()))
      return try SiteFiles.read(output)
    }
  }

  private struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    let change: @Sendable (inout [String]) -> Void
    let message: String
    let line: Int?

    var testDescription: String { name }
  }

  private static let faults = [
    Fault(
      name: "no JSON", change: { $0[1] = "{\"id\": 1" }, message: "the file ends where", line: 2),
    Fault(name: "no object", change: { $0[1] = "[]" }, message: "not a JSON object", line: 2),
    Fault(
      name: "other model",
      change: { $0[1] = $0[1].replacing("\"model\":\"", with: "\"model\":\"0") },
      message: "from the model", line: 2),
    Fault(
      name: "other model everywhere",
      change: { $0 = $0.map { $0.replacing("\"model\":\"", with: "\"model\":\"0") } },
      message: "but this model is", line: 1),
    Fault(
      name: "other version",
      change: { $0[0] = $0[0].replacing("\"version\":\"", with: "\"version\":\"9") },
      message: "from version 9", line: 1),
    Fault(
      name: "no version",
      change: { $0[2] = $0[2].replacing("\"version\"", with: "\"edition\"") },
      message: "'version' is missing", line: 3),
    Fault(
      name: "other target",
      change: { $0 = $0.map { $0.replacing("probability\",\"pr", with: "logit\",\"pr") } },
      message: "explain the logit", line: 1),
    Fault(
      name: "same id twice", change: { $0[1] = $0[0] }, message: "duplicate id 'praise'", line: 2),
    Fault(
      name: "id of no page", change: { $0[1] = $0[1].replacing("\"script\"", with: "\"../x\"") },
      message: "cannot be the name of a page", line: 2),
    Fault(
      name: "other text", change: { $0[1] = $0[1].replacing("; not good", with: " and here") },
      message: "predicts", line: 2),
    Fault(
      name: "other words", change: { $0[1] = $0[1].replacing("; not good", with: "") },
      message: "predicts", line: 2),
    Fault(
      name: "other label",
      change: {
        $0[1] = $0[1].replacing("\"label\":\"negative\",\"ver", with: "\"label\":\"odd\",\"ver")
      },
      message: "there is no class 'odd'", line: 2),
    Fault(
      name: "no method", change: { $0[1] = $0[1].replacing("\"occlusion\"", with: "\"lime\"") },
      message: "no attribution by the method 'occlusion'", line: 2),
    Fault(
      name: "an error", change: { $0[1] = #"{"error":[{"message":"too long"}]}"# },
      message: "too long", line: 2),
    Fault(name: "nothing", change: { $0 = [""] }, message: "no results", line: nil),
    Fault(
      name: "null in scores",
      change: { $0[1] = $0[1].replacing("\"scores\":[", with: "\"scores\":[null,") },
      message: "scores", line: 2),
  ]

  @Test(arguments: 0..<16)
  func `a line that does not fit is reported at its place, and the old site stays`(
    index: Int
  ) async throws {
    let fault = Self.faults[index]
    try #require(Self.faults.count == 16)
    try await TemporaryFolder.useWaiting { folder in
      var lines = try await Self.lines().split(separator: "\n").map(String.init)
      let whole = try await Self.build(into: folder["site"])
      fault.change(&lines)
      let path = try folder.write(lines.joined(separator: "\n"), to: "results.jsonl")
      let problems = await #expect(throws: Diagnostics.self) {
        try await Self.build(into: folder["site"], from: [path])
      }
      let first = try #require(problems?.all.first)
      #expect(first.message.contains(fault.message), "\(first)")
      #expect(first.location?.file == path)
      #expect(first.location?.line == fault.line)
      #expect(first.hint != nil)
      #expect(try SiteFiles.read(folder["site"]) == whole)
    }
  }

  @Test func `other options of a method are refused with those to use`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      let path = try folder.write(try await Self.lines(), to: "results.jsonl")
      let problems = await #expect(throws: Diagnostics.self) {
        try await Self.build(
          into: folder["site"], from: [path], methods: "smoothgrad:samples=3")
      }
      #expect(problems?.all.first?.hint?.contains("smoothgrad:samples=") == true)
    }
  }

  @Test func `damaged gzip files and missing files are reported`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      for path in [
        try folder.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], to: "damaged.gz"),
        folder["missing.jsonl"],
      ] {
        let problems = await #expect(throws: Diagnostics.self) {
          try await Self.build(into: folder["site"], from: [path])
        }
        #expect(problems?.all.first?.location?.file == path)
      }
    }
  }
}
