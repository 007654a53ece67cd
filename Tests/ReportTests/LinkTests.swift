import Foundation
import TestSupport
import Testing

/// Links, pictures and templates of authors.
@Suite struct LinkTests {
  /// The smallest picture.
  private static let picture =
    Data(
      base64Encoded: "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7") ?? Data()

  @Test func `a link that leads nowhere is an error at its place, and the old site stays`() throws {
    try Workplace.use { work in
      #expect(try work.build("picks.txt", "--quiet").status == 0)
      let before = work.tree("public/")
      try work.folder.write(
        """
        # A page {#sec-top}

        [a](#sec-top), [b](#sec-tip), [c](index.md#no), [d](data/report.jsonl) and
        [e](data/report.json), [f](reviews/good.html#t1), [g](reviews/good.html#t999).
        """, to: "page.md")
      let outcome = try Program(folder: work.folder.path).run(
        ["build", "page.md", "--reviews", "picks.txt"] + Workplace.fewMethods)
      #expect(
        outcome.withoutExcerpts
          == .failed(
            2,
            """
            page.md:3:16: error: broken link '#sec-tip'
              hint: the page has no element with the id 'sec-tip'
            page.md:3:31: error: broken link 'index.html#no'
              hint: 'index.html' has no element with the id 'no'
            page.md:4:1: error: broken link 'data/report.json'
              hint: the site has no file 'data/report.json'; did you mean 'data/report.jsonl'?
            page.md:4:51: error: broken link 'reviews/good.html#t999'
              hint: 'reviews/good.html' has no element with the id 't999'
            """))
      #expect(work.tree("public/") == before)
      #expect(
        try work.report(
          "build", "page.md", "--reviews", "picks.txt", "--single-file", "report.html"
        ).status == 2)
      #expect(work.folder.read("report.html") == nil)
    }
  }

  @Test func `a picture below the document comes with the site`() throws {
    try Workplace.use { work in
      try work.folder.write(Self.picture, to: "text/pictures/Dot & line.gif")
      try work.folder.write(Self.picture, to: "text/dot-line.gif")
      let text =
        "![A dot](pictures/Dot%20&%20line.gif) ![](<pictures/Dot & line.gif>) ![b](dot-line.gif)"
      try work.folder.write(text, to: "text/page.md")
      try work.folder.write("---\nscope: review\ntitle: T\n---\n\n" + text, to: "text/each.md")
      #expect(
        try work.report(
          "build", "text/page.md", "text/each.md", "--reviews", "picks.txt", "--methods", "saliency"
        ).status == 0)
      let images = work.tree("public/").keys.filter { $0.hasSuffix(".gif") }.sorted()
      #expect(images == ["public/assets/dot-line-2.gif", "public/assets/dot-line.gif"])
      #expect(work.tree()["public/assets/dot-line-2.gif"] == Self.picture)
      let page = try #require(work.folder.read("public/page.html"))
      #expect(page.matches(of: /src="assets\/dot-line.gif"/).count == 2)
      #expect(page.contains("src=\"assets/dot-line-2.gif\" alt=\"b\""))
      #expect(
        work.folder.read("public/each/good.html")?.contains("src=\"../assets/dot-line.gif\"")
          == true)
      #expect(
        try work.report(
          "build", "text/page.md", "--reviews", "picks.txt", "--methods", "saliency",
          "--single-file", "report.html"
        ).status == 0)
      let file = try #require(work.folder.read("report.html"))
      #expect(file.matches(of: /src="data:image\/gif;base64,R0lGOD/).count == 3)
    }
  }

  @Test func `a picture that can't be shown is an error before anything is computed`() throws {
    try Workplace.use { work in
      try work.folder.write(Self.picture, to: "outside.gif")
      try work.folder.write(Self.picture, to: "text/here.gif")
      try FileManager.default.createSymbolicLink(
        atPath: work.folder["text/link.gif"], withDestinationPath: "../outside.gif")
      try FileManager.default.createDirectory(
        atPath: work.folder["text/folder.gif"], withIntermediateDirectories: true)
      try work.folder.write(
        """
        ![a](here.gif) ![b](gone.gif)
        ![c](../outside.gif) ![d](%2e%2e/outside.gif)
        ![e](link.gif) ![f](/etc/passwd) ![g](folder.gif)
        ![h](https://example.org/x.png) ![i](//example.org/x.png)
        ![j](page.md) ![k](here.gif/../../outside.gif)
        """, to: "text/page.md")
      let outcome = try work.report(
        "build", "text/page.md", "--reviews", "picks.txt", "--model", "nowhere")
      let below = "is not below the folder of the document\n  hint: copy it to that folder"
      let server =
        "is on another server\n  hint: copy it to the folder of the document; pages load nothing from other servers"
      #expect(
        outcome.withoutExcerpts
          == .failed(
            2,
            """
            text/page.md:1:16: error: no such picture 'gone.gif'
            text/page.md:2:1: error: the picture '../outside.gif' \(below)
            text/page.md:2:22: error: the picture '%2e%2e/outside.gif' \(below)
            text/page.md:3:1: error: the picture 'link.gif' \(below)
            text/page.md:3:16: error: the picture '/etc/passwd' \(below)
            text/page.md:3:34: error: 'folder.gif' is not a regular file
            text/page.md:4:1: error: the picture 'https://example.org/x.png' \(server)
            text/page.md:4:33: error: the picture '//example.org/x.png' \(server)
            text/page.md:5:1: error: unsupported picture format 'page.md'
              hint: supported extensions are avif, gif, jpeg, jpg, png, svg, webp
            text/page.md:5:15: error: the picture 'here.gif/../../outside.gif' \(below)
            """))
    }
  }

  @Test func `mistakes in a template are told with their places`() throws {
    try Workplace.use { work in
      let shells = [
        (
          "{{{titel}}}",
          "look/page.mustache:1:1: error: unknown page value 'titel'\n  hint: did you mean 'title'?"
        ),
        (
          "a\n{{title}}",
          "look/page.mustache:2:1: error: 'title' is already HTML and would be escaped twice\n  hint: use {{{title}}}"
        ),
        (
          "{{> part}}",
          "look/page.mustache:1:1: error: unknown page value '>part'\n  hint: available: body, byline, current,"
        ),
        (
          "<main>{{{body}}}<img src=\"logo.png\"></main>",
          "error: broken link 'logo.png' on 'average-pooling.html' and 2 other pages\n  hint: the site has no file 'logo.png'"
        ),
      ]
      for (shell, message) in shells {
        try work.folder.write(shell, to: "look/page.mustache")
        let outcome = try work.build("picks.txt", "--templates", "look")
        #expect(outcome.status == 2)
        #expect(
          outcome.withoutExcerpts.error.hasPrefix(message), "\(outcome.error)")
        #expect(work.tree("public/").isEmpty)
      }
      for shell in ["{{{title", "{{#pager}}", "{{/pager}}", "{{=<% %>=}}", "{{{}}}", "{{"] {
        try work.folder.write(shell, to: "look/page.mustache")
        let outcome = try work.build("picks.txt", "--templates", "look")
        #expect(outcome.status == 2)
        #expect(outcome.error.hasPrefix("look/page.mustache:1:"), "\(outcome.error)")
      }
    }
  }

  @Test func `a sheet asks for no other file`() throws {
    try Workplace.use { work in
      try work.folder.write(
        """
        /* url(comment.png) äöü */ a { background: url( "paper.png" ) }
        b { background: url(data:image/png;base64,AAAA) } c { fill: url(#x) }
        @import "other.css";
        @import url(https://fonts.example/x.css);
        """, to: "look/report.css")
      let outcome = try work.build("picks.txt", "--templates", "look")
      let hint = "  hint: embed it in the sheet"
      #expect(
        outcome.withoutExcerpts
          == .failed(
            2,
            """
            look/report.css:1:44: error: the sheet references 'paper.png', which is not a file of the site
            \(hint)
            look/report.css:3:1: error: the sheet imports another sheet
            \(hint)
            look/report.css:4:1: error: the sheet imports another sheet
            \(hint)
            look/report.css:4:9: error: the sheet references 'https://fonts.example/x.css', which is not a file of the site
            \(hint)
            """))
    }
  }

  @Test func `a page of 250 words and eight methods is small`() throws {
    try Workplace.use { work in
      let words = "a good film and a bad film with an old man in a small town who is never bored"
        .split(separator: " ")
      let text = (0..<250).map { String(words[$0 * 7 % words.count]) }.joined(separator: " ")
      try work.folder.write("{#long label=positive} \(text).", to: "long.txt")
      let methods = """
        integrated-gradients,shapley-value-sampling:samples=5,occlusion,input-x-gradient,saliency,\
        smoothgrad:samples=2,deeplift,lrp
        """
      let outcome = try work.report(
        "build", "--reviews", "long.txt", "--quiet", "--methods", methods)
      #expect(outcome.status == 0)
      #expect(try #require(work.folder.read("public/reviews/long.html")).utf8.count < 150_000)
      // The same as one file, which has the list, the style sheet and a sentence for the playground, too.
      try work.folder.write("A line.\n", to: "line.md")
      let single = try work.report(
        "build", "line.md", "--reviews", "long.txt", "--quiet", "--methods", methods,
        "--single-file", "one.html")
      #expect(single.status == 0)
      let file = try #require(work.folder.read("one.html"))
      #expect(file.utf8.count < 150_000)
      #expect(file.contains(".b7-p1") && !file.contains(".b8-p1"))
    }
  }

  @Test func `a page of the list of a thousand reviews is small`() throws {
    try Workplace.use { work in
      try work.writeModel()
      let text = (0..<120).map { ["good", "bad", "film"][$0 * 5 % 3] }.joined(separator: " ")
      let reviews = (1...1000).map { "{#r\($0) label=positive} \(text)." }.joined(separator: "\n")
      try work.folder.write(reviews, to: "many.txt")
      let outcome = try work.report(
        "build", "--reviews", "many.txt", "--quiet", "--model", "model", "--methods", "occlusion")
      #expect(outcome.status != 2)
      for name in ["index.html", "index-2.html", "index-10.html"] {
        #expect(try #require(work.folder.read("public/\(name)")).utf8.count < 400_000)
      }
    }
  }
}
