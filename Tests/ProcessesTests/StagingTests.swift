import Foundation
import Processes
import TestSupport
import Testing

/// What takes the place of an output, as a whole or not at all.
@Suite struct StagingTests {
  private func publish(_ text: String, in folder: TemporaryFolder) throws {
    let staging = try Staging(for: folder["out"], isFolder: true)
    try Data(text.utf8).write(to: URL(filePath: "\(staging.path)/file"))
    try staging.commit()
  }

  private func top(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `the new takes the place of the old, and nothing else stays`() throws {
    try TemporaryFolder.use { folder in
      for text in ["one", "two"] {
        try publish(text, in: folder)
        #expect(folder.read("out/file") == text)
        #expect(folder.entries == ["out", "out/file"])
      }
    }
  }

  @Test func `what is not put in its place is taken away`() throws {
    try TemporaryFolder.use { folder in
      try publish("old", in: folder)
      do {
        let staging = try Staging(for: folder["out"], isFolder: true)
        try Data().write(to: URL(filePath: "\(staging.path)/file"))
      }
      #expect(folder.entries == ["out", "out/file"])
      #expect(folder.read("out/file") == "old")
    }
  }

  @Test func `the output is there at every moment while others replace it`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      try publish("start", in: folder)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<3 {
          group.addTask { for _ in 0..<20 { try publish("from \(number)", in: folder) } }
        }
        group.addTask {
          for _ in 0..<2000 { #expect(folder.read("out/file") != nil) }
        }
        try await group.waitForAll()
      }
      #expect(try top(folder) == ["out"])
    }
  }

  @Test func `a process that lives keeps what it works on, whatever its number is`() throws {
    try TemporaryFolder.use { folder in
      let living = try Staging(for: folder["out"], isFolder: true)
      // What a process left that had the number which every process of a container has.
      try folder.write("half", to: ".out.report-1-1.new/file")
      try folder.write("half", to: ".out.report-abc.new/file")
      try publish("other", in: folder)
      #expect(try top(folder).count == 2)
      try Data("mine".utf8).write(to: URL(filePath: "\(living.path)/file"))
      try living.commit()
      #expect(folder.read("out/file") == "mine")
    }
  }

  @Test func `an output that a dead process had moved aside comes back`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("old", to: ".out.report-1-1.old/file")
      try folder.write("half", to: ".out.report-1-1.new/file")
      try folder.write("other", to: ".out2.report-1-1.new/file")
      try folder.write("mine", to: ".out.report-notes.new")
      Staging.recover(folder["out"])
      #expect(folder.read("out/file") == "old")
      #expect(try top(folder) == [".out.report-notes.new", ".out2.report-1-1.new", "out"])
    }
  }
}
