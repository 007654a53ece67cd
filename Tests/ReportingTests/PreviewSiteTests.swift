import Foundation
import Preview
import Reporting
import TestSupport
import Testing

/// What the preview answers: a function of a request and a folder.
@Suite struct PreviewSiteTests {
  private static let page = "<!DOCTYPE html>\n<html><body class=\"a\"><p>Text</p></body></html>\n"

  /// A folder with a small site and a file beside it.
  private func use(_ test: (TemporaryFolder, PreviewSite) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      for name in ["index.html", "reviews/good.html"] {
        try folder.write(Self.page, to: "site/\(name)")
      }
      try folder.write("p {}", to: "site/assets/report.css")
      try folder.write([1, 2, 3], to: "site/assets/a b.png")
      try folder.write("hidden", to: "site/.hidden")
      try folder.write("secret", to: "secret.txt")
      try test(folder, PreviewSite(folder: folder["site"], session: 7))
    }
  }

  private func text(_ response: PreviewResponse) -> String {
    String(decoding: response.body, as: UTF8.self)
  }

  @Test func `a page is served with a script at its end, and its file has none`() throws {
    try use { folder, site in
      let html = text(site.response(for: PreviewRequest("/")))
      let script = try #require(html.firstMatch(of: /<script [^>]*="7.0"><\/script>\n/))
      #expect(html.replacing(script.output, with: "") == Self.page)
      #expect(html[script.range.upperBound...] == "</body></html>\n")
      #expect(folder.read("site/index.html") == Self.page)
    }
  }

  @Test func `everything else is served as it is, with its type, and is never stored`() throws {
    try use { _, site in
      let types = [
        "/": "text/html; charset=utf-8", "/reviews/good.html": "text/html; charset=utf-8",
        "/assets/report.css": "text/css; charset=utf-8", "/assets/a%20b.png": "image/png",
      ]
      for (path, type) in types {
        let response = site.response(for: PreviewRequest(path))
        #expect(response.status == 200)
        #expect(response.type == type)
        #expect(response.header.contains { $0 == ("Cache-Control", "no-store") })
      }
      #expect(site.response(for: PreviewRequest("/assets/a%20b.png")).body == Data([1, 2, 3]))
    }
  }

  @Test func `nothing outside of the folder is served`() throws {
    try use { folder, site in
      let files = FileManager.default
      try files.createSymbolicLink(
        atPath: folder["site/link.txt"], withDestinationPath: folder["secret.txt"])
      try files.createSymbolicLink(
        atPath: folder["site/up"], withDestinationPath: folder.path)
      let paths = [
        "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/reviews/../../secret.txt",
        "/reviews/..%2F..%2Fsecret.txt", "/%252e%252e/secret.txt", "/..\\secret.txt",
        "/%5c..%5csecret.txt", "//\(folder["secret.txt"])", folder["secret.txt"], "secret.txt",
        "../secret.txt", "", "/link.txt", "/up/secret.txt", "/up/site/index.html", "/.hidden",
        "/./index.html", "/reviews/", "/reviews", "/index.html%00.css", "/%ff", "/index.html/",
        "http://localhost/index.html", "/_preview/", "/_preview/build/..",
      ]
      for path in paths {
        let response = site.response(for: PreviewRequest(path))
        #expect(response.status == 404, "\(path)")
        #expect(!text(response).contains("secret"), "\(path)")
      }
    }
  }

  @Test func `only requests for this machine are answered`() throws {
    try use { _, site in
      for host in ["localhost", "LocalHost:4000", "127.0.0.1:80", "[::1]", "[::1]:4000"] {
        #expect(site.response(for: PreviewRequest("/", host: host)).status == 200, "\(host)")
      }
      let others: [String?] = [
        nil, "", "example.com", "localhost.example.com", "example.com:4000", "127.0.0.1.nip.io",
        "localhost@example.com", "[::1", "::1", "0.0.0.0", "localhost:4000x",
      ]
      for host in others {
        for path in ["/", PreviewSite.buildPath, "/none"] {
          let request = PreviewRequest(path, host: host)
          let response = site.response(for: request)
          #expect(response.status == 403)
          #expect(!text(response).contains(site.build))
          #expect(!site.isWaiting(request))
        }
      }
    }
  }

  @Test func `a preview can only be read`() throws {
    try use { _, site in
      for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let response = site.response(for: PreviewRequest("/", method: method))
        #expect(response.status == 405)
        #expect(response.header.contains { $0 == ("Allow", "GET, HEAD") })
      }
    }
  }

  @Test func `no page runs a script but the one that is there, or asks another server`() throws {
    try use { _, site in
      for path in ["/", "/reviews/good.html", "/assets/report.css", "/none"] {
        let header = site.response(for: PreviewRequest(path)).header
        let policy = try #require(header.first { $0.name == "Content-Security-Policy" }?.value)
        let parts = policy.split(separator: "; ")
        // Besides the files of the server, the one script of a playground, by its digest.
        let scripts = try #require(parts.first { $0.hasPrefix("script-src ") })
        #expect(parts.contains("default-src 'none'") && !policy.contains("http"))
        #expect(
          scripts.wholeMatch(
            of: /script-src 'self' 'sha256-[A-Za-z0-9+\/]{43}=' 'wasm-unsafe-eval'/) != nil)
      }
      let script = site.response(for: PreviewRequest(PreviewSite.scriptPath))
      #expect(script.status == 200 && script.type == "text/javascript; charset=utf-8")
      #expect(text(script).contains("location.reload()"))
    }
  }

  @Test func `a page waits for the build after its own, and for no other`() throws {
    try use { _, site in
      var site = site
      func request(_ build: String) -> PreviewRequest {
        PreviewRequest(PreviewSite.buildPath, query: "after=\(build)")
      }
      var builds = [site.build]
      for problems in [nil, "problem", nil] {
        site.built(problems: problems)
        #expect(!builds.contains(site.build))
        #expect(site.isWaiting(request(site.build)))
        for old in builds + ["8.1", ""] { #expect(!site.isWaiting(request(old))) }
        #expect(text(site.response(for: request(builds[0]))) == site.build)
        #expect(text(site.response(for: PreviewRequest("/"))).contains("\"\(site.build)\""))
        builds.append(site.build)
      }
    }
  }

  @Test func `problems stand above every page as text, until a build is good`() throws {
    try use { _, site in
      var site = site
      site.built(problems: "a.md:1:2: error: <script>&'\"\n  1 | x\n    |  ^")
      let shown = "a.md:1:2: error: &lt;script&gt;&amp;&#39;&quot;\n  1 | x\n    |  ^"
      for path in ["/", "/reviews/good.html", "/none.html"] {
        let html = text(site.response(for: PreviewRequest(path)))
        #expect(html.contains(shown))
        #expect(html.components(separatedBy: "<script").count == 2)
      }
      #expect(text(site.response(for: PreviewRequest("/"))).contains("class=\"a\"><section "))
      #expect(text(site.response(for: PreviewRequest("/assets/report.css"))) == "p {}")
      site.built(problems: nil)
      #expect(!text(site.response(for: PreviewRequest("/"))).contains("<section"))
    }
  }

  @Test func `before the first good build a page says so and waits`() throws {
    try TemporaryFolder.use { folder in
      var site = PreviewSite(folder: folder["none"], session: 1)
      let page = site.response(for: PreviewRequest("/"))
      #expect(page.status == 503)
      #expect(text(page).contains("The first build is in progress."))
      #expect(text(page).contains("<script "))
      site.isBuilding(3, of: 2000)
      #expect(
        text(site.response(for: PreviewRequest("/"))).contains(
          "The first build is in progress: 3 of 2000 reviews."))
      site.built(problems: "it is broken")
      #expect(text(site.response(for: PreviewRequest("/"))).contains("it is broken"))
    }
  }
}
