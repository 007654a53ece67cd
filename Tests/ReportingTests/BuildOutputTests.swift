import Reporting
import SourceText
import TestSupport
import Testing

/// The files that a build writes, and what they must not replace.
@Suite struct BuildOutputTests {
  @Test func `a site is written by default, and beside another report if it is named`() {
    #expect(ReportBuilder.Output().site == "public")
    #expect(ReportBuilder.Output(singleFile: "r.html").site == nil)
    #expect(ReportBuilder.Output(markdown: "-").site == nil)
    #expect(ReportBuilder.Output("out", json: "-").site == "out")
  }

  /// The messages about an output, for a report on `picks.txt`.
  private func problems(
    _ folder: TemporaryFolder, _ output: ReportBuilder.Output, documents: [String] = []
  ) throws -> [String] {
    let request = ReportBuilder.Request(
      reviews: try folder.write("{#a} A good film.\n", to: "picks.txt"), documents: documents,
      output: output)
    do {
      _ = try ReportBuilder(request)
      return []
    } catch {
      return error.all.map { folder.relative($0.message) }
    }
  }

  @Test func `no two outputs share a file, and none replaces an input`() throws {
    try TemporaryFolder.use { folder in
      let document = try folder.write("# A\n", to: "a.md")
      let inputs = [folder["picks.txt"], document]
      let free = [folder["1"], folder["2"], folder["3"]]
      for report in free + inputs {
        for junit in free + inputs {
          for summary in free + inputs {
            let found = try problems(
              folder,
              .init(markdown: report, summary: summary, junit: junit),
              documents: [document])
            let outputs = [report, junit, summary]
            let isFree = Set(outputs).count == 3 && Set(outputs).isDisjoint(with: inputs)
            #expect(found.isEmpty == isFree, "\(outputs)")
          }
        }
      }
    }
  }

  @Test func `a file in the folder of the site is refused, since the folder is replaced`() throws {
    try TemporaryFolder.use { folder in
      let found = try problems(
        folder, .init(folder["site"], junit: folder["site/claims.xml"]))
      #expect(
        found == ["'site/claims.xml' is in the output folder, which is replaced as a whole"])
      #expect(
        try problems(folder, .init(folder["site"], junit: folder["claims.xml"])).isEmpty)
    }
  }

  @Test(arguments: [
    ("site", ["a/one.md", "b/one.md"]), ("site", ["index.md"]), ("site", ["data.md"]),
    ("site", ["index-2.md"]),
  ])
  func `two pages never have one name`(output: String, names: [String]) throws {
    try TemporaryFolder.use { folder in
      let documents = try names.map { try folder.write("# A\n", to: $0) }
      let found = try problems(folder, .init(folder[output]), documents: documents)
      #expect(found.count == 1 && found[0].contains("is already written by"))
    }
  }
}
