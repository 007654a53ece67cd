import Foundation
import Site
import SourceText
import TestSupport
import Testing

/// Outputs that a user names: a folder that may be replaced, and a file.
@Suite struct OutputTests {
  private func problem(_ body: () throws(Diagnostics) -> Void) -> Diagnostic? {
    do {
      try body()
      return nil
    } catch {
      return error.all.first
    }
  }

  @Test func `an output folder is an absolute path without links, whether it is there or not`()
    throws
  {
    try TemporaryFolder.use { folder in
      try folder.write("", to: "real/file")
      try FileManager.default.createSymbolicLink(
        atPath: folder["link"], withDestinationPath: "real")
      #expect(try OutputFolder.resolve(folder["new/deep/"]) == folder["new/deep"])
      #expect(try OutputFolder.resolve(folder["real/../link"]) == folder["real"])
      let here = FileManager.default.currentDirectoryPath
      #expect(try OutputFolder.resolve("public").hasSuffix("/public"))
      #expect(try OutputFolder.resolve("./a/../public").hasSuffix("/public"))
      #expect(problem { () throws(Diagnostics) in _ = try OutputFolder.resolve(here) } != nil)
    }
  }

  @Test func `a file, a device and a broken link are not output folders`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("", to: "file")
      try FileManager.default.createSymbolicLink(
        atPath: folder["broken"], withDestinationPath: "nowhere")
      for (path, message) in [
        (folder["file"], "the output is a file, not a folder"),
        (folder["broken"], "the output is a broken symbolic link"),
        ("/dev/null", "the output is a file, not a folder"),
      ] {
        let found = problem { () throws(Diagnostics) in _ = try OutputFolder.resolve(path) }
        #expect(found?.message == message && found?.location?.file == path)
      }
    }
  }

  @Test func `a folder is the program's own if its list has all its files`() throws {
    try TemporaryFolder.use { folder in
      func problem() -> String? {
        self.problem { () throws(Diagnostics) in
          try OutputFolder.checkOwnership(of: folder["public"], output: "public")
        }?.message
      }
      let message = "'public' contains files that report did not write: "
      #expect(problem() == nil)
      try folder.write("", to: "public/a.html")
      #expect(problem() == message + "a.html")
      let list = SiteWriter.manifestPath
      try folder.write("a.html\n\(list)\nb.html\n", to: "public/\(list)")
      #expect(problem() == nil)
      // A link is a file that may lead anywhere, and hidden files are files.
      try FileManager.default.createSymbolicLink(
        atPath: folder["public/z"], withDestinationPath: "/")
      #expect(problem() == message + "z")
      try folder.write("", to: "public/.hidden")
      #expect(problem() == message + ".hidden, z")
      for name in ["c", "d", "e"] { try folder.write("", to: "public/sub/\(name)") }
      #expect(problem() == message + ".hidden, sub/c and 3 more")
    }
  }

  @Test func `an output file is created with its folders, or replaced as a whole`() throws {
    try TemporaryFolder.use { folder in
      for text in ["old and long", "new"] {
        try OutputFile.write(text, to: folder["deep/er/out.txt"])
        #expect(folder.read("deep/er/out.txt") == text)
        #expect(folder.entries == ["deep", "deep/er", "deep/er/out.txt"])
      }
    }
  }

  @Test func `an output file never replaces an input or a folder`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("mine", to: "in.txt")
      try FileManager.default.createSymbolicLink(
        atPath: folder["link.txt"], withDestinationPath: "in.txt")
      for name in ["in.txt", "link.txt", "./in.txt"] {
        let found = problem { () throws(Diagnostics) in
          try OutputFile.write("new", to: folder[name], protecting: [folder["in.txt"]])
        }
        #expect(found?.message == "the output is one of the input files", "\(name)")
      }
      for path in ["", folder.path] {
        let found = problem { () throws(Diagnostics) in try OutputFile.write("new", to: path) }
        #expect(found?.message == "the output is a folder, not a file", "\(path)")
      }
      #expect(folder.read("in.txt") == "mine")
    }
  }
}
