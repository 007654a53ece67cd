import Reviews
import SourceText
import Synchronization
import Testing

/// Reviews that are read while their lines arrive.
struct ReviewStreamTests {
  /// Returns a function that hands out bytes in pieces.
  private func pieces(_ bytes: [UInt8], of size: Int) -> @Sendable () -> [UInt8] {
    let rest = Pieces(bytes)
    return { rest.next(size) }
  }

  private final class Pieces: Sendable {
    private let rest: Mutex<ArraySlice<UInt8>>

    init(_ bytes: [UInt8]) { rest = Mutex(bytes[...]) }

    func next(_ size: Int) -> [UInt8] {
      rest.withLock { rest in
        defer { rest = rest.dropFirst(size) }
        return Array(rest.prefix(size))
      }
    }
  }

  private func start(
    _ text: String, pieces size: Int = 7, path: String = "<stdin>"
  ) throws -> ReviewStream.Start {
    try ReviewStream.start(path: path, read: pieces(Array(text.utf8), of: size))
  }

  /// Reads all elements of a stream.
  private func elements(_ text: String, pieces size: Int = 7) throws -> [ReviewStream.Element] {
    guard case .lines(var stream) = try start(text, pieces: size) else {
      Issue.record("'\(text)' is not read by lines")
      return []
    }
    var elements: [ReviewStream.Element] = []
    while let element = try stream.next() { elements.append(element) }
    return elements
  }

  private static let inputs = [
    "A good film.\n\n# A comment.\n{#slow label=negative} A bad film: 悪い映画.\r\n\\@home at last",
    "{\"text\": \"A good film.\", \"label\": \"pos\"}\n{\"id\": \"b\", \"text\": \"Bad\\u2028.\"}\n",
    "\n\n{\"text\": \"one\"}\n",
  ]

  @Test(arguments: inputs, [1, 2, 7, 10_000])
  func `lines give the reviews of a file, however they arrive`(text: String, size: Int) throws {
    var reader = ReviewReader()
    reader.read(parsing: Array(text.utf8), path: "<stdin>")
    #expect(!reader.problems.hasErrors && !reader.rows.isEmpty)
    let rows = try elements(text, pieces: size).compactMap { element -> ReviewRow? in
      if case .review(let row) = element { row } else { nil }
    }
    #expect(rows == reader.rows)
  }

  @Test(arguments: [
    ("Fine.\n{#a b} x\n{#c} y\n", "<stdin>:2:"), ("Fine.\n\u{1}ok\n@nowhere.txt\nz", "<stdin>:3:1"),
    ("{\"text\":\"a\"}\n{\"txt\":\"b\"}\n{\"text\":\"c\"}\n", "<stdin>:2"),
    ("{\"text\":\"a\"}\nnone\n{\"text\":\"c\"}", "<stdin>:2"),
  ])
  func `a line that cannot be read is reported at its place, and the next one is read`(
    text: String, place: String
  ) throws {
    let all = try elements(text)
    let problems = all.flatMap { element -> [Diagnostic] in
      if case .problems(let problems) = element { problems } else { [] }
    }
    #expect(problems.count == 1)
    #expect(problems.first?.location?.description.hasPrefix(place) == true, "\(problems)")
    guard case .review? = all.last else {
      Issue.record("the last line is not a review")
      return
    }
  }

  @Test(arguments: [
    "text,label\nA film,pos\n", "review\tsentiment\nx\ty\n", "[{\"text\": \"a\"}]",
    "{\n\"text\": \"a\"\n}\n", "__label__pos A film\n", "A film\tpositive\nAnother\tnegative\n",
    "text\nA film.\n",
  ])
  func `other forms are returned whole`(text: String) throws {
    guard case .whole(let bytes) = try start(text) else {
      Issue.record("'\(text)' is read by lines")
      return
    }
    #expect(bytes == Array(text.utf8))
  }

  @Test(arguments: ["", "\n\n", "# nothing\n"])
  func `an input without a review ends at once`(text: String) throws {
    #expect(try elements(text).isEmpty)
  }
}
