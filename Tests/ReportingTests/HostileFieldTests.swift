import Attribution
import Classifier
import Foundation
import HTML
import Markdown
import Reporting
import SourceText
import TestSupport
import Testing

/// Each output with hostile text in each field that a user can fill, read back by its own format's parser and compared
/// with the same report in which every field is plain.
struct HostileFieldTests {
  /// What users write into the fields of a report.
  private struct Fields {
    let title, subtitle, heading, caption, says, alternative, author: String
    let reviewTitle: String
    let classes: [Label]
    let reviewText: String

    private static let hostileReview =
      "A good film, \"><img src=x onerror=y> not ]]>*| bad \u{202E}"

    /// A review that the model reads as the hostile one: of as many words, the same ones known, and none twice.
    private static let plainReview = TinyClassifier.threeClasses.encode(hostileReview).tokens
      .enumerated().map { index, token in
        let letters = token.text.filter(\.isLetter)
        return letters.isEmpty ? String(repeating: "x", count: index + 2) : letters
      }.joined(separator: " ")

    static let plain = Fields(
      title: "Title", subtitle: "Subtitle", heading: "Heading", caption: "Caption", says: "Says",
      alternative: "Alternative", author: "Author", reviewTitle: "Review",
      classes: ["good", "mixed", "bad"], reviewText: plainReview)

    /// A text that breaks out of attributes, elements, cells and lines where something is not escaped.
    ///
    /// It begins with the name of its field, so that it can be found again.
    static func hostile(_ field: String, _ direction: String = "") -> String {
      "\(field)\"><script>x</script>'|`*_[a](b)~~&lt;&\(direction)]]>"
    }

    static let hostile = Fields(
      title: hostile("T", "\u{202E}"), subtitle: hostile("S"), heading: hostile("H"),
      caption: hostile("C"),
      says: hostile("Y"), alternative: hostile("A"), author: hostile("W"),
      reviewTitle: hostile("R", "\u{202E}"),
      classes: [
        Label(hostile("good", "\u{202E}")), Label(hostile("mixed", "\u{2066}")), "bad",
      ],
      reviewText: hostileReview)

    /// Text as Markdown that shows it: each sign that means something is escaped.
    static func escaped(_ text: String) -> String {
      text.map { "\\`*_[]<>|~&\"'".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    var document: String {
      func quoted(_ text: String) -> String {
        "\"" + Self.escaped(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      }
      return """
        ---
        title: \(quoted(title))
        subtitle: \(quoted(subtitle))
        author: \(quoted(author))
        toc: true
        ---

        ## \(Self.escaped(heading)) {#sec-a}

        `{value review.title}`, `{value prediction.label}`, `{ref sec-a}`

        ```{scores #fig-a method=occlusion}
        caption: \(Self.escaped(caption))
        alt: \(Self.escaped(alternative))
        ```

        ```{prediction}
        ```

        ```{check #chk-a}
        claim: review.words > 1000
        says: \(Self.escaped(says))
        ```

        ```{check}
        claim: all of reviews review.words > 1
        says: \(Self.escaped(says))
        ```
        """
    }
  }

  private enum Form {
    case site, singleFile, markdown, json
  }

  /// Builds a report and returns its files, or its one file as `out`.
  private func build(
    _ fields: Fields, _ form: Form = .site
  ) async throws -> [String: String] {
    let model = try Model(
      sequential: TinyClassifier.threeClasses.sequential, text: TinyClassifier.threeClasses.text,
      classes: fields.classes)
    return try await TemporaryFolder.useWaiting { folder in
      let reviews = [fields.reviewText, "Bad film."].enumerated().map { number, text in
        [
          "id": "r\(number)", "text": text, "title": fields.reviewTitle + "\(number)",
          "label": fields.classes[1].name,
        ]
      }
      let lines = try reviews.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
      let picks = try PickList(
        reading: try folder.write(lines.joined(separator: "\n"), to: "picks.jsonl"))
      let request = ReportBuilder.Request(
        documents: [try folder.write(fields.document, to: "doc.md")],
        output: .init(
          form == .site ? folder["out"] : nil,
          singleFile: form == .singleFile ? folder["out"] : nil,
          markdown: form == .markdown ? folder["out"] : nil,
          json: form == .json ? folder["out"] : nil),
        methods: "occlusion,saliency")
      _ = try await ReportBuilder(request, picks: picks).build(with: Explainer(model))
      var files: [String: String] = [:]
      for path in folder.entries where path == "out" || path.hasPrefix("out/") {
        files[path] = folder.read(path)
      }
      return files
    }
  }

  /// The tags of a page in order, each with the names of its attributes.
  ///
  /// Those around the numbers of directional characters are left out.
  private func tags(_ markup: String) -> [String] {
    var isShown = true
    return Markup(markup).compactMap { piece in
      switch piece {
      case .opening(let tag) where tag["class"] == "ctrl":
        isShown = false
        return nil
      case .opening(let tag):
        return "<\(tag.name) " + tag.attributes.map(\.name).joined(separator: " ")
      case .closing(let name, _):
        defer { isShown = true }
        return isShown || name != "span" ? "/\(name)" : nil
      case .text, .other: return nil
      }
    }
  }

  /// The first tags in which two pages differ, with those before them; nil where there are none.
  private func difference(_ one: [String], _ other: [String]) -> String? {
    let same = zip(one, other).prefix { $0 == $1 }.count
    if same == one.count && same == other.count { return nil }
    let before = one[max(0, same - 5)..<same].joined(separator: " ")
    return "\(before) | \(one[same...].prefix(4)) | \(other[same...].prefix(4))"
  }

  /// All text of a page and of its attributes.
  private func texts(_ markup: String) -> String {
    Markup(markup).map { piece in
      switch piece {
      case .opening(let tag): tag.attributes.map(\.value).joined(separator: "\n")
      case .text(let text): HTML.unescape(text)
      case .closing, .other: ""
      }
    }.joined(separator: "\n")
  }

  /// What a field says on a page.
  private func shown(_ field: String, _ direction: String = "") -> String {
    Fields.hostile(field, direction)
  }

  @Test func `no field can change the tags of a page`() async throws {
    for form in [Form.site, .singleFile] {
      let plain = try await build(.plain, form)
      let hostile = try await build(.hostile, form)
      #expect(Set(plain.keys) == Set(hostile.keys))
      var all = ""
      for (path, page) in hostile where path.hasSuffix(".html") || path == "out" {
        let twin = try #require(plain[path])
        #expect(difference(tags(page), tags(twin)) == nil, "\(path)")
        #expect(!page.unicodeScalars.contains { $0.isDirectional })
        all += texts(page).replacing(#/[“”]/#, with: "\"").replacing(#/[‘’]/#, with: "'")
      }
      // Every field is there, as it was written.
      for field in ["S", "H", "C", "Y"] { #expect(all.contains(shown(field)), "\(field)") }
      // Those that strangers fill, and titles, show what would change the direction of the text.
      for (field, direction) in [
        ("T", "⟨U+202E⟩"), ("R", "⟨U+202E⟩"), ("good", "⟨U+202E⟩"), ("mixed", "⟨U+2066⟩"),
      ] {
        #expect(all.contains(shown(field, direction)), "\(field)")
      }
    }
  }

  @Test func `no field can change the structure of Markdown`() async throws {
    func shown(_ markdown: String) -> [String] {
      var problems = Diagnostics()
      let page = MarkdownPage(
        parsing: markdown, in: SourceLines(SourceFile(path: "x.md", text: markdown)),
        problems: &problems)
      #expect(!problems.hasErrors)
      // A word between two signs is not marked, since GitHub would take the marks for text.
      let marks: Set = ["<em ", "/em", "<strong ", "/strong"]
      return tags(page.html(fillings: [], headingIDs: []).markup).filter { !marks.contains($0) }
    }
    let plain = try await build(.plain, .markdown)
    let hostile = try await build(.hostile, .markdown)
    let texts = [plain, hostile].map { $0["out"] ?? "" }
    #expect(!texts[0].isEmpty)
    #expect(difference(shown(texts[1]), shown(texts[0])) == nil)
    let sites = [try await build(.plain), try await build(.hostile)]
    let summaries = sites.map { $0["out/summary.md"] ?? "" }
    #expect(!summaries[0].isEmpty)
    #expect(difference(shown(summaries[1]), shown(summaries[0])) == nil)
    for text in summaries + texts {
      #expect(!text.unicodeScalars.contains { $0.isDirectional })
    }
  }

  @Test func `JSON gives every field back as it was written`() async throws {
    struct Report: Decodable {
      struct Claim: Decodable { let says: String }
      struct Review: Decodable { let label, text: String }
      struct Provenance: Decodable { let classes: [String] }
      let claims: [Claim]
      let reviews: [Review]
      let provenance: Provenance
    }
    let fields = Fields.hostile
    let files = try await build(fields, .json)
    let json = try #require(files["out"])
    let report = try JSONDecoder().decode(Report.self, from: Data(json.utf8))
    #expect(report.provenance.classes == fields.classes.map(\.name))
    #expect(report.reviews.map(\.label) == [fields.classes[1].name, fields.classes[1].name])
    #expect(report.reviews.first?.text == fields.reviewText.trimmingCharacters(in: .whitespaces))
    for claim in report.claims {
      let says = claim.says.replacing(#/[“”]/#, with: "\"").replacing(#/[‘’]/#, with: "'")
      #expect(says == fields.says)
    }
    let site = try await build(fields)
    for line in try #require(site["out/data/report.jsonl"]).split(separator: "\n") {
      _ = try JSONDecoder().decode(Report.Review.self, from: Data(line.utf8))
    }
  }

  @Test func `the XML of claims gives their fields back`() async throws {
    let site = try await build(.hostile)
    let xml = try #require(site["out/junit.xml"])
    let root = try #require(XMLTree.root(of: xml))
    let cases = root.all("testcase")
    #expect(cases.count == 2)
    for item in cases {
      let name = item.attributes["name"]?.replacing(#/[“”]/#, with: "\"")
        .replacing(#/[‘’]/#, with: "'")
      #expect(name?.hasSuffix(": " + shown("Y")) == true, "\(name ?? "")")
    }
  }
}
