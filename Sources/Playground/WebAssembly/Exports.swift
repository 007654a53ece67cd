import Playground

// The functions that a page calls. All memory belongs to the module: a page asks for a place, writes bytes there, and takes
// results from such places.

/// A model with the last text, the answer to it, and the text after the last edit.
final class Session {
  let model: PlaygroundModel
  var answer: PlaygroundAnswer
  var text: PlaygroundText
  /// The results by their kind: numbers, words of the gradient, parts of the text, edited text.
  var results: [[UInt8]] = [[], [], [], []]

  init(_ model: PlaygroundModel) {
    self.model = model
    answer = PlaygroundAnswer("", by: model)
    text = PlaygroundText("", answer)
  }

  /// Returns the session that a page holds.
  static func held(_ handle: UnsafeMutableRawPointer) -> Session {
    unsafe Unmanaged<Session>.fromOpaque(handle).takeUnretainedValue()
  }

  /// Answers a text.
  func read(_ source: String, padding: Int) {
    answer = PlaygroundAnswer(source, padding: padding, by: model)
    text = PlaygroundText(source, answer)
    results[0] = answer.numbers.flatMap { Self.bytes($0.bitPattern) }
    // A vocabulary has one word per line, so no word contains the separator.
    results[1] = answer.directions.flatMap { direction in
      Array(model.word(direction.index).utf8) + [UInt8(ascii: "\n")]
    }
    results[2] = text.parts.flatMap { part in
      Self.bytes(UInt32(part.length)) + Self.bytes(UInt32(bitPattern: Self.code(part.paint)))
    }
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// The number of a paint: that of the word, −1 for text between words, −2 for text that is never read.
  private static func code(_ paint: PlaygroundText.Paint) -> Int32 {
    switch paint {
    case .plain: -1
    case .unread: -2
    case .word(let word): Int32(word)
    }
  }
}

private func bytes(_ place: UnsafeRawPointer, _ count: Int32) -> [UInt8] {
  unsafe Array(UnsafeRawBufferPointer(start: place, count: Int(count)))
}

/// Returns a place for some bytes.
@c(playground_allocate)
public func allocate(_ count: Int32) -> UnsafeMutableRawPointer {
  UnsafeMutableRawPointer.allocate(byteCount: Int(max(count, 1)), alignment: 16)
}

/// Returns a place to the module.
@c(playground_release)
public func release(_ place: UnsafeMutableRawPointer) { unsafe place.deallocate() }

/// Reads a model, and returns a handle for the functions below; nil for bytes that are not a model.
@c(playground_open)
public func open(_ place: UnsafeRawPointer, _ count: Int32) -> UnsafeMutableRawPointer? {
  guard let model = unsafe PlaygroundModel(reading: bytes(place, count)) else { return nil }
  return unsafe Unmanaged.passRetained(Session(model)).toOpaque()
}

/// Explains a text in UTF-8 with additional positions of padding.
@c(playground_answer)
public func answer(
  _ handle: UnsafeMutableRawPointer, _ place: UnsafeRawPointer, _ count: Int32, _ padding: Int32
) {
  let text = unsafe String(decoding: bytes(place, count), as: UTF8.self)
  unsafe Session.held(handle).read(text, padding: Int(max(padding, 0)))
}

/// Returns the word at a place in UTF-16 code units; −1 if there is none.
@c(playground_word)
public func word(_ handle: UnsafeMutableRawPointer, _ place: Int32) -> Int32 {
  unsafe Session.held(handle).text.word(at: Int(place)).map { Int32($0) } ?? -1
}

/// Edits the last text at a word; the result is the edited text.
@c(playground_edit)
public func edit(_ handle: UnsafeMutableRawPointer, _ kind: Int32, _ word: Int32, _ seed: Int32) {
  guard let edit = PlaygroundText.Edit(rawValue: kind) else { return }
  let session = unsafe Session.held(handle)
  let text = session.text.edited(
    edit, word: word < 0 ? nil : Int(word), seed: UInt64(UInt32(bitPattern: seed)))
  session.results[3] = Array(text.utf8)
}

/// Returns the number of bytes of a result.
@c(playground_size)
public func size(_ handle: UnsafeMutableRawPointer, _ kind: Int32) -> Int32 {
  unsafe Int32(Session.held(handle).results[Int(kind & 3)].count)
}

/// Copies a result to a place.
@c(playground_take)
public func take(
  _ handle: UnsafeMutableRawPointer, _ kind: Int32, _ place: UnsafeMutableRawPointer
) {
  unsafe Session.held(handle).results[Int(kind & 3)].withUnsafeBytes { bytes in
    guard let start = bytes.baseAddress else { return }
    unsafe place.copyMemory(from: start, byteCount: bytes.count)
  }
}

/// Returns the digest of the numbers of the last answer.
@c(playground_digest)
public func digest(_ handle: UnsafeMutableRawPointer) -> UInt64 {
  unsafe PlaygroundAnswer.digest(Session.held(handle).answer.numbers)
}
