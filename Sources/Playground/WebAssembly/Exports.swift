import Playground

// The functions that a page calls. All memory belongs to the module: a page asks for a place, writes bytes there, and takes
// results from such places.

/// A session with the results of the last calls.
final class Page {
  var session: PlaygroundSession
  /// The results by their kind: numbers, words of the gradient, edited text, announcement for screen readers, changes of the page.
  var results: [[UInt8]] = [[], [], [], [], []]

  init(_ model: PlaygroundModel) { session = PlaygroundSession(model) }

  /// Returns the page that holds a handle.
  static func held(_ handle: UnsafeMutableRawPointer) -> Page {
    unsafe Unmanaged<Page>.fromOpaque(handle).takeUnretainedValue()
  }

  /// Answers a text.
  func read(_ source: String, padding: Int) {
    session.read(source, padding: padding)
    let answer = session.answer
    results[0] = answer.numbers.flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(8 * $0)) }
    }
    // A vocabulary has one word per line, so no word contains the separator.
    results[1] = answer.directions.flatMap { direction in
      Array(session.model.word(direction.index).utf8) + [UInt8(ascii: "\n")]
    }
    results[3] = Array(session.spoken.utf8)
  }
}

/// A place in the text; nil for −1, before the reader has placed the caret.
private func caret(_ place: Int32) -> Int? { place < 0 ? nil : Int(place) }

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
  return unsafe Unmanaged.passRetained(Page(model)).toOpaque()
}

/// Explains a text in UTF-8 with additional positions of padding.
@c(playground_answer)
public func answer(
  _ handle: UnsafeMutableRawPointer, _ place: UnsafeRawPointer, _ count: Int32, _ padding: Int32
) {
  let text = unsafe String(decoding: bytes(place, count), as: UTF8.self)
  unsafe Page.held(handle).read(text, padding: Int(max(padding, 0)))
}

/// Edits the last text at a caret; the result is the edited text.
@c(playground_edit)
public func edit(_ handle: UnsafeMutableRawPointer, _ kind: Int32, _ place: Int32, _ seed: Int32) {
  guard let edit = PlaygroundText.Edit(rawValue: kind) else { return }
  let page = unsafe Page.held(handle)
  let text = page.session.edited(
    edit, at: caret(place), seed: UInt64(UInt32(bitPattern: seed)))
  page.results[2] = Array(text.utf8)
}

/// Computes the changes of a page; the result is JSON.
@c(playground_paint)
public func paint(_ handle: UnsafeMutableRawPointer, _ parts: Int32, _ place: Int32) {
  let page = unsafe Page.held(handle)
  page.results[4] = page.session.json(.init(rawValue: parts), at: caret(place))
}

/// Returns the number of bytes of a result.
@c(playground_size)
public func size(_ handle: UnsafeMutableRawPointer, _ kind: Int32) -> Int32 {
  unsafe Int32(Page.held(handle).results[Int(kind)].count)
}

/// Copies a result to a place.
@c(playground_take)
public func take(
  _ handle: UnsafeMutableRawPointer, _ kind: Int32, _ place: UnsafeMutableRawPointer
) {
  unsafe Page.held(handle).results[Int(kind)].withUnsafeBytes { bytes in
    guard let start = bytes.baseAddress else { return }
    unsafe place.copyMemory(from: start, byteCount: bytes.count)
  }
}

/// Returns the digest of the numbers of the last answer.
@c(playground_digest)
public func digest(_ handle: UnsafeMutableRawPointer) -> UInt64 {
  unsafe PlaygroundAnswer.digest(Page.held(handle).session.answer.numbers)
}
