import Foundation
import Markdown
import SourceText

/// A document with the documents that it includes in the places of its `include` chunks.
///
/// Texts are put together, not pages: so footnotes, figures and sections are numbered through, and a reference or a link
/// may lead from one part to another. Each line remembers its file, so that what is wrong with a part is reported there.
struct Assembly {
  private(set) var problems = Diagnostics()
  /// The paths of the included documents, in the order in which they are met, each once.
  private(set) var paths: [String] = []
  private let limit: Int
  private var size = 0

  /// How deep documents may include each other.
  static let mostDepth = 8

  /// Some lines of the whole that follow each other in one file.
  private struct Piece {
    let file: String
    /// The number of the first line there.
    let line: Int
    let texts: [Substring]
    /// The same without front matter.
    let bodies: ArraySlice<Substring>
  }

  /// - Parameter limit: The largest size of the whole in bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// Puts a document together.
  ///
  /// - Parameters:
  ///   - file: The document.
  ///   - reading: Reads an included one.
  /// - Returns: The lines of the whole, its Markdown with empty lines in place of front matter, and the front matter.
  mutating func assemble(
    _ file: SourceFile, reading: (_ path: String) throws(Diagnostic) -> SourceFile
  ) -> (SourceLines, body: String, FrontMatterReader) {
    let lines = SourceLines(file)
    let front = FrontMatterReader(lines)
    problems.report(contentsOf: front.problems.all)
    size = file.text.utf8.count
    guard front.body.contains("{include") else { return (lines, front.body, front) }
    let pieces = self.pieces(of: lines, front, chain: [file.path], reading: reading)
    if paths.isEmpty { return (lines, front.body, front) }
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
      pieces.flatMap(\.bodies).joined(separator: "\n"), front
    )
  }

  private mutating func pieces(
    of lines: SourceLines, _ front: FrontMatterReader, chain: [String],
    reading: (String) throws(Diagnostic) -> SourceFile
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
      // An empty line on either side keeps the part's blocks apart from those around it.
      let edge = Piece(file: path, line: line, texts: [""], bodies: [""])
      all += [edge] + part + [edge]
      next = line + fence.lines.count + 1
    }
    all.append(own(next..<max(next, bodies.count)))
    return all.filter { !$0.texts.isEmpty }
  }

  /// The pieces that an `include` stands for; nil for any other chunk, or where there is a problem.
  private mutating func include(
    _ slot: Slot, _ fence: Slot.Fence, in lines: SourceLines, chain: [String],
    reading: (String) throws(Diagnostic) -> SourceFile
  ) -> [Piece]? {
    var ignored = Diagnostics()
    guard fence.isClosed, let braces = Braces(slot.words, problems: &ignored),
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
        Diagnostic("chunk 'include' takes no label, not '\(label.text)'", at: label.location))
    }
    guard let item, !item.value.isEmpty else {
      return reject(
        "chunk 'include' needs a file", at: slot.location,
        hint: "write a line such as 'file: part.md'")
    }
    guard fence.isTopLevel else {
      return reject("an include can't stand in a list or a quote", at: slot.location)
    }
    return part(item, from: lines.source.path, chain: chain, reading: reading)
  }

  private mutating func part(
    _ item: Options.Item, from includer: String, chain: [String],
    reading: (String) throws(Diagnostic) -> SourceFile
  ) -> [Piece]? {
    let path = Self.path(item.value, from: includer)
    let identities = chain.map { URL(filePath: $0).standardizedFileURL.path }
    if let start = identities.firstIndex(of: URL(filePath: path).standardizedFileURL.path) {
      let names = chain[start...] + [chain[start]]
      return reject(
        "this include goes round in a circle", at: item.valueLocation,
        hint: names.joined(separator: " → "))
    }
    if chain.count > Self.mostDepth {
      return reject(
        "documents include each other more than \(Self.mostDepth) deep", at: item.valueLocation,
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
          hint: "give them in '\(chain[0])'", severity: .warning))
    }
    return pieces(of: lines, front, chain: chain + [path], reading: reading)
  }

  private mutating func read(
    _ path: String, for item: Options.Item, reading: (String) throws(Diagnostic) -> SourceFile
  ) -> SourceFile? {
    let file: SourceFile
    do throws(Diagnostic) {
      file = try reading(path)
    } catch {
      if error.location?.line != nil {
        problems.report(error)
        return nil
      }
      return reject(
        "'\(path)' can't be included: \(error.message)", at: item.valueLocation,
        hint: "paths begin at the folder of the document that includes")
    }
    size += file.text.utf8.count
    if size > limit {
      return reject(
        "with '\(path)' the document has more than the \(limit) bytes that are read",
        at: item.valueLocation)
    }
    do throws(Diagnostics) {
      let good = try SourceCheck.readable(file, limit: limit)
      if MarkdownPage.endsInsideOfBlock(good.text) {
        return reject(
          "'\(path)' ends inside of a block that it never closes", at: item.valueLocation,
          hint: "close the fence or the comment in it")
      }
      return good
    } catch {
      problems.report(contentsOf: error.all)
      return nil
    }
  }

  /// A path counts from the folder of the document that names it.
  private static func path(_ named: String, from includer: String) -> String {
    guard !named.hasPrefix("/"), let slash = includer.lastIndex(of: "/") else { return named }
    return includer[...slash] + named
  }

  private mutating func reject<Result>(
    _ message: String, at place: SourceLocation, hint: String? = nil
  ) -> Result? {
    problems.report(Diagnostic(message, at: place, hint: hint))
    return nil
  }
}
