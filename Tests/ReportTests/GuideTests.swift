import Foundation
import TestSupport
import Testing

/// The authors' guide: what it shows is what the program does.
@Suite struct GuideTests {
  /// Lets a test use a folder with the project that the guide begins with.
  private func useProject(_ test: (Workplace) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      let work = Workplace(folder: folder)
      #expect(try work.report("init").status == 0)
      try folder.write("The part.\n", to: "parts/method.md")
      try test(work)
    }
  }

  @Test(arguments: Guide.articles)
  func `every document of the guide builds, without a warning`(article: String) throws {
    let documents = try Guide.documents(in: article)
    // The project's own report builds beside the others.
    if documents.isEmpty { return }
    try useProject { work in
      var names = ["report.md"]
      for (number, text) in documents.enumerated() {
        names.append("guide-\(number + 1).md")
        try work.folder.write(text, to: names[number + 1])
      }
      let outcome = try Program(folder: work.folder.path).run(
        ["build", "--reviews", "picks.txt"] + names)
      #expect(outcome.error == "")
      #expect(outcome.status == 0)
    }
  }

  @Test(arguments: Guide.articles)
  func `every example with front matter builds by itself, beside the project's report`(
    article: String
  ) throws {
    let examples = try Guide.examples(in: article).filter {
      $0.language == "markdown" && $0.text.hasPrefix("---\n")
    }
    if examples.isEmpty { return }
    try useProject { work in
      for example in examples {
        try work.folder.write(example.text, to: "example.md")
        let outcome = try Program(folder: work.folder.path).run(
          ["build", "--reviews", "picks.txt", "report.md", "example.md"])
        #expect(outcome.error == "", "\(example.text)")
        #expect(outcome.status == 0)
      }
    }
  }

  @Test func `the guide builds the document that it says to save`() throws {
    let names = try Guide.text(of: "WritingAReport").matches(of: #/Save this as `([a-z.]+)`/#)
    #expect(!names.isEmpty)
    for name in names {
      #expect(try Guide.script(in: "WritingAReport").contains("report build \(name.1)\n"))
    }
  }

  @Test(arguments: Guide.articles)
  func `every command of the guide runs in the order of its article`(article: String) throws {
    // The guide says to save it there; a shell has to copy it.
    let script = try Guide.script(in: article)
      .replacing("cd mine\n", with: "cd mine\ncp ../first.md .\n")
    if script.isEmpty { return }
    try useProject { work in
      try work.folder.write(try Self.theme, to: "look/theme.css")
      let first = try #require(try Guide.documents(in: "WritingAReport").first)
      try work.folder.write(first, to: "first.md")
      let outcome = try Program(folder: work.folder.path).run(script: script)
      #expect(outcome.error == "")
      #expect(outcome.status == 0)
    }
  }

  @Test func `a page uses the theme of the guide, in the light and in the dark`() throws {
    try useProject { work in
      let theme = try Self.theme
      #expect(theme.split(separator: "\n").count <= 12)
      try work.folder.write(theme, to: "look/theme.css")
      let plain = ["build", "report.md", "--quiet", "--output"]
      let program = Program(folder: work.folder.path)
      #expect(try program.run(plain + ["plain"]).status == 0)
      #expect(try program.run(plain + ["themed", "--templates", "look"]).status == 0)
      let sheet = try #require(work.folder.read("plain/assets/report.css"))
      #expect(work.folder.read("themed/assets/report.css") == sheet + "\n" + theme)
      #expect(work.folder.read("themed/index.html") == work.folder.read("plain/index.html"))
      // It changes properties that the sheet has, and no other.
      let properties = theme.matches(of: #/(--[a-z0-9-]+):/#).map(\.1)
      #expect(properties.count > 10)
      for property in properties { #expect(sheet.contains("\n  \(property): ")) }
      let single = ["build", "report.md", "--quiet", "--single-file", "report.html"]
      #expect(try program.run(single + ["--templates", "look"]).status == 0)
      // The sheet of a single file is compact.
      let text = try #require(work.folder.read("report.html"))
      let inside = theme.replacing(#/\/\*.*?\*\/|\s/#, with: "")
      #expect(text.replacing(#/\s/#, with: "").contains(inside + "</style>"))
    }
  }

  @Test func `words can be read on every ground of the theme`() throws {
    let colours = try Self.theme.matches(
      of: #/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/#)
    var light: [String: Double] = [:]
    var dark: [String: Double] = [:]
    for match in colours {
      light[String(match.1)] = Self.luminance(match.2)
      dark[String(match.1)] = Self.luminance(match.3)
    }
    let grounds = ["paper", "wash"] + (1...6).flatMap { ["p\($0)", "n\($0)"] }
    for scheme in [light, dark] {
      let ink = try #require(scheme["ink"])
      for name in grounds {
        let ground = try #require(scheme[name])
        let contrast = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
        #expect(contrast >= 4.5, "\(name) has a contrast of \(contrast)")
      }
    }
  }

  @Test func `the shell of the guide is a whole one`() throws {
    try useProject { work in
      let shell = try Guide.examples(in: "TemplatesAndThemes").filter { $0.language == "mustache" }
      try work.folder.write(try #require(shell.first).text, to: "look/page.mustache")
      let outcome = try work.report("build", "report.md", "--quiet", "--templates", "look")
      #expect(outcome == Program.Outcome(status: 0, output: "", error: ""))
      #expect(
        try #require(work.folder.read("public/report.html")).contains(
          #"<nav><a href="index.html">Reviews</a>"#))
    }
  }

  @Test func `the README leads to every article of the guide`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    for article in Guide.articles {
      #expect(readme.contains("(Sources/Reporting/Documentation.docc/\(article).md)"))
    }
  }

  private static var theme: String {
    get throws {
      let sheets = try Guide.examples(in: "TemplatesAndThemes").filter { $0.language == "css" }
      return try #require(sheets.first).text
    }
  }

  /// The relative luminance of WCAG 2.
  private static func luminance(_ colour: Substring) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
