import Classifier
import LinearAlgebra
import Predictor
import SourceText
import TestSupport
import Testing

/// How a program's tokens become words and pieces.
@Suite struct TokenTests {
  private static let hello =
    #"echo '{"protocol":1,"classes":["a","b"],"identity":"t","tokens":true}'; "#

  /// Asks a program that says certain tokens of a text.
  private static func tokens(
    of text: String, _ answer: String, more: String = ""
  ) throws -> (first: TextTokens, again: TextTokens) {
    try TemporaryFolder.use { folder in
      let child = Child(folder: folder)
      let line = #"{"id":1,"probabilities":[[0.5,0.5]],"tokens":[[\#(answer)]]\#(more)}"#
      let first = try child.start("\(hello) read -r line; echo '\(line)'")
      defer { first.stop() }
      let found = try first.tokens(of: text)
      // Another run has them from the disk.
      let second = try child.start("\(hello) cat > /dev/null")
      defer { second.stop() }
      return (found, try second.tokens(of: text))
    }
  }

  private static func token(_ start: Int, _ end: Int, _ word: String? = nil) -> String {
    #"{"start":\#(start),"end":\#(end)\#(word.map { ",\"word\":\($0)" } ?? "")}"#
  }

  @Test(arguments: [
    // Subwords of one word.
    (
      "unforgettable", [token(0, 2, "0"), token(2, 5, "0"), token(5, 13, "0")], [0..<13], [0, 0, 0]
    ),
    // Special tokens as Hugging Face has them: (0, 0), and no word.
    (
      "a film", [token(0, 0), token(0, 1, "0"), token(2, 6, "1"), token(0, 0, "null")],
      [0..<1, 2..<6], [nil, 0, 1, nil]
    ),
    // Neighbours without the key are words by themselves.
    ("abc", [token(0, 1), token(1, 3)], [0..<1, 1..<3], [0, 1]),
    // Byte-level tokens of one character share its place.
    ("🎬!", [token(0, 1, "0"), token(0, 1, "0"), token(1, 2, "1")], [0..<1, 1..<2], [0, 0, 1]),
    // White space that a token counts to itself is no part of a word.
    (
      "a film ", [token(0, 1, "0"), token(1, 6, "1"), token(6, 7, "2")], [0..<1, 2..<6],
      [0, 1, nil]
    ),
    ("", [token(0, 0), token(0, 0)], [], [nil, nil]),
  ])
  func `pieces are merged into words`(
    text: String, tokens: [String], words: [Range<Int>], pieces: [Int?]
  ) throws {
    let found = try Self.tokens(of: text, tokens.joined(separator: ","))
    #expect(found.first.words == words && found.first.read == words.indices)
    #expect(found.first.pieces.map(\.word) == pieces)
    #expect(found.again == found.first)
  }

  @Test(arguments: [
    ([token(0, 1), token(2, 6)], 0..<2, [0..<1, 2..<6, 7..<11, 12..<15]),
    ([token(7, 11), token(12, 15)], 2..<4, [0..<1, 2..<6, 7..<11, 12..<15]),
    ([token(2, 6)], 1..<2, [0..<1, 2..<6, 7..<11, 12..<15]),
    ([], 0..<0, [0..<1, 2..<6, 7..<11, 12..<15]),
  ])
  func `what a program cuts off is divided into words that it does not read`(
    tokens: [String], read: Range<Int>, words: [Range<Int>]
  ) throws {
    let found = try Self.tokens(
      of: "A film that was", tokens.joined(separator: ","), more: #","truncated":[true]"#)
    #expect(found.first.words == words && found.first.read == read)
    #expect(found.again == found.first)
    let whole = try Self.tokens(
      of: "A film that was", tokens.joined(separator: ","), more: #","truncated":[false]"#)
    #expect(whole.first.read == whole.first.words.indices && whole.first.words.count == read.count)
  }

  @Test(arguments: [
    (
      [token(0, 1, "0"), token(2, 3, "1"), token(4, 5, "0")],
      #"the token {"end":5,"start":4,"word":0}"#, "the tokens of a word must be adjacent"
    ),
    (
      [token(0, 1, "1.5")], #"the token {"end":1,"start":0,"word":1.5}"#,
      #""word" must be a non-negative integer, or null for a special token"#
    ),
    (
      [token(2, 3, "0"), token(0, 1, "1")], #"the token {"end":1,"start":0,"word":1}"#,
      "tokens need a start and an end in Unicode code points, in order and without overlap"
    ),
    (
      [token(2, 3, "0"), token(0, 1, "0")], #"the token {"end":1,"start":0,"word":0}"#,
      "tokens need a start and an end in Unicode code points, in order and without overlap"
    ),
    (
      [token(0, 9)], #"the token {"end":9,"start":0}"#,
      "tokens need a start and an end in Unicode code points, in order and without overlap"
    ),
    (
      [token(-1, 0)], #"the token {"end":0,"start":-1}"#,
      "tokens need a start and an end in Unicode code points, in order and without overlap"
    ),
  ])
  func `tokens that fit no text are explained`(tokens: [String], what: String, hint: String) throws
  {
    do {
      _ = try Self.tokens(of: "a b c", tokens.joined(separator: ","))
      Issue.record("\(what) is taken")
    } catch let error as Diagnostics {
      #expect(error.description.contains("returns for text 1 \(what) in batch 1"))
      #expect(error.description.hasSuffix("hint: \(hint)"))
    }
  }

  @Test func `a word about truncation that is neither true nor false is refused`() throws {
    #expect(throws: Diagnostics.self) {
      try Self.tokens(of: "a", Self.token(0, 1), more: #","truncated":["yes"]"#)
    }
  }

  @Test func `a program that answers at embeddings gives gradients`() throws {
    #expect(
      try Child.problem(of: #"echo '{"protocol":1,"classes":["a","b"],"embeddings":true}'"#) == """
        --predictor: error: the program 'COMMAND' supports embeddings but not gradients at startup
          hint: "embeddings":true requires "gradients":true and "tokens":true
        """)
  }

  @Test func `embeddings are asked in batches, and their gradients are checked`() throws {
    let hello =
      #"echo '{"protocol":1,"classes":["a","b"],"batch":2,"tokens":true,"gradients":true,"embeddings":true}'; "#
    func answer(_ id: Int, _ count: Int, _ gradient: String) -> String {
      let rows = Array(repeating: "[0.25,0.75]", count: count).joined(separator: ",")
      let gradients = Array(repeating: gradient, count: count).joined(separator: ",")
      return
        #"read -r line; echo "$line" >&2; echo '{"id":\#(id),"probabilities":[\#(rows)],"gradients":[\#(gradients)]}'; "#
    }
    try TemporaryFolder.use { folder in
      let points = (1...3).map { Matrix([[Double($0), 0.5]]) }
      let good = try Child(folder: folder).start(
        "\(hello)\(answer(1, 2, "[[[1,2]],[[3,4]]]"))\(answer(2, 1, "[[[1,2]],[[5,6]]]"))")
      defer { good.stop() }
      let found = try good.answers(at: points, of: "x")
      #expect(found.map(\.probabilities) == Array(repeating: [0.25, 0.75], count: 3))
      #expect(
        found.map { $0.logits[1] } == [Matrix([[3, 4]]), Matrix([[3, 4]]), Matrix([[5, 6]])])
      let bad = try Child(folder: folder).start("\(hello)\(answer(1, 1, "[[[1,2]],[[3]]]"))")
      defer { bad.stop() }
      do throws(Diagnostics) {
        _ = try bad.answers(at: [points[0]], of: "x")
        Issue.record("a short row is taken")
      } catch {
        #expect(
          error.description.contains(
            "returns for embeddings 1 and class 2 gradients whose row 1 is not a list of 2 numbers")
        )
      }
    }
  }
}
