import Foundation
import Preview
import Reporting
import Site
import TestSupport
import Testing

/// A snapshot compares the contents of inputs, and knows what is missing.
@Suite struct SnapshotTests {
  private func snapshot(_ inputs: ReportBuilder.Input...) -> Snapshot {
    var snapshot = Snapshot()
    for input in inputs { snapshot.add(input) }
    return snapshot
  }

  @Test func `only a different content is a change`() throws {
    try TemporaryFolder.use { folder in
      let file = try folder.write("one", to: "a.md")
      let before = snapshot(.file(file))
      #expect(!before.isOutdated && !before.hasChanged)
      try folder.write("one", to: "a.md")
      #expect(before.again.changes(since: before) == [])
      #expect(!before.hasChanged)
      try folder.write("other", to: "a.md")
      #expect(before.isOutdated && before.hasChanged)
      #expect(before.again.changes(since: before) == [file])
      #expect(!before.again.isSettled(since: before))
    }
  }

  @Test func `a missing file that appears is a change, and one that is removed`() throws {
    try TemporaryFolder.use { folder in
      let before = snapshot(.file(folder["a.md"]))
      let file = try folder.write("", to: "a.md")
      let after = before.again
      #expect(after.changes(since: before) == [file])
      try FileManager.default.removeItem(atPath: file)
      #expect(after.again.changes(since: after) == [file])
    }
  }

  @Test func `files that a list of reviews names are inputs, also those of a pattern`() throws {
    try TemporaryFolder.use { folder in
      let picks = try folder.write("A film.\n@one.txt\n@more/*.txt\n", to: "picks.txt")
      try folder.write("", to: "more/a.txt")
      let before = snapshot(.reviews(picks))
      for (text, name) in [("A", "one.txt"), ("B", "more/a.txt"), ("C", "more/b.txt")] {
        let earlier = before.again
        let file = try folder.write(text, to: name)
        #expect(earlier.again.changes(since: earlier) == [file])
      }
      let earlier = before.again
      try folder.write("", to: "more/notes.md")
      #expect(earlier.again.changes(since: earlier) == [])
    }
  }

  @Test func `every template is an input, also one that is added`() throws {
    for name in Templates.names {
      try TemporaryFolder.use { folder in
        try folder.write("", to: "templates/other")
        let before = snapshot(.templates(folder["templates"]))
        let file = try folder.write("a", to: "templates/\(name)")
        #expect(before.isOutdated)
        let after = before.again
        #expect(after.changes(since: before) == [file])
        try folder.write("b", to: "templates/\(name)")
        #expect(after.again.changes(since: after) == [file])
      }
    }
  }
}
