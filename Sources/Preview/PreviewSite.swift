import Foundation
import HTML
import Reporting
import Site
import SourceText

/// The content of the preview server: the last successfully built site, with current problems above its pages.
///
/// The site's files contain no script. The server adds one to each page, which waits for the next build and then reloads
/// the page; the browser restores the scroll position.
public struct PreviewSite: Sendable {
  /// The folder of the site.
  public let folder: String
  /// The unique id of the last build, successful or not.
  public private(set) var build: String
  /// The problems since the last successful build, as printed to the terminal; nil if there are none.
  public private(set) var problems: String?
  /// The progress of the current build, in reviews.
  private var progress: (done: Int, of: Int)?
  private let session: Int
  private var number = 0

  /// Creates a site that has not been built yet.
  ///
  /// - Parameters:
  ///   - folder: The folder of the site.
  ///   - session: A number unique to this preview, so that pages notice when the preview is restarted.
  public init(folder: String, session: Int) {
    self.folder = folder
    self.session = session
    build = "\(session).0"
  }

  /// Records the end of a build.
  ///
  /// - Parameter problems: The problems as printed to the terminal; nil for a successful build.
  public mutating func built(problems: String?) {
    number += 1
    progress = nil
    build = "\(session).\(number)"
    self.problems = problems
  }

  /// Records the progress of a build.
  ///
  /// - Parameters:
  ///   - done: The number of finished reviews.
  ///   - of: The number of all reviews.
  public mutating func isBuilding(_ done: Int, of: Int) { progress = (done, of) }

  /// The path at which pages poll for the id of the last build; see ``isWaiting(_:)``.
  public static let buildPath = "/_preview/build"

  /// The path of the reload script.
  public static let scriptPath = "/_preview/live.js"

  /// Returns whether a request polls for the next build and must wait, because its page shows the current one.
  ///
  /// - Parameter request: The request.
  /// - Returns: Whether the response has to wait for the next build.
  public func isWaiting(_ request: PreviewRequest) -> Bool {
    request.isLocal && request.path == Self.buildPath && request.query == "after=\(build)"
  }

  /// Returns the response to a request, which depends only on the request, the site's files and this value.
  ///
  /// - Parameter request: The request.
  /// - Returns: A file of the site, or an error page.
  public func response(for request: PreviewRequest) -> PreviewResponse {
    guard request.isLocal else {
      return page(403, "This preview is available only on the machine it runs on: use localhost.")
    }
    guard ["GET", "HEAD"].contains(request.method) else {
      return page(405, "The preview accepts only GET and HEAD requests.")
    }
    if request.path == Self.buildPath {
      return PreviewResponse(200, type: "text/plain; charset=utf-8", build.utf8)
    }
    if request.path == Self.scriptPath {
      return PreviewResponse(200, type: "text/javascript; charset=utf-8", Self.liveScript.utf8)
    }
    guard let file = file(request.path), let bytes = try? SourceFile.bytes(of: file) else {
      if FileManager.default.fileExists(atPath: Path.join(folder, "index.html")) {
        return page(404, "Page not found. <a href=\"/\">List of reviews</a>")
      }
      let done = progress.map { ": \($0.done) of \(counted($0.of, "review"))" } ?? ""
      return problems == nil
        ? page(503, "The first build is in progress\(done).", again: true)
        : page(503, "No build has succeeded yet.")
    }
    guard Path.fileExtension(of: file) == "html" else {
      return PreviewResponse(200, type: Self.type(of: file), bytes)
    }
    let page = String(decoding: bytes, as: UTF8.self)
    return live(200, page, above: "This is the last successful build. Problems since then:")
  }

  /// Returns the file for a URL path; nil if there is none in the folder.
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
    // A site contains no symbolic links; do not follow one out of the site.
    guard file.resolvingSymlinksInPath().path == file.path else { return nil }
    let kind = try? file.resourceValues(forKeys: [.isRegularFileKey])
    return kind?.isRegularFile == true ? file.path : nil
  }

  private static func type(of file: String) -> String {
    switch Path.fileExtension(of: file) {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
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
  /// Creates an error page; the message is markup, and the page reloads every second if `again` is set.
  private func page(_ status: Int, _ message: String, again: Bool = false) -> PreviewResponse {
    let refresh = again ? "<meta http-equiv=\"refresh\" content=\"1\">" : ""
    let html = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">\(refresh)<title>Preview</title></head>
      <body><p>\(message)</p></body></html>

      """
    // Do not disclose problems to other hosts.
    if status == 403 { return PreviewResponse(status, html.utf8) }
    return live(status, html, above: "The report could not be built:")
  }

  /// Inserts a sentence and the problems at the start of a page, and the script at its end.
  private func live(_ status: Int, _ page: String, above sentence: String) -> PreviewResponse {
    // The header has the policy; that of a page does not know the script of the server.
    var page = page.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>\n/, with: "")
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

  /// The reload script; hidden pages do not poll, since each poll uses one of a browser's six connections per server.
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

  /// The script element of a page.
  private var script: String {
    "<script src=\"\(Self.scriptPath)\" data-build=\"\(build)\"></script>\n"
  }
}
