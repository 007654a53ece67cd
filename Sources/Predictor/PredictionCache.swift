import Classifier
import Foundation
import LinearAlgebra

/// Predictions on disk, found by what was asked, so that nobody asks twice.
///
/// A folder for each program, by its identity, and in it a file for each review, by the review's text, which holds the
/// answers to all its variations. A line is the hash of a text and a probability for each class. Lines are only added, under a
/// lock; one that a crash cut short has no end, is not read, and is cut off before the next is written.
struct PredictionCache: Sendable {
  private let folder: URL
  private let classes: Int

  /// Opens the cache of a program; the folder is made when there is something to keep.
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

  /// The folder of all caches where nobody says another one.
  static var standardPath: String {
    let environment = ProcessInfo.processInfo.environment
    let caches =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.cache"
    return caches + "/literate-saliency"
  }

  /// What a text is found by.
  static func key(_ text: String) -> String { hash([text]) }

  private static func hash(_ parts: [String]) -> String {
    String(Model.digest(parts.map { Array($0.utf8) }).prefix(32))
  }

  private func file(of review: String) -> URL { folder.appending(path: Self.key(review)) }

  /// All answers about the variations of a review.
  ///
  /// - Parameter review: The review.
  /// - Returns: Probabilities by the hash of a text; what can't be read is not known.
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

  /// Keeps answers about variations of a review.
  ///
  /// - Parameters:
  ///   - answers: Probabilities by the hash of a text.
  ///   - review: The review.
  /// - Throws: What the machine says.
  func add(_ answers: [(key: String, probabilities: [Double])], about review: String) throws {
    let file = file(of: review)
    if !FileManager.default.fileExists(atPath: file.path) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // What another program writes between the two lines is lost, and asked again one day.
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

  /// Where the words of a text stand.
  ///
  /// - Parameter text: The text.
  /// - Returns: Ranges of Unicode scalars; nil where they are not known.
  func words(of text: String) -> [Range<Int>]? {
    guard let data = try? Data(contentsOf: file(of: text).appendingPathExtension("words")),
      data.last == UInt8(ascii: "\n")
    else { return nil }
    let length = text.unicodeScalars.count
    var words: [Range<Int>] = []
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let ends = line.split(separator: " ").compactMap { Int($0) }
      guard ends.count == 2, (words.last?.upperBound ?? 0) <= ends[0], ends[0] < ends[1],
        ends[1] <= length
      else { return nil }
      words.append(ends[0]..<ends[1])
    }
    return words
  }

  /// Keeps where the words of a text stand.
  ///
  /// - Parameters:
  ///   - words: Ranges of Unicode scalars.
  ///   - text: The text.
  /// - Throws: What the machine says.
  func add(words: [Range<Int>], of text: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = words.map { "\($0.lowerBound) \($0.upperBound)" }.joined(separator: "\n") + "\n"
    try Data(lines.utf8).write(
      to: file(of: text).appendingPathExtension("words"), options: .atomic)
  }

  /// The embeddings and gradients of a text's words.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - words: The number of its words.
  /// - Returns: The gradients; nil where they are not known.
  func gradients(of text: String, words: Int) -> WordGradients? {
    guard let data = try? Data(contentsOf: gradientFile(of: text)),
      data.last == UInt8(ascii: "\n")
    else { return nil }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    guard lines.count == (classes + 1) * words, let first = lines.first else { return nil }
    let columns = first.count { $0 == UInt8(ascii: " ") } + 1
    var numbers: [Double] = []
    for line in lines {
      let row = String(decoding: line, as: UTF8.self).split(separator: " ")
        .compactMap { Double($0) }.filter(\.isFinite)
      guard row.count == columns else { return nil }
      numbers += row
    }
    let size = words * columns
    let matrices = stride(from: 0, to: numbers.count, by: size).map { start in
      Matrix(rows: words, columns: columns, Array(numbers[start..<start + size]))
    }
    return WordGradients(embeddings: matrices[0], logits: Array(matrices.dropFirst()))
  }

  /// Keeps the embeddings and gradients of a text's words: a line for each row, of embeddings first.
  ///
  /// - Parameters:
  ///   - gradients: A row for each word.
  ///   - text: The text.
  /// - Throws: What the machine says.
  func add(_ gradients: WordGradients, of text: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = ([gradients.embeddings] + gradients.logits).flatMap { matrix in
      (0..<matrix.rows).map { row in
        matrix.row(row).map { "\($0)" }.joined(separator: " ") + "\n"
      }
    }
    try Data(lines.joined().utf8).write(to: gradientFile(of: text), options: .atomic)
  }

  private func gradientFile(of text: String) -> URL {
    file(of: text).appendingPathExtension("gradients")
  }

  /// Where the last whole line ends, from the first byte.
  private static func end(of data: Data) -> Int {
    data.lastIndex(of: UInt8(ascii: "\n")).map { $0 - data.startIndex + 1 } ?? 0
  }
}
