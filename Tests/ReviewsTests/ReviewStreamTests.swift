import Reviews
import SourceText
import TestSupport
import Testing

/// Reviews that are read while their lines arrive.
struct ReviewStreamTests {
  private func start(
    _ text: String, pieces size: Int = 7, path: String = "<stdin>"
  ) throws -> ReviewStream.Start {
    try ReviewStream.start(path: path, read: Pieces.of(text.utf8, size: size))
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
  func `of other forms, the bytes that were read are returned`(text: String) throws {
    for size in [1, 7, 10_000] {
      guard case .other(let bytes) = try start(text, pieces: size) else {
        Issue.record("'\(text)' is read by lines")
        return
      }
      #expect(!bytes.isEmpty && text.utf8.starts(with: bytes))
    }
  }

  @Test(arguments: ["", "\n\n", "# nothing\n"])
  func `an input without a review ends at once`(text: String) throws {
    #expect(try elements(text).isEmpty)
  }
}
