import Archives
import Foundation
import SourceText
import TestSupport
import Testing

#if Keras
/// Files of the fixtures with a byte changed, over some of which the library crashes.
@Suite struct DamagedHDF5Tests {
  private static let hint =
    "\n  hint: the file is damaged; save or download the model again"

  /// The bytes of a fixture, or of the weights in it.
  private static func bytes(_ file: String) throws -> [UInt8] {
    let bytes = try SourceFile.bytes(of: "\(KerasFileTests.folder)/\(file)")
    guard file.hasSuffix(".keras") else { return bytes }
    return try #require(ZipArchive(parsing: bytes, path: file).files["model.weights.h5"])
  }

  private static func read(_ bytes: [UInt8]) throws(Diagnostics) -> HDF5File {
    try HDF5File(
      parsing: bytes, path: "m", attributes: ["model_config", "keras_version"],
      leavingOut: ["optimizer_weights"])
  }

  /// Places and bytes over which HDF5 1.10.8 crashes, and one with which it would go on for ever.
  @Test(
    arguments: [
      (901, 255), (1054, 1), (2074, 1), (2077, 255), (2131, 1), (2134, 1), (7417, 1), (15_076, 0),
      (17_980, 0), (20_860, 0), (23_020, 0), (33_772, 0),
    ] as [(Int, UInt8)])
  func `where the library crashes there is a diagnostic, and the next file is read`(
    offset: Int, byte: UInt8
  ) throws {
    let whole = try Self.bytes("k2-chain.h5")
    var damaged = whole
    damaged[offset] = byte
    let text = problems { try Self.read(damaged) }
    // Other versions of the library may read the file, or say what is wrong with it.
    #expect(
      !text.contains("library")
        || text == "m: error: the HDF5 library crashes on the file" + Self.hint
        || text == "m: error: the HDF5 library does not finish reading the file" + Self.hint)
    #expect(try !Self.read(whole).datasets.isEmpty)
  }

  @Test(arguments: ["k2-tutorial.h5", "k3-chain.h5", "k3-later.keras"])
  func `a file with a byte changed is read or refused`(file: String) throws {
    let whole = try Self.bytes(file)
    for (number, offset) in stride(from: 7, to: whole.count, by: 1_129).enumerated() {
      var damaged = whole
      damaged[offset] ^= [1, 0x80, 0xFF][number % 3]
      let text = problems { try Self.read(damaged) }
      #expect(text.isEmpty || text.hasPrefix("m: error: "))
    }
  }

  @Test(arguments: [0, 1, 7, 8, 95, 96, 2048, 20_000])
  func `a file that ends early is refused`(count: Int) throws {
    let text = problems { try Self.read(Array(try Self.bytes("k3-chain.h5").prefix(count))) }
    #expect(text == "m: error: not a readable HDF5 file")
  }

  @Test func `many files are read at once`() async throws {
    let bytes = try Self.bytes("k3-chain.h5")
    let expected = try Self.read(bytes)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<40 {
        group.addTask {
          let found = try Self.read(bytes)
          return found.attributes == expected.attributes && found.datasets == expected.datasets
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  /// Lets a script of the shell read a file: what comes of it.
  private static func end(of script: String) throws -> String {
    try TemporaryFolder.use { folder in
      let reader = folder["reader"]
      try folder.write("#!/bin/sh\n\(script)\n", to: "reader")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: reader)
      return problems {
        _ = try HDF5File(
          parsing: [1, 2, 3], path: "m", attributes: [], leavingOut: [], reader: reader, seconds: 1)
      }
    }
  }

  private static func sentence(_ end: String) -> String {
    "m: error: the HDF5 library \(end)" + hint
  }

  @Test func `a reader that crashes, finds no end or says too much is no more than that`() throws {
    let silent = "cat > /dev/null; "
    let crash = Self.sentence("crashes on the file")
    for script in ["exit 0", "exit 1", "kill -SEGV $$", "echo 12345", "printf '\\0\\0\\0'"] {
      #expect(try Self.end(of: silent + script) == crash, "\(script)")
    }
    #expect(try Self.end(of: "kill -SEGV $$") == crash)
    let slow = Self.sentence("does not finish reading the file")
    #expect(try Self.end(of: silent + "kill -XCPU $$") == slow)
    #expect(try Self.end(of: "exec sleep 1000") == slow)
    #expect(try Self.end(of: silent + "setsid sleep 1000 & exit 0") == crash)
    #expect(
      try Self.end(of: "yes") == Self.sentence("reads more data than the file can contain"))
  }

  @Test func `a reader that is not there is named`() {
    let text = problems {
      _ = try HDF5File(
        parsing: [1], path: "m", attributes: [], leavingOut: [], reader: "/nowhere/report",
        seconds: 1)
    }
    #expect(
      text
        == "m: error: cannot start the program '/nowhere/report' that reads the file: "
        + "No such file or directory")
  }
}
#endif
