import Foundation
import Site
import SourceText
import TestSupport
import Testing

/// What happens when the machine fails or the program is killed.
@Suite struct SiteWriterFailureTests {
  private func publish(_ text: String, to output: String) throws(Diagnostics) {
    var site = try SiteWriter(output: output)
    try site.write(text, to: "index.html")
    try site.commit()
  }

  private func problem(_ body: () throws(Diagnostics) -> Void) -> Diagnostic? {
    do {
      try body()
      return nil
    } catch {
      return error.all.first
    }
  }

  // The superuser may write everywhere, so a folder without permissions would prove nothing here; a path below
  // a file can be written by nobody.
  @Test func `an output that can't be made is the machine's fault`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("mine", to: "file")
      let error = problem { () throws(Diagnostics) in try publish("new", to: folder["file/public"])
      }
      #expect(
        folder.relative(error?.description ?? "") == """
          error: cannot write 'file/public': a file is in the way
            hint: existing files are unchanged
          """)
      #expect(error?.cause == .machine)
      #expect(folder.entries == ["file"])
    }
  }

  @Test(arguments: ["write", "append"])
  func `a full disk leaves the old site`(way: String) throws {
    try TemporaryFolder.use { folder in
      try publish("old", to: folder["public"])
      // A device that is always full stands where the new file belongs.
      let error = problem { () throws(Diagnostics) in
        var site = try SiteWriter(output: folder["public"])
        let staging = folder.entries.first { $0.hasPrefix(".public") } ?? ""
        try? FileManager.default.createSymbolicLink(
          atPath: folder["\(staging)/big.txt"], withDestinationPath: "/dev/full")
        if way == "write" {
          try site.write("new", to: "big.txt")
        } else {
          try site.append("new", to: "big.txt")
        }
        try site.commit()
      }
      #expect(
        folder.relative(error?.description ?? "") == """
          error: cannot write 'public/big.txt': the disk is full
            hint: existing files are unchanged
          """)
      #expect(error?.cause == .machine)
      #expect(
        folder.entries == ["public", "public/data", "public/data/files.txt", "public/index.html"])
      #expect(folder.read("public/index.html") == "old")
    }
  }

  @Test func `what a killed run left is removed, and what a running one has is not`() throws {
    try TemporaryFolder.use { folder in
      var running = try SiteWriter(output: folder["public"])
      try running.write("mine", to: "index.html")
      // In a container every process has the number 1.
      try folder.write("half", to: ".public.report-2000000000-1.new/index.html")
      try folder.write("half", to: ".public.report-1-1.new/index.html")
      try folder.write("mine", to: ".public.report-notes.new")
      try folder.write("other", to: ".public2.report-2000000000-1.new/index.html")
      try publish("new", to: folder["public"])
      let top = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      let others = [".public.report-notes.new", ".public2.report-2000000000-1.new", "public"]
      #expect(top.count == 4 && Set(top).isSuperset(of: others))
      try running.commit()
      #expect(folder.read("public/index.html") == "mine")
    }
  }

  @Test func `a site that a killed run had moved aside comes back`() throws {
    try TemporaryFolder.use { folder in
      try publish("old", to: folder["public"])
      try FileManager.default.moveItem(
        atPath: folder["public"], toPath: folder[".public.report-2000000000-1.old"])
      try folder.write("half", to: ".public.report-2000000000-1.new/index.html")
      _ = try SiteWriter(output: folder["public"])
      #expect(
        folder.entries == ["public", "public/data", "public/data/files.txt", "public/index.html"])
      #expect(folder.read("public/index.html") == "old")
    }
  }
}
