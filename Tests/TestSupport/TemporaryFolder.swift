internal import Foundation

/// A folder that is there while a test runs.
public struct TemporaryFolder: Sendable {
  /// Its absolute path.
  public let path: String

  /// Makes a folder, lets a test use it and removes it.
  ///
  /// - Parameter body: The test.
  /// - Returns: What the test returns.
  /// - Throws: What the test throws.
  public static func use<Result>(
    _ body: (TemporaryFolder) throws -> Result
  ) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(TemporaryFolder(path: url.resolvingSymlinksInPath().path))
  }

  /// Makes a folder, lets a test that waits use it and removes it.
  ///
  /// - Parameter body: The test.
  /// - Returns: What the test returns.
  /// - Throws: What the test throws.
  public static func useWaiting<Result>(
    _ body: (TemporaryFolder) async throws -> Result
  ) async throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(TemporaryFolder(path: url.resolvingSymlinksInPath().path))
  }

  /// The path of a file in it.
  public subscript(name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, and the folders above it.
  ///
  /// - Parameters:
  ///   - contents: Its bytes.
  ///   - name: Its path from here.
  /// - Returns: Its absolute path.
  /// - Throws: What the machine says.
  @discardableResult
  public func write(_ contents: some Sequence<UInt8>, to name: String) throws -> String {
    let url = URL(filePath: self[name])
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(contents).write(to: url, options: .atomic)
    return self[name]
  }

  /// Writes a text file, and the folders above it.
  ///
  /// - Parameters:
  ///   - text: What it says.
  ///   - name: Its path from here.
  /// - Returns: Its absolute path.
  /// - Throws: What the machine says.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(text.utf8, to: name)
  }

  /// The text of a file; nil when there is none.
  public func read(_ name: String) -> String? {
    try? String(contentsOf: URL(filePath: self[name]), encoding: .utf8)
  }

  /// All files and folders in it, sorted.
  public var entries: [String] {
    (FileManager.default.subpaths(atPath: path) ?? []).sorted()
  }

  /// A message with the paths in it as they are from here.
  public func relative(_ message: some CustomStringConvertible) -> String {
    message.description.replacing(path + "/", with: "")
  }
}
