internal import Foundation
internal import SourceText

/// A reader of files, and what must hold whatever bytes it is given.
///
/// A new one is a file, a line in ``Fuzzers/all`` and a folder of small inputs in `Corpus`.
public protocol Fuzzer: Sendable {
  /// Its name, which is that of its corpus too.
  static var name: String { get }

  /// Reads bytes, and uses what could be read.
  ///
  /// - Parameter bytes: A file, which is not to be trusted.
  /// - Throws: A law that does not hold. That a file is refused breaks none.
  static func check(_ bytes: [UInt8]) throws(BrokenLaw)
}

/// The readers of files that are not to be trusted.
public enum Fuzzers {
  /// Every fuzzer; a new one is added here.
  public static let all: [any Fuzzer.Type] = [
    ExpressionFuzzer.self,
    FastTextFuzzer.self,
    FrontMatterFuzzer.self,
    JSONFuzzer.self,
    ModelFuzzer.self,
    PartsFuzzer.self,
    PicksFuzzer.self,
    ReviewsFuzzer.self,
    SafetensorsFuzzer.self,
    VocabularyFuzzer.self,
  ]

  /// The folder with the corpora and the dictionaries.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The inputs of a fuzzer that are kept: small files of every kind, and whatever once did harm.
  ///
  /// - Parameter name: Its name.
  /// - Returns: Paths in order.
  public static func corpus(of name: String) -> [String] {
    let folder = folder.appending(path: "Corpus/\(name)").path
    return names(in: folder).map { "\(folder)/\($0)" }
  }

  /// The names of the folders with corpora, in order.
  public static var corpora: [String] { names(in: folder.appending(path: "Corpus").path) }

  // A folder that can't be read is an empty one, which a test forbids.
  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}

/// A law that a reader breaks.
public struct BrokenLaw: Error, CustomStringConvertible {
  /// What does not hold.
  public let description: String

  init(_ description: String) { self.description = description }

  /// Asks that something holds.
  static func unless(_ holds: Bool, _ law: @autoclosure () -> String) throws(BrokenLaw) {
    guard holds else { throw BrokenLaw(law()) }
  }

  /// Runs a step that must have no problems.
  static func ifRefused<Value>(
    _ law: String, _ step: () throws(Diagnostics) -> Value
  ) throws(BrokenLaw) -> Value {
    do { return try step() } catch { throw BrokenLaw("\(law): \(error)") }
  }

  /// Asks that the problems of a file lie within it.
  static func ifMisplaced(_ problems: Diagnostics, in bytes: [UInt8]) throws(BrokenLaw) {
    try unless(!problems.all.isEmpty, "a file is refused without a word")
    // What is compressed has lines that its bytes do not show.
    if bytes.starts(with: [0x1F, 0x8B]) { return }
    // Line ends are LF, CRLF or CR.
    let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    for problem in problems.all {
      try unless(!problem.message.isEmpty, "a problem without a message")
      try unless(1...lines ~= problem.location?.line ?? 1, "of \(lines) lines: \(problem)")
      try unless(
        1...bytes.count + 1 ~= problem.location?.column ?? 1,
        "of \(bytes.count) bytes: \(problem)")
    }
    try unless(!DiagnosticPrinter().text(problems.all).isEmpty, "nothing is printed")
  }
}
