import Foundation
import Site
import SourceText
import TestSupport
import Testing

/// The files for continuous integration: test cases of the claims, and a summary.
@Suite struct RunSummariesTests {
  private static let text = "# Tides\n"
  private static var finished: FinishedSite {
    get throws {
      try FinishedSite(
        [], summary: RunSummary(head: .init(text, of: ""), falseClaims: [], others: []))
    }
  }

  private func problems(
    junit: String? = nil, summary: String? = nil, output: String = "out", isFolder: Bool = true,
    inputs: [String] = ["picks.txt"], in folder: TemporaryFolder
  ) -> [String] {
    var problems = Diagnostics()
    let files = RunSummaries(
      junit: junit.map { folder[$0] }, summary: summary.map { folder[$0] }, limit: 1000)
    files.check(
      site: isFolder ? folder[output] : nil,
      reports: isFolder ? [] : [output == "-" ? output : folder[output]],
      inputs: inputs.map { folder[$0] }, problems: &problems)
    return problems.all.map { folder.relative($0.message) }
  }

  @Test func `files that differ from each other, the report and the inputs conflict with nothing`()
    throws
  {
    try TemporaryFolder.use { folder in
      #expect(problems(in: folder) == [])
      for (output, isFolder) in [("out", true), ("out.html", false), ("-", false)] {
        #expect(
          problems(
            junit: "claims.xml", summary: "summary.md", output: output, isFolder: isFolder,
            in: folder) == [])
      }
    }
  }

  @Test func `each conflict is told with its reason`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("", to: "folder/file")
      #expect(
        problems(junit: "same", summary: "./same", in: folder)
          == ["cannot write './same': the claims are written there"])
      #expect(
        problems(junit: "a/../picks.txt", in: folder)
          == ["cannot write 'a/../picks.txt': it is an input"])
      #expect(
        problems(summary: "out.html", output: "out.html", isFolder: false, in: folder)
          == ["cannot write 'out.html': the report is written there"])
      #expect(
        problems(output: "picks.txt", isFolder: false, in: folder)
          == ["cannot write 'picks.txt': it is an input"])
      #expect(problems(junit: "folder", in: folder) == ["'folder' is a folder, not a file"])
      #expect(
        problems(junit: "out/claims.xml", summary: "out/sub/summary.md", in: folder) == [
          "'out/claims.xml' is in the output folder, which is replaced as a whole",
          "'out/sub/summary.md' is in the output folder, which is replaced as a whole",
        ])
    }
  }

  @Test func `a link to another file of the run is that file`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("", to: "picks.txt")
      try FileManager.default.createSymbolicLink(
        atPath: folder["link.md"], withDestinationPath: "picks.txt")
      #expect(
        problems(summary: "link.md", in: folder) == ["cannot write 'link.md': it is an input"])
    }
  }

  @Test func `a summary is appended below what other steps wrote`() throws {
    try TemporaryFolder.use { folder in
      let files = RunSummaries(summary: folder["deep/summary.md"], limit: 1000)
      #expect(try files.write(Self.finished) == [])
      #expect(folder.read("deep/summary.md") == Self.text)
      #expect(try files.write(Self.finished) == [])
      #expect(folder.read("deep/summary.md") == Self.text + "\n\n" + Self.text)
      try folder.write("other", to: "deep/summary.md")
      #expect(try files.write(Self.finished) == [])
      #expect(folder.read("deep/summary.md") == "other\n\n" + Self.text)
    }
  }

  @Test func `a summary that would exceed the limit of its file is left out with a warning`() throws
  {
    try TemporaryFolder.use { folder in
      try folder.write(String(repeating: "x", count: 95), to: "summary.md")
      let warnings = try RunSummaries(summary: folder["summary.md"], limit: 100)
        .write(Self.finished)
      #expect(warnings.map(\.severity) == [.warning])
      #expect(
        warnings.map { folder.relative($0.message) }
          == ["the summary is omitted: 'summary.md' already has 95 of 100 bytes"])
      #expect(folder.read("summary.md")?.utf8.count == 95)
    }
  }

  @Test func `a summary that cannot be written is the machine's fault`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("mine", to: "file")
      let error = #expect(throws: Diagnostics.self) {
        try RunSummaries(summary: folder["file/summary.md"], limit: 100).write(Self.finished)
      }
      #expect(error?.all.map(\.cause) == [.machine])
      #expect(folder.read("file") == "mine")
    }
  }

  @Test func `the claims of a run are a file of test cases`() throws {
    try TemporaryFolder.use { folder in
      let files = RunSummaries(junit: folder["claims.xml"], limit: 1000)
      #expect(try files.write(Self.finished) == [])
      let root = try #require(XMLTree.root(of: folder.read("claims.xml") ?? ""))
      #expect(root.name == "testsuites" && root.attributes["tests"] == "0")
    }
  }
}
