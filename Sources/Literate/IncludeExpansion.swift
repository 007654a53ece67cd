import Foundation
import Markdown
import SourceText

/// A document together with the documents its `include` chunks insert.
///
/// Source text is merged, not pages, so footnotes, figures and sections are numbered continuously, and a reference or link may
/// point from one part to another. Each line remembers its file, so problems are reported in the part that has them.
struct IncludeExpansion {
  private(set) var problems = Diagnostics()
  /// The paths of the included documents, without duplicates, in order of first inclusion.
  private(set) var paths: [String] = []
  private let limit: Int
  private var size = 0

  /// The maximum nesting depth of includes.
  static let mostDepth = 8

  /// Consecutive lines of the assembled document that come from one file.
  private struct Piece {
    let file: String
    /// The number of the first line in that file.
    let line: Int
    let texts: [Substring]
    /// The same lines without front matter.
    let bodies: ArraySlice<Substring>
  }

  /// - Parameter limit: The maximum size of the assembled document in bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// Assembles a document.
  ///
  /// - Parameters:
  ///   - lines: The lines of the document.
  ///   - front: Its front matter and body.
  ///   - reading: Reads an included document.
  /// - Returns: The lines of the assembled document, and its Markdown with front matter replaced by empty lines.
  mutating func assemble(
    _ lines: SourceLines, _ front: FrontMatterReader,
    reading: (_ path: String) throws(Diagnostics) -> SourceFile
  ) -> (SourceLines, body: String) {
    let file = lines.source
    problems.report(contentsOf: front.problems.all)
    size = file.text.utf8.count
    guard front.body.contains("{include") else { return (lines, front.body) }
    let pieces = self.pieces(of: lines, front, chain: [file.path], reading: reading)
    if paths.isEmpty { return (lines, front.body) }
    var runs: [SourceLines.Run] = []
    var first = 1
    for piece in pieces {
      let count = piece.texts.count
      runs.append(.init(file: piece.file, line: piece.line, first: first, count: count))
      first += count
    }
    let whole = pieces.flatMap(\.texts).joined(separator: "\n")
    return (
      SourceLines(SourceFile(path: file.path, text: whole), runs: runs),
      pieces.flatMap(\.bodies).joined(separator: "\n")
    )
  }

  private mutating func pieces(
    of lines: SourceLines, _ front: FrontMatterReader, chain: [String],
    reading: (String) throws(Diagnostics) -> SourceFile
  ) -> [Piece] {
    let path = lines.source.path
    let bodies = front.body.split(separator: "\n", omittingEmptySubsequences: false)
    func own(_ range: Range<Int>) -> Piece {
      Piece(
        file: path, line: range.lowerBound + 1, texts: range.map { lines.text(ofLine: $0 + 1) },
        bodies: bodies[range])
    }
    var ignored = Diagnostics()
    let page = MarkdownPage(
      parsing: front.body, in: lines, findingLookalikes: false, problems: &ignored)
    var all: [Piece] = []
    var next = 0
    for slot in page.slots {
      guard case .fence(let fence) = slot.content, let line = slot.location.line,
        let part = include(slot, fence, in: lines, chain: chain, reading: reading)
      else { continue }
      all.append(own(next..<line - 1))
      // An empty line on either side separates the part's blocks from those around it.
      let edge = Piece(file: path, line: line, texts: [""], bodies: [""])
      all += [edge] + part + [edge]
      next = line + fence.lines.count + 1
    }
    all.append(own(next..<max(next, bodies.count)))
    return all.filter { !$0.texts.isEmpty }
  }

  /// Returns the pieces that replace an `include` chunk; nil for any other chunk, or if there is a
  /// problem.
  private mutating func include(
    _ slot: Slot, _ fence: Slot.Fence, in lines: SourceLines, chain: [String],
    reading: (String) throws(Diagnostics) -> SourceFile
  ) -> [Piece]? {
    var ignored = Diagnostics()
    guard fence.isClosed, let braces = ChunkHeader(slot.words, problems: &ignored),
      braces.verb.text == "include"
    else { return nil }
    var options = Options(
      braces.items + ChunkBody.items(of: fence, in: lines, problems: &problems),
      owner: "chunk 'include'", at: slot.location)
    let item = options.takeFile()
    options.finish()
    problems.report(contentsOf: options.problems)
    if let label = braces.label {
      problems.report(
        Diagnostic("chunk 'include' takes no label; found '\(label.text)'", at: label.location))
    }
    guard let item, !item.value.isEmpty else {
      return reject(
        "chunk 'include' needs a file", at: slot.location,
        hint: "add a line such as 'file: part.md'")
    }
    guard fence.isTopLevel else {
      return reject("an include is not allowed in a list or block quote", at: slot.location)
    }
    return part(item, from: lines.source.path, chain: chain, reading: reading)
  }

  private mutating func part(
    _ item: Options.Item, from includer: String, chain: [String],
    reading: (String) throws(Diagnostics) -> SourceFile
  ) -> [Piece]? {
    let path = Path.resolve(item.value, from: includer)
    let identities = chain.map { URL(filePath: $0).standardizedFileURL.path }
    if let start = identities.firstIndex(of: URL(filePath: path).standardizedFileURL.path) {
      let names = chain[start...] + [chain[start]]
      return reject(
        "circular include", at: item.valueLocation,
        hint: names.joined(separator: " → "))
    }
    if chain.count > Self.mostDepth {
      return reject(
        "includes are nested more than \(Self.mostDepth) levels deep", at: item.valueLocation,
        hint: (chain + [path]).joined(separator: " → "))
    }
    guard let file = read(path, for: item, reading: reading) else { return nil }
    if !paths.contains(path) { paths.append(path) }
    let lines = SourceLines(file)
    let front = FrontMatterReader(lines)
    problems.report(contentsOf: front.problems.all)
    if let option = front.frontMatter.options.first {
      problems.report(
        Diagnostic(
          "the options of an included document have no effect", at: option.keyLocation,
          hint: "set them in '\(chain[0])'", severity: .warning))
    }
    return pieces(of: lines, front, chain: chain + [path], reading: reading)
  }

  private mutating func read(
    _ path: String, for item: Options.Item, reading: (String) throws(Diagnostics) -> SourceFile
  ) -> SourceFile? {
    let file: SourceFile
    do {
      file = try reading(path)
    } catch {
      if error.all.contains(where: { $0.location?.line != nil }) {
        problems.report(error)
        return nil
      }
      let reasons = error.all.map(\.message).joined(separator: "; ")
      return reject(
        "'\(path)' cannot be included: \(reasons)", at: item.valueLocation,
        hint: "paths are relative to the including document's folder")
    }
    size += file.text.utf8.count
    if size > limit {
      return reject(
        "including '\(path)' makes the document larger than the limit of \(limit) bytes",
        at: item.valueLocation)
    }
    do {
      let good = try SourceCheck.readable(file, limit: limit)
      if MarkdownPage.endsInsideOfBlock(good.text) {
        return reject(
          "'\(path)' ends inside an unclosed block", at: item.valueLocation,
          hint: "close its fence or comment")
      }
      return good
    } catch {
      problems.report(error)
      return nil
    }
  }

  private mutating func reject<Result>(
    _ message: String, at place: SourceLocation, hint: String? = nil
  ) -> Result? {
    problems.report(Diagnostic(message, at: place, hint: hint))
    return nil
  }
}
