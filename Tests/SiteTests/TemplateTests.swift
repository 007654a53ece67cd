import Site
import SourceText
import TestSupport
import Testing

/// The templates of a site: a folder's own files, and the embedded ones for the others.
@Suite struct TemplateTests {
  @Test func `a folder replaces only the templates that it has`() throws {
    try TemporaryFolder.use { folder in
      let standard = try Templates(folder: nil)
      try folder.write("# Mine\n", to: "index.md")
      let mixed = try Templates(folder: folder.path)
      #expect(mixed.index.text == "# Mine\n" && mixed.index.path == folder["index.md"])
      #expect(mixed.review.text == standard.review.text)
      #expect(mixed.sheet == standard.sheet)
    }
  }

  @Test func `a theme is added below the style sheet`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("p { color: red }\n", to: "theme.css")
      let sheet = try Templates(folder: folder.path).sheet
      #expect(try sheet == Templates(folder: nil).sheet + "\np { color: red }\n")
    }
  }

  @Test func `all mistakes of a folder are reported together`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("@import 'a.css';\n", to: "report.css")
      try folder.write("p { background: url(b.png) }\n", to: "theme.css")
      let error = #expect(throws: Diagnostics.self) { try Templates(folder: folder.path) }
      #expect(
        error?.all.map { $0.location?.file } == [folder["report.css"], folder["theme.css"]])
    }
  }

  @Test func `a folder without templates is reported with the names that it may have`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("# Nothing\n", to: "other.md")
      let error = try #require(throws: Diagnostics.self) { try Templates(folder: folder.path) }
      #expect(error.all.count == 1)
      for name in Templates.names { #expect(error.all[0].hint?.contains(name) == true) }
    }
  }

  @Test(arguments: ["{{{titel}}}", "{{{title", "{{#navigation}}{{{title}}}"])
  func `a shell that cannot be filled is refused at its place`(shell: String) throws {
    try TemporaryFolder.use { folder in
      try folder.write("<p>\n\(shell)", to: "page.mustache")
      let error = try #require(throws: Diagnostics.self) { try Templates(folder: folder.path) }
      #expect(error.all.allSatisfy { $0.location?.file == folder["page.mustache"] })
      #expect(error.all.contains { ($0.location?.line ?? 0) >= 2 })
    }
  }
}
