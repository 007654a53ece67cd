import Attribution
import Classifier
import Foundation
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// Reports that several processes build.
@Suite struct PartFolderTests {
  private static let picks = #"""
    {#praise label=positive} A wonderful film & a <b>great</b> cast.
    {#script label=negative} Not a "plot" | `neither` is [this] *bad*; not good.
    A review without an id.
    {#unknown label=negative} Zorblatt quux frobnicate.
    {#symbols} ???
    Another one, with words.
    {#accents label=positive} Un café naïf, 😀 and שלום.
    """#

  private static func request(
    _ folder: TemporaryFolder, into output: String, part: Part = .whole, picks: Bool = true,
    methods: String? = nil
  ) throws -> ReportBuilder.Request {
    let document = "---\ntitle: All\n---\n\n{count}\n\n```{agreement over=reviews}\n```\n"
      .replacing("{count}", with: "`{value prediction.probability review=accents}`")
    return ReportBuilder.Request(
      reviews: picks ? try folder.write(Self.picks, to: "picks.txt") : nil,
      documents: [try folder.write(document, to: "all.md")],
      output: .init(output), methods: methods, part: part, jobs: 2)
  }

  private static func build(
    _ folder: TemporaryFolder, _ number: Int, of count: Int, methods: String? = nil
  ) async throws -> String {
    let part = try #require(Part(number, of: count))
    let output = folder["parts-\(count)/\(number)"]
    _ = try await ReportBuilder(request(folder, into: output, part: part, methods: methods))
      .buildPart(with: Explainer(Model.load()))
    return output
  }

  private static func join(
    _ folder: TemporaryFolder, _ parts: [String], methods: String? = nil
  ) async throws -> [String: Data] {
    let folders = try PartFolders(reading: parts)
    let request = try request(folder, into: folder["joined"], picks: false, methods: methods)
    _ = try await ReportBuilder(request, picks: folders.picks)
      .join(folders, with: Explainer(Model.load()))
    return try SiteFiles.read(folder["joined"])
  }

  @Test(arguments: [1, 2, 3, 7, 9])
  func `any number of parts, joined in any order, has the bytes of one build`(
    count: Int
  ) async throws {
    try await TemporaryFolder.useWaiting { folder in
      _ = try await ReportBuilder(Self.request(folder, into: folder["whole"]))
        .build(with: Explainer(Model.load()))
      let whole = try SiteFiles.read(folder["whole"])
      var parts: [String] = []
      for number in (1...count).reversed() {
        parts.append(try await Self.build(folder, number, of: count))
      }
      #expect(try await Self.join(folder, parts) == whole)
      #expect(try await Self.join(folder, parts.reversed()) == whole)
    }
  }

  @Test func `parts that do not make up one run are refused, and nothing is written`() async throws
  {
    try await TemporaryFolder.useWaiting { folder in
      let parts = [
        try await Self.build(folder, 1, of: 2), try await Self.build(folder, 2, of: 2),
      ]
      let other = try await Self.build(folder, 1, of: 3)
      _ = try await Self.join(folder, parts)
      let joined = try SiteFiles.read(folder["joined"])
      let manager = FileManager.default
      for name in ["changed", "cut", "page"] {
        try manager.copyItem(atPath: parts[0], toPath: folder[name])
      }
      try manager.removeItem(atPath: folder["page/reviews/praise.html"])
      var bytes = try Data(contentsOf: URL(fileURLWithPath: folder["cut/data/part.records"]))
      try bytes.dropLast().write(to: URL(fileURLWithPath: folder["cut/data/part.records"]))
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(fileURLWithPath: folder["changed/data/part.records"]))
      let faults: [([String], String)] = [
        ([parts[0]], "part 2/2 is missing"),
        (parts + [parts[1]], "part 2/2 is given twice"),
        ([parts[0], other], "this is part 1/3"),
        ([folder["whole"], parts[0]], "not the folder of a part"),
        ([folder["changed"], parts[1]], "the records of part 1/2 are damaged"),
        ([folder["cut"], parts[1]], "the records of part 1/2 are damaged"),
        ([folder["page"], parts[1]], "there is no such file"),
        ([], "no parts given"),
      ]
      for (paths, message) in faults {
        let problems = await #expect(throws: Diagnostics.self) {
          try await Self.join(folder, paths)
        }
        #expect(
          problems?.all.first?.message.contains(message) == true, "\(String(describing: problems))")
        #expect(problems?.all.first?.hint != nil || message.contains("no such file"))
        #expect(try SiteFiles.read(folder["joined"]) == joined)
      }
    }
  }

  @Test func `parts with other options than one another or the command are refused`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      let first = try await Self.build(folder, 1, of: 2)
      let second = try await Self.build(folder, 2, of: 2, methods: "saliency")
      let differing = await #expect(throws: Diagnostics.self) {
        try await Self.join(folder, [first, second])
      }
      #expect(differing?.all.first?.message.contains("differ in") == true)
      #expect(differing?.all.first?.message.contains("methods") == true)
      let again = try await Self.build(folder, 2, of: 2)
      let other = await #expect(throws: Diagnostics.self) {
        try await Self.join(folder, [first, again], methods: "saliency")
      }
      #expect(other?.all.first?.message.contains("methods") == true)
    }
  }
}
