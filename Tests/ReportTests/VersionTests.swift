import Classifier
import Models
import Reporting
import TestSupport
import Testing

/// The output of `report --version`.
@Suite struct VersionTests {
  @Test func `the first line is the version alone`() throws {
    let lines = try output().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == Version.current[...])
    #expect(lines.last == "")
  }

  @Test func `each other line names a fact of the program`() throws {
    let facts = try facts()
    let libraries = ["cmark-gfm", "HDF5", "libcrypto", "libyaml", "libzip", "zlib"]
    #expect(facts.map(\.name) == ["commit", "model"] + libraries)
    for fact in facts where libraries.contains(fact.name) {
      #expect(fact.value.wholeMatch(of: #/\d+\.\d+[0-9a-z.]*/#) != nil, "\(fact)")
    }
  }

  @Test func `the commit is that of a release, and unknown in a clone`() throws {
    let commit = try #require(try facts().first { $0.name == "commit" }).value
    #expect(commit == "unknown" || commit.wholeMatch(of: #/[0-9a-f]{40,64}/#) != nil)
  }

  @Test func `the model is the hash of the embedded default model`() throws {
    let hash = try #require(try facts().first { $0.name == "model" }).value
    #expect(try hash == Model.load().sha256)
  }

  private func facts() throws -> [(name: String, value: String)] {
    try output().split(separator: "\n").dropFirst().map { line in
      let colon = try #require(line.firstRange(of: ": "))
      return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }
  }

  private func output() throws -> String {
    var text = ""
    try Workplace.use { work in
      let outcome = try work.report("--version")
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      text = outcome.output
    }
    return text
  }
}
