import Classifier
import Foundation
import LinearAlgebra

/// Predictions cached on disk, so that no text is predicted twice.
///
/// Each program has a folder, by its identity; in it, each review has a file, by its text, which holds the predictions for all
/// its variations. A line contains the hash of a text and one probability per class. Lines are only appended, under a lock; a
/// line cut short by a crash has no end, is not read, and is removed before the next write.
struct PredictionCache: Sendable {
  private let folder: URL
  private let classes: Int

  /// Opens the cache of a program; the folder is created on the first write.
  ///
  /// - Parameters:
  ///   - path: The folder of all caches.
  ///   - identity: The program's identity.
  ///   - classes: The names of its classes.
  init(_ path: String, identity: String, classes: [String]) {
    let name = Self.hash([identity] + classes)
    folder = URL(filePath: path).appending(path: "predictions-1").appending(path: name)
    self.classes = classes.count
  }

  /// The default folder of all caches.
  static var standardPath: String {
    let environment = ProcessInfo.processInfo.environment
    let caches =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.cache"
    return caches + "/literate-saliency"
  }

  /// Returns the key of a text.
  static func key(_ text: String) -> String { hash([text]) }

  private static func hash(_ parts: [String]) -> String {
    String(Model.digest(parts.map { Array($0.utf8) }).prefix(32))
  }

  private func file(of review: String) -> URL { folder.appending(path: Self.key(review)) }

  /// Returns the cached predictions for the variations of a review.
  ///
  /// - Parameter review: The review.
  /// - Returns: Probabilities by the hash of a text; unreadable entries are omitted.
  func answers(about review: String) -> [String: [Double]] {
    guard let data = try? Data(contentsOf: file(of: review)) else { return [:] }
    var answers: [String: [Double]] = [:]
    for line in data[..<Self.end(of: data)].split(separator: UInt8(ascii: "\n")) {
      let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
      let numbers = parts.dropFirst().compactMap { Double($0) }
      guard parts.count == classes + 1, numbers.count == classes, parts[0].utf8.count == 32,
        numbers.allSatisfy({ (0...1).contains($0) })
      else { continue }
      answers[String(parts[0])] = numbers
    }
    return answers
  }

  /// Adds predictions for variations of a review.
  ///
  /// - Parameters:
  ///   - answers: Probabilities by the hash of a text.
  ///   - review: The review.
  /// - Throws: Errors of the file system.
  func add(_ answers: [(key: String, probabilities: [Double])], about review: String) throws {
    let file = file(of: review)
    if !FileManager.default.fileExists(atPath: file.path) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Entries that another program writes between the next two lines are lost, and computed again
      // later.
      try Data().write(to: file)
    }
    let handle = try FileHandle(forUpdating: file)
    defer { try? handle.close() }
    flock(handle.fileDescriptor, LOCK_EX)
    let last = try handle.seekToEnd()
    // A line is far shorter than this.
    let tail = min(last, 1 << 16)
    try handle.seek(toOffset: last - tail)
    let bytes = try handle.readToEnd() ?? Data()
    try handle.truncate(atOffset: last - tail + UInt64(Self.end(of: bytes)))
    let lines = answers.map { answer in
      ([answer.key] + answer.probabilities.map { "\($0)" }).joined(separator: " ") + "\n"
    }
    try handle.write(contentsOf: Data(lines.joined().utf8))
  }

  /// Returns the cached words and pieces of a text.
  ///
  /// - Parameter text: The text.
  /// - Returns: The tokens; nil if they are not cached.
  func tokens(of text: String) -> TextTokens? {
    guard let data = try? Data(contentsOf: tokenFile(of: text)), data.last == UInt8(ascii: "\n")
    else { return nil }
    let length = text.unicodeScalars.count
    var (words, pieces): ([Range<Int>], [TextTokens.Piece]) = ([], [])
    var read: Range<Int>?
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ")
      let numbers = parts.dropFirst().compactMap { Int($0) }
      guard numbers.count >= 2, 0 <= numbers[0], numbers[0] <= numbers[1], numbers[1] <= length
      else { return nil }
      let range = numbers[0]..<numbers[1]
      switch parts[0] {
      case "read": read = range
      case "word" where (words.last?.upperBound ?? 0) <= range.lowerBound && !range.isEmpty:
        words.append(range)
      case "piece": pieces.append(.init(range: range, word: numbers.dropFirst(2).first))
      default: return nil
      }
    }
    guard let read, read.upperBound <= words.count,
      pieces.allSatisfy({ read.isEmpty ? $0.word == nil : ($0.word ?? 0) < read.count })
    else { return nil }
    return TextTokens(words: words, read: read, pieces: pieces)
  }

  /// Adds the words and pieces of a text, one per line.
  ///
  /// - Parameters:
  ///   - tokens: The tokens.
  ///   - text: The text.
  /// - Throws: Errors of the file system.
  func add(_ tokens: TextTokens, of text: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func line(_ name: String, _ range: Range<Int>, _ more: String = "") -> String {
      "\(name) \(range.lowerBound) \(range.upperBound)\(more)\n"
    }
    let lines =
      [line("read", tokens.read)] + tokens.words.map { line("word", $0) }
      + tokens.pieces.map { piece in
        line("piece", piece.range, piece.word.map { " \($0)" } ?? "")
      }
    try Data(lines.joined().utf8).write(to: tokenFile(of: text), options: .atomic)
  }

  private func tokenFile(of text: String) -> URL {
    file(of: text).appendingPathExtension("tokens")
  }

  /// Returns the cached embeddings and gradients of a text's pieces.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - pieces: The number of its pieces.
  /// - Returns: The gradients; nil if they are not cached.
  func gradients(of text: String, pieces: Int) -> PieceGradients? {
    guard let data = try? Data(contentsOf: gradientFile(of: text)),
      data.last == UInt8(ascii: "\n")
    else { return nil }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    guard lines.count == (classes + 2) * pieces, let first = lines.first else { return nil }
    let columns = first.count { $0 == UInt8(ascii: " ") } + 1
    var numbers: [Double] = []
    for line in lines {
      let row = String(decoding: line, as: UTF8.self).split(separator: " ")
        .compactMap { Double($0) }.filter(\.isFinite)
      guard row.count == columns else { return nil }
      numbers += row
    }
    let size = pieces * columns
    let matrices = stride(from: 0, to: numbers.count, by: size).map { start in
      Matrix(rows: pieces, columns: columns, Array(numbers[start..<start + size]))
    }
    return PieceGradients(
      embeddings: matrices[0], logits: Array(matrices.dropFirst(2)), baselines: matrices[1])
  }

  /// Adds the embeddings and gradients of a text's pieces: one line per row, embeddings and baselines first.
  ///
  /// - Parameters:
  ///   - gradients: One row per piece.
  ///   - text: The text.
  /// - Throws: Errors of the file system.
  func add(_ gradients: PieceGradients, of text: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let all = [gradients.embeddings, gradients.baselines] + gradients.logits
    let lines = all.flatMap { matrix in
      (0..<matrix.rows).map { row in
        matrix.row(row).map { "\($0)" }.joined(separator: " ") + "\n"
      }
    }
    try Data(lines.joined().utf8).write(to: gradientFile(of: text), options: .atomic)
  }

  private func gradientFile(of text: String) -> URL {
    file(of: text).appendingPathExtension("gradients")
  }

  /// Returns the offset after the last complete line.
  private static func end(of data: Data) -> Int {
    data.lastIndex(of: UInt8(ascii: "\n")).map { $0 - data.startIndex + 1 } ?? 0
  }
}
