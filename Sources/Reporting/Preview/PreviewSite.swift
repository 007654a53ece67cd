import Foundation
import HTML
import SourceText

/// What the preview's server says: the last good site, and above its pages what is wrong since.
///
/// The files of the site have no script. Each page that is served gets one, which waits for the next build and then
/// loads the page anew; the browser keeps the place on the page.
public struct PreviewSite: Sendable {
  /// The folder of the site.
  public let folder: String
  /// The name of the last build, whether it was good or not; no other build has it.
  public private(set) var build: String
  /// What is wrong since the last good build, as the terminal says it; nil when nothing is.
  public private(set) var problems: String?
  /// How far the build is that is under way, in reviews.
  private var progress: (done: Int, of: Int)?
  private let session: Int
  private var number = 0

  /// Creates a site that is not built yet.
  ///
  /// - Parameters:
  ///   - folder: Where it will be.
  ///   - session: A number that no other preview has, so that pages notice when a preview was started again.
  public init(folder: String, session: Int) {
    self.folder = folder
    self.session = session
    build = "\(session).0"
  }

  /// Takes note of a build.
  ///
  /// - Parameter problems: What went wrong, as the terminal says it; nil for a good build.
  public mutating func built(problems: String?) {
    number += 1
    progress = nil
    build = "\(session).\(number)"
    self.problems = problems
  }

  /// Takes note of how far a build is.
  ///
  /// - Parameters:
  ///   - done: The number of reviews that are done.
  ///   - of: The number of all.
  public mutating func isBuilding(_ done: Int, of: Int) { progress = (done, of) }

  /// Where pages ask for the name of the last build; see ``isWaiting(_:)``.
  public static let buildPath = "/_preview/build"

  /// Where the script is that loads pages again.
  public static let scriptPath = "/_preview/live.js"

  /// Whether a request is for the next build and has to wait, because the page is of this one already.
  ///
  /// - Parameter request: The request.
  /// - Returns: Whether it is too early for an answer.
  public func isWaiting(_ request: PreviewRequest) -> Bool {
    request.isLocal && request.path == Self.buildPath && request.query == "after=\(build)"
  }

  /// The answer to a request: it depends on the request, the files of the site and this value alone.
  ///
  /// - Parameter request: The request.
  /// - Returns: A file of the site, or a page that says why not.
  public func response(for request: PreviewRequest) -> PreviewResponse {
    guard request.isLocal else {
      return page(403, "This is a preview for the machine it runs on: ask for localhost.")
    }
    guard ["GET", "HEAD"].contains(request.method) else {
      return page(405, "A preview can only be read.")
    }
    if request.path == Self.buildPath {
      return PreviewResponse(200, type: "text/plain; charset=utf-8", build.utf8)
    }
    if request.path == Self.scriptPath {
      return PreviewResponse(200, type: "text/javascript; charset=utf-8", Self.liveScript.utf8)
    }
    guard let file = file(request.path), let bytes = try? SourceFile.bytes(of: file) else {
      if FileManager.default.fileExists(atPath: Path.join(folder, "index.html")) {
        return page(404, "There is no such page. <a href=\"/\">The list of reviews</a>")
      }
      let done = progress.map { ": \($0.done) of \(counted($0.of, "review"))" } ?? ""
      return problems == nil
        ? page(503, "The first build is under way\(done).", again: true)
        : page(503, "There is no good build yet.")
    }
    guard Path.fileExtension(of: file) == "html" else {
      return PreviewResponse(200, type: Self.type(of: file), bytes)
    }
    let page = String(decoding: bytes, as: UTF8.self)
    return live(200, page, above: "This is the last good build. Since then:")
  }

  /// The file that a path means; nil when there is none in the folder.
  private func file(_ path: String) -> String? {
    guard let path = path.removingPercentEncoding, path.hasPrefix("/"), !path.contains("\0") else {
      return nil
    }
    let name = path == "/" ? "index.html" : String(path.dropFirst())
    let isPlain = name.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("\\") }
    guard isPlain else { return nil }
    let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
    let file = root.appendingPathComponent(name)
    // The writer of the site makes no links; one that is there leads to what nobody published.
    guard file.resolvingSymlinksInPath().path == file.path else { return nil }
    let kind = try? file.resourceValues(forKeys: [.isRegularFileKey])
    return kind?.isRegularFile == true ? file.path : nil
  }

  private static func type(of file: String) -> String {
    switch Path.fileExtension(of: file) {
    case "css": "text/css; charset=utf-8"
    case "jsonl": "application/jsonl; charset=utf-8"
    case "md": "text/markdown; charset=utf-8"
    case "txt": "text/plain; charset=utf-8"
    case "xml": "application/xml; charset=utf-8"
    default: SiteImages.type(of: file) ?? "application/octet-stream"
    }
  }
}

// MARK: Pages

extension PreviewSite {
  /// A page of the preview's own; the message is markup, and is asked for again where it changes by itself.
  private func page(_ status: Int, _ message: String, again: Bool = false) -> PreviewResponse {
    let refresh = again ? "<meta http-equiv=\"refresh\" content=\"1\">" : ""
    let html = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">\(refresh)<title>Preview</title></head>
      <body><p>\(message)</p></body></html>

      """
    // Whoever is not meant learns nothing.
    if status == 403 { return PreviewResponse(status, html.utf8) }
    return live(status, html, above: "The report can’t be built:")
  }

  /// A page with what is wrong at its beginning, below a sentence, and the script at its end.
  private func live(_ status: Int, _ page: String, above sentence: String) -> PreviewResponse {
    var page = page
    let end = page.range(of: "</body>", options: [.backwards, .caseInsensitive])?.lowerBound
    page.insert(contentsOf: script, at: end ?? page.endIndex)
    guard let problems else { return PreviewResponse(status, page.utf8) }
    let body = page.firstRange(of: /<(?i:body)(?:\s[^>]*)?>/)?.upperBound
    page.insert(contentsOf: Self.banner(sentence, problems), at: body ?? page.startIndex)
    return PreviewResponse(status, page.utf8)
  }

  private static func banner(_ sentence: String, _ problems: String) -> String {
    """
    <section role="alert" aria-label="Problems" style="position:sticky;top:0;z-index:9;max-height:60vh;overflow:auto;margin:0;padding:1rem;\
    border-bottom:.3rem solid #b3261e;background:#fff4f2;color:#1c1b1f">\
    <p style="margin:0 0 .5rem;font:bold 1rem/1.4 sans-serif">\(sentence)</p>\
    <pre style="margin:0;padding:0;overflow-x:auto;background:none;color:inherit;font:.9rem/1.4 monospace">\
    \(HTML(text: problems).markup)</pre></section>
    """
  }

  /// The script: a page that nobody sees does not wait: browsers open six connections to a server, and each page that waits takes one.
  private static let liveScript = """
    (async () => {
      const build = document.currentScript.dataset.build;
      const pause = time => new Promise(done => setTimeout(done, time));
      for (;;) {
        while (document.hidden) await pause(200);
        try {
          const answer = await fetch("\(buildPath)?after=" + build, {cache: "no-store"});
          if (answer.ok && await answer.text() !== build) return location.reload();
        } catch {
          await pause(1000);
        }
      }
    })();

    """

  /// The script as a page asks for it.
  private var script: String {
    "<script src=\"\(Self.scriptPath)\" data-build=\"\(build)\"></script>\n"
  }
}
