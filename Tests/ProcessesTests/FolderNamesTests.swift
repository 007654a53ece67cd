import Foundation
import Processes
import TestSupport
import Testing

/// The names in a folder.
@Suite struct FolderNamesTests {
  @Test func `each entry is listed once with its kind`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("a", to: "file.txt")
      try folder.write("b", to: "sub/.hidden")
      try folder.write("c", to: ".dot")
      for (link, target) in [("to-file", "file.txt"), ("to-folder", "sub"), ("nowhere", "none")] {
        try FileManager.default.createSymbolicLink(
          atPath: folder[link], withDestinationPath: target)
      }
      let names = try #require(FolderNames(of: folder.path))
      var found: [String: FolderNames.Kind] = [:]
      while let (name, kind) = names.next() {
        #expect(found.updateValue(kind, forKey: name) == nil)
      }
      #expect(
        found == [
          "file.txt": .file, "sub": .folder, ".dot": .file, "to-file": .file, "nowhere": .file,
          "to-folder": .folderLink,
        ])
      #expect(FolderNames(of: folder["file.txt"]) == nil)
      #expect(FolderNames(of: folder["none"]) == nil)
    }
  }
}
