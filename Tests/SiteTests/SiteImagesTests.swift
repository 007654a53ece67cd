import Foundation
import Literate
import Site
import SourceText
import TestSupport
import Testing

/// The pictures of documents are files below the documents' folders, each read once.
@Suite struct SiteImagesTests {
  /// Adds the pictures of documents, by the names of their files.
  private func images(
    _ documents: [(name: String, text: String)], in folder: TemporaryFolder
  ) throws -> (images: SiteImages, read: [String], problems: [String]) {
    var images = SiteImages()
    var read: [String] = []
    var problems = Diagnostics()
    for (name, text) in documents {
      let path = try folder.write(text, to: name)
      let document = try Document(
        parsing: SourceFile(path: path, text: text), language: .tides)
      images.add(
        document.links, of: path,
        willRead: { read.append($0) }, problems: &problems)
    }
    return (images, read, problems.all.map(\.message))
  }

  @Test func `pictures of the same name have different paths, and one picture has one`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("<svg/>", to: "a/dot.svg")
      try folder.write("<svg> </svg>", to: "b/dot.svg")
      let (images, read, problems) = try images(
        [
          ("a/one.md", "![A](dot.svg) ![Again](./dot.svg)\n"), ("b/two.md", "![B](dot.svg)\n"),
        ], in: folder)
      #expect(problems == [])
      #expect(images.all.map(\.path) == ["assets/dot-2.svg", "assets/dot.svg"])
      #expect(images.all.map(\.bytes) == ["<svg> </svg>", "<svg/>"].map { Array($0.utf8) })
      #expect(images.image("dot.svg", in: folder["a/one.md"])?.path == "assets/dot.svg")
      #expect(images.image("dot.svg", in: folder["b/two.md"])?.path == "assets/dot-2.svg")
      #expect(images.image("dot.svg", in: folder["c.md"]) == nil)
      #expect(read.first == folder["a/dot.svg"])
    }
  }

  @Test func `escapes in an address are undone`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("<svg/>", to: "a dot.svg")
      let (images, read, problems) = try images([("one.md", "![A](a%20dot.svg)\n")], in: folder)
      #expect(problems == [])
      #expect(images.image("a%20dot.svg", in: folder["one.md"])?.path == "assets/a-dot.svg")
      #expect(read == [folder["a dot.svg"]])
    }
  }

  @Test(arguments: [
    ("../up.svg", "is not below the folder"), ("/etc/up.svg", "is not below the folder"),
    ("https://example.org/a.svg", "is on another server"), ("a.tiff", "unsupported"),
    ("missing.svg", "no such picture"), ("folder.svg", "not a regular file"),
  ])
  func `what is not a picture of the document is refused`(address: String, problem: String) throws {
    try TemporaryFolder.use { folder in
      try folder.write("<svg/>", to: "up.svg")
      try folder.write("", to: "docs/folder.svg/file")
      try folder.write("", to: "docs/a.tiff")
      let (images, _, problems) = try images([("docs/one.md", "![A](\(address))\n")], in: folder)
      #expect(images.all.isEmpty)
      #expect(problems.count == 1 && problems[0].contains(problem))
    }
  }

  @Test func `a picture in a page of one file is its bytes`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("<svg/>", to: "dot.svg")
      let image = try #require(
        try images([("a.md", "![A](dot.svg)\n")], in: folder).images.all.first)
      let (head, bytes) = ("data:image/svg+xml;base64,", Data("<svg/>".utf8))
      #expect(image.dataAddress == head + bytes.base64EncodedString())
    }
  }
}
