import Foundation
import Site
import SourceText
import TestSupport
import Testing

@Suite struct SiteWriterTests {
  /// Writes a site of a page and a data file.
  private func publish(_ text: String, to output: String) throws(Diagnostics) {
    var site = try SiteWriter(output: output)
    try site.write(text, to: "index.html")
    try site.append("1\n", to: "data/report.jsonl")
    try site.append("2\n", to: "data/report.jsonl")
    try site.commit()
  }

  /// What is said when nothing can be written.
  private func problem(_ body: () throws(Diagnostics) -> Void) -> Diagnostic? {
    do {
      try body()
      return nil
    } catch {
      return error.all.first
    }
  }

  private static let files = [
    "public", "public/data", "public/data/files.txt", "public/data/report.jsonl",
    "public/index.html",
  ]

  @Test func `a site is its files and the list of them`() throws {
    try TemporaryFolder.use { folder in
      try publish("new", to: folder["deep/er/public/"])
      #expect(folder.entries == ["deep", "deep/er"] + Self.files.map { "deep/er/\($0)" })
      #expect(folder.read("deep/er/public/index.html") == "new")
      #expect(folder.read("deep/er/public/data/report.jsonl") == "1\n2\n")
      #expect(
        folder.read("deep/er/public/data/files.txt") == """
          data/files.txt
          data/report.jsonl
          index.html

          """)
    }
  }

  @Test func `the list is in the order of the bytes of whole paths`() throws {
    try TemporaryFolder.use { folder in
      let paths = ["a/b", "a-b", "a.b", "a0", "a/b-c", "a/b.c", "a/b0/d", "a", "z/y/x", "é", "Z"]
      var site = try SiteWriter(output: folder["public"])
      // A file and a folder cannot have the same name.
      for path in paths where path != "a" { try site.write("", to: path) }
      try site.commit()
      let list = folder.read("public/data/files.txt")?.split(separator: "\n").map(String.init)
      #expect(
        list
          == (paths.filter { $0 != "a" } + [SiteWriter.manifestPath]).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
          })
      try folder.write("", to: "public/a/b0/e")
      let found = problem { () throws(Diagnostics) in _ = try SiteWriter(output: folder["public"]) }
      #expect(found?.message.hasSuffix("contains files that report did not write: a/b0/e") == true)
    }
  }

  @Test func `a new site takes the place of the old one, with nothing left`() throws {
    try TemporaryFolder.use { folder in
      var old = try SiteWriter(output: folder["public"])
      try old.write("old", to: "gone.html")
      try old.commit()
      try publish("new", to: folder["public"])
      #expect(folder.entries == Self.files)
    }
  }

  @Test func `a site that is not committed leaves no trace, and the old one stays`() throws {
    try TemporaryFolder.use { folder in
      try publish("old", to: folder["public"])
      do {
        var site = try SiteWriter(output: folder["public"])
        try site.write("new", to: "index.html")
        #expect(folder.read("public/index.html") == "old")
        #expect(folder.entries.count > Self.files.count)
      }
      #expect(folder.entries == Self.files)
      #expect(folder.read("public/index.html") == "old")
    }
  }

  @Test func `a file of many pieces is written as it grows`() throws {
    try TemporaryFolder.use { folder in
      var site = try SiteWriter(output: folder["public"])
      for number in 0..<20_000 { try site.append("line \(number)\n", to: "data/report.jsonl") }
      try site.commit()
      let text = (0..<20_000).map { "line \($0)\n" }.joined()
      #expect(folder.read("public/data/report.jsonl") == text)
    }
  }

  @Test func `a folder with somebody else's files is left alone`() throws {
    try TemporaryFolder.use { folder in
      try publish("old", to: folder["public"])
      for name in ["CNAME", ".git/HEAD", "pages/mine.html"] {
        try folder.write("mine", to: "public/\(name)")
      }
      let before = folder.entries
      let error = problem { () throws(Diagnostics) in try publish("new", to: folder["public"]) }
      #expect(
        folder.relative(error?.description ?? "")
          == """
          error: '\(folder["public"])' contains files that report did not write: .git/HEAD, CNAME and 1 more
            hint: choose another --output or move them
          """.replacing(folder.path + "/", with: ""))
      #expect(error?.cause == .input)
      #expect(folder.entries == before)
      #expect(folder.read("public/index.html") == "old")
    }
  }

  @Test func `files that appear while a site is made are left alone`() throws {
    try TemporaryFolder.use { folder in
      let error = problem { () throws(Diagnostics) in
        let site = try SiteWriter(output: folder["public"])
        _ = try? folder.write("mine", to: "public/mine.txt")
        try site.commit()
      }
      #expect(
        error?.message
          == "'\(folder["public"])' contains files that report did not write: mine.txt")
      #expect(folder.entries == ["public", "public/mine.txt"])
    }
  }

  @Test func `an empty folder is an output like any other`() throws {
    try TemporaryFolder.use { folder in
      try FileManager.default.createDirectory(
        atPath: folder["public/empty"], withIntermediateDirectories: true)
      try publish("new", to: folder["public"])
      #expect(folder.entries == Self.files)
    }
  }

  @Test func `an output that is a file is refused`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("mine", to: "public")
      let error = problem { () throws(Diagnostics) in try publish("new", to: folder["public"]) }
      #expect(
        folder.relative(error?.description ?? "") == """
          public: error: the output is a file, not a folder
            hint: choose another --output or move it
          """)
      #expect(folder.read("public") == "mine")
    }
  }

  @Test func `a link to a folder stays a link`() throws {
    try TemporaryFolder.use { folder in
      try publish("old", to: folder["real"])
      try FileManager.default.createSymbolicLink(
        atPath: folder["public"], withDestinationPath: "real")
      try publish("new", to: folder["public"])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder["public"]) == "real")
      #expect(folder.read("real/index.html") == "new")
      try FileManager.default.removeItem(atPath: folder["real"])
      let error = problem { () throws(Diagnostics) in try publish("new", to: folder["public"]) }
      #expect(
        folder.relative(error?.description ?? "")
          == "public: error: the output is a broken symbolic link")
    }
  }

  @Test(arguments: ["", ".", "/", ".."])
  func `the folder that the program runs in is refused`(output: String) {
    let error = problem { () throws(Diagnostics) in try publish("new", to: output) }
    #expect(
      error?.description == """
        \(output.isEmpty ? "." : output): error: the output can't be the current folder or a folder above it
          hint: use a subfolder, such as --output public
        """)
  }

  @Test func `two files of one name are refused`() throws {
    try TemporaryFolder.use { folder in
      let error = problem { () throws(Diagnostics) in
        var site = try SiteWriter(output: folder["public"])
        try site.write("1", to: "a.html")
        try site.append("2", to: "a.html")
      }
      #expect(
        error?.description == """
          error: the site has two files 'a.html'
            hint: give one of the two another id or name
          """)
      #expect(folder.entries.isEmpty)
    }
  }
}
