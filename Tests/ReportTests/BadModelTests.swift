import Foundation
import TestSupport
import Testing

/// Model folders that hold no model: each is refused with the name of the file, by every command that loads one.
@Suite struct BadModelTests {
  private func expect(
    _ message: String, sourceLocation: Testing.SourceLocation = #_sourceLocation,
    _ change: (_ file: String, [UInt8]) -> [UInt8]?
  ) throws {
    try Workplace.use { work in
      try work.folder.write("old", to: "public/index.html")
      try work.folder.write("data/files.txt\nindex.html\n", to: "public/data/files.txt")
      try work.writeModel(change)
      let before = work.tree()
      let failure = Program.Outcome.failed(2, message)
      for arguments in [
        ["build", "--reviews", "picks.txt"], ["explain", "Good."], ["export", "copy"],
      ] {
        let program = Program(folder: work.folder.path)
        let outcome = try program.run(arguments + ["--model", "model"])
        #expect(outcome == failure, sourceLocation: sourceLocation)
      }
      #expect(work.tree() == before, sourceLocation: sourceLocation)
    }
  }

  /// Changes the weights and leaves the other files.
  private func weights(_ change: @escaping ([UInt8]) -> [UInt8]) -> (String, [UInt8]) -> [UInt8]? {
    { $0 == "weights.safetensors" ? change($1) : $1 }
  }

  private func replace(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8] {
    guard let range = bytes.firstRange(of: Array(old.utf8)) else { return bytes }
    return bytes[..<range.lowerBound] + Array(new.utf8) + bytes[range.upperBound...]
  }

  @Test func `a missing tensor`() throws {
    try expect(
      """
      model/weights.safetensors: error: there is no tensor 'dense/bias'
        hint: did you mean 'dense/bios'?
      """, weights { replace("dense/bias", by: "dense/bios", in: $0) })
  }

  @Test func `a truncated tensor`() throws {
    try expect(
      """
      model/weights.safetensors: error: the tensor 'embedding/embeddings' lies outside the \
      file's 223 bytes of numbers
      """, weights { $0.dropLast(5) })
  }

  @Test func `a tensor that claims more than it has`() throws {
    try expect(
      """
      model/weights.safetensors: error: the tensor 'embedding/embeddings' takes 144 bytes, which \
      do not fit its shape 99 × 3
      """, weights { replace("[12,3]", by: "[99,3]", in: $0) })
  }

  @Test func `numbers that belong to no tensor`() throws {
    try expect(
      "model/weights.safetensors: error: 8 unused bytes after the last tensor",
      weights { $0 + [UInt8](repeating: 0, count: 8) })
  }

  @Test func `a tensor of another shape`() throws {
    try expect(
      """
      model/weights.safetensors: error: the tensor 'embedding/embeddings' is 3 × 12, but the model \
      needs 12 × 3
      """, weights { replace("[12,3]", by: "[3,12]", in: $0) })
  }

  @Test func `a weight that is not a number`() throws {
    try expect(
      "model/weights.safetensors: error: the number embedding/embeddings[11, 2] is nan",
      weights { $0.dropLast(4) + [0, 0, 0xC0, 0x7F] })
  }

  @Test func `a vocabulary of the wrong length`() throws {
    try expect(
      "model/vocabulary.txt: error: the vocabulary has 13 words, but the embedding has 12 rows"
    ) { $0 == "vocabulary.txt" ? $1 + Array("another\n".utf8) : $1 }
  }

  @Test func `files that are missing`() throws {
    try expect(
      """
      model/config.json: error: there is no such file
      model/weights.safetensors: error: there is no such file
      """
    ) { $0 == "vocabulary.txt" ? $1 : nil }
  }

  @Test func `no model at all`() throws {
    try Workplace.use { work throws in
      #expect(
        try work.report("explain", "Good.", "--model", "none")
          == .failed(2, "none: error: there is no such folder"))
      let text = try work.report("explain", "Good.", "--model", "picks.txt")
      #expect(text.status == 2 && text.output.isEmpty)
      #expect(
        text.error.hasPrefix(
          """
          picks.txt: error: unsupported model format
            hint: use a folder with config.json, vocabulary.txt and weights.safetensors, or a file of 
          """))
    }
  }
}
