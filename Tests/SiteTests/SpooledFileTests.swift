import Foundation
import Site
import SourceText
import TestSupport
import Testing

/// A file whose sections are put in order when all of them are written.
@Suite struct SpooledFileTests {
  private static let names = ["one", "two", "three"]
  private static let orders = [
    [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [1], [], [0, 0],
  ]

  private func text(_ name: String) -> String { "\(name): déjà 映画\n" }

  /// Writes a file of all sections.
  private func file(at path: String) throws -> SpooledFile {
    var file = try SpooledFile(output: path)
    for name in Self.names { try file.write(text(name)) }
    return file
  }

  @Test(arguments: orders)
  func `sections stand in the order of the finished file, whatever that of writing`(order: [Int])
    throws
  {
    try TemporaryFolder.use { folder in
      let texts = order.map { text(Self.names[$0]) }
      let file = try file(at: folder["out.txt"])
      for (number, name) in Self.names.enumerated() {
        #expect(file.size(of: number) == text(name).utf8.count)
      }
      try file.commit(
        [.text("<")] + order.map { .sections($0..<$0 + 1) }
          + [.sections(2..<2), .written { for text in ["{", "}"] { try $0(text) } }]
          + [.sections(0..<3, separator: "|"), .text(">")])
      let all = Self.names.map(text).joined(separator: "|")
      #expect(folder.read("out.txt") == "<" + texts.joined() + "{}" + all + ">")
    }
  }

  @Test func `nothing is in place before all of it is`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("old", to: "out.txt")
      do { _ = try file(at: folder["out.txt"]) }
      #expect(folder.entries == ["out.txt"] && folder.read("out.txt") == "old")
      let next = try file(at: folder["out.txt"])
      #expect(folder.entries == ["out.txt"] && folder.read("out.txt") == "old")
      try next.commit([.sections(1..<2)])
      #expect(folder.entries == ["out.txt"] && folder.read("out.txt") == text("two"))
    }
  }

  @Test func `a file behind a link is replaced, and the link stays`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("old", to: "real.txt")
      try FileManager.default.createSymbolicLink(
        atPath: folder["out.txt"], withDestinationPath: "real.txt")
      try file(at: folder["out.txt"]).commit([.sections(0..<1)])
      #expect(folder.read("real.txt") == text("one"))
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: folder["out.txt"])
      #expect(target == "real.txt")
    }
  }

  @Test func `a file in the way of a folder leaves everything as it was`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("mine", to: "file")
      let error = #expect(throws: Diagnostics.self) {
        try file(at: folder["file/out.txt"]).commit([.sections(0..<1)])
      }
      #expect(error?.all.map(\.cause) == [.machine])
      #expect(folder.entries == ["file"] && folder.read("file") == "mine")
    }
  }

  @Test func `many long sections take the memory of one`() throws {
    try TemporaryFolder.use { folder in
      var file = try SpooledFile(output: folder["out.txt"])
      let count = 64
      for number in 0..<count {
        try file.write(String(repeating: "\(number % 10)", count: 1 << 16))
      }
      // Sections are in a file without a name meanwhile.
      #expect(folder.entries.isEmpty)
      try file.commit((0..<count).reversed().map { .sections($0..<$0 + 1) })
      let text = try #require(folder.read("out.txt"))
      #expect(text.utf8.count == count << 16)
      #expect(text.hasPrefix("3333") && text.hasSuffix("0000"))
    }
  }
}
