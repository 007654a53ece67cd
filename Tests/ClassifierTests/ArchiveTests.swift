import Archives
import Foundation
import SourceText
import TestSupport
import Testing

#if Keras
/// Zip archives and HDF5 files that mean no good: `Fixtures/make-hostile.py` makes the latter.
@Suite struct ArchiveTests {
  private func says(_ entries: StoredZip.Entry..., limit: Int = 1000) -> String {
    problems { try ZipArchive(parsing: StoredZip(entries).bytes, path: "z", limit: limit) }
  }

  @Test func `files are read as they are, folders are not`() throws {
    let zip = StoredZip([.init("a/", []), .init("a/b.txt", [1, 2]), .init("ä", [])])
    let files = try ZipArchive(parsing: zip.bytes, path: "z").files
    #expect(files == ["a/b.txt": [1, 2], "ä": []])
  }

  @Test(arguments: ["../a", "a/../../b", "/etc/passwd", "..", "C:a", "a\\b"])
  func `names that lead out of a folder are refused`(name: String) {
    #expect(
      says(.init(name, [1]))
        == "z: error: the file '\(name)' in the archive has a path outside the archive")
  }

  @Test func `links, secrets, doubles and bombs are refused`() {
    var link = StoredZip.Entry("a", Array("/etc/passwd".utf8))
    link.mode = 0o120777
    #expect(says(link) == "z: error: the file 'a' in the archive is a link")
    var secret = StoredZip.Entry("a", [1])
    secret.isEncrypted = true
    #expect(says(secret) == "z: error: the file 'a' in the archive is encrypted")
    #expect(
      says(.init("a", [1]), .init("a", [2]))
        == "z: error: the file 'a' in the archive occurs twice")
    #expect(
      says(
        .init("a", [UInt8](repeating: 0, count: 600)), .init("b", [UInt8](repeating: 0, count: 600))
      )
        == "z: error: the file 'b' in the archive exceeds the total size limit of 1000 bytes")
    var bomb = StoredZip.Entry("a", [3, 0])
    bomb.method = 8
    bomb.claimedSize = 1 << 28
    #expect(
      says(bomb, limit: 1 << 30)
        == "z: error: the file 'a' in the archive claims to decompress from 2 to 268435456 bytes"
    )
    bomb.claimedSize = 100
    #expect(says(bomb) == "z: error: the file 'a' in the archive is damaged")
    bomb.bytes = Array("not deflated".utf8)
    #expect(says(bomb) == "z: error: the file 'a' in the archive is damaged")
  }

  @Test func `an archive that ends early or is changed is damaged or read, and nothing else`() {
    let bytes = StoredZip([.init("config.json", [1, 2, 3]), .init("b", [4])]).bytes
    for count in bytes.indices {
      #expect(throws: Diagnostics.self) {
        try ZipArchive(parsing: Array(bytes.prefix(count)), path: "z")
      }
    }
    for index in bytes.indices {
      for change in [1, 0x80, 0xFF] as [UInt8] {
        var bytes = bytes
        bytes[index] ^= change
        _ = problems { try ZipArchive(parsing: bytes, path: "z") }
      }
    }
  }

  @Test(arguments: [
    ("external-link", "'a' is not a hard link\n  hint: Keras does not write such links"),
    ("soft-link", "'a' is not a hard link\n  hint: Keras does not write such links"),
    ("compressed", "the dataset 'a' is compressed or filtered\n  hint: save the model with Keras"),
    ("unwritten", "the dataset 'a' declares more bytes than the file has"),
    ("external-numbers", "the dataset 'a' lies outside the file"),
    ("circle", "groups are nested too deeply"),
    ("same-twice", "the dataset 'b16' declares more bytes than the file has"),
    ("attribute", "the attribute 'model_config' is not a text"),
  ])
  func `what Keras never writes is refused`(name: String, problem: String) throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/hostile/\(name).h5").path
    let bytes = try SourceFile.bytes(of: path)
    #expect(
      problems {
        try HDF5File(parsing: bytes, path: "h", attributes: ["model_config"], leavingOut: [])
      } == "h: error: \(problem)")
  }
}
#endif
