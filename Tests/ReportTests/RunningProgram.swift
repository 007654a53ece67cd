import Foundation
import Processes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The built program while it runs.
///
/// Whatever is waited for comes in the end, and the limit is far beyond that; nothing is concluded from time.
final class RunningProgram: Sendable {
  private let process: ChildProcess
  private let output: URL
  private let error: URL

  /// Starts `report`.
  ///
  /// - Parameters:
  ///   - arguments: The words of the command line.
  ///   - folder: The folder that it runs in, which takes its output too.
  ///   - temporary: The folder for what it needs for a while.
  /// - Throws: What the machine says.
  init(_ arguments: [String], in folder: String, temporary: String) throws {
    output = URL(filePath: "\(folder)/output")
    error = URL(filePath: "\(folder)/error")
    for stream in [output, error] { try Data().write(to: stream) }
    process = try ChildProcess(
      Launch(
        try Program.executable.path, arguments,
        environment: Program.environment(changed: ["TMPDIR": temporary]), folder: folder),
      output: output.path, errors: error.path)
  }

  /// Waits for the first line of standard output.
  func firstLine() async throws -> String {
    for _ in 0..<30_000 {
      let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
      if let end = text.firstIndex(of: "\n") { return String(text[..<end]) }
      if process.ending != nil { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Program.Failure(description: "nothing stands on standard output: \(try errors())")
  }

  /// Waits for the first build of a preview, whose address is printed before it; returns the address.
  func firstBuild() async throws -> String {
    let address = try await firstLine()
    try await ServedSite(address: address).afterFirstBuild()
    return address
  }

  /// What stands on standard error.
  func errors() throws -> String {
    String(decoding: try Data(contentsOf: error), as: UTF8.self)
  }

  /// Whether it has ended.
  var hasEnded: Bool { process.ending != nil }

  /// Sends a signal and waits for the end.
  ///
  /// - Parameter number: The signal.
  /// - Returns: The exit status; nil when the signal ended the program by itself.
  /// - Throws: A failure when the program goes on.
  func end(by number: Int32) throws -> Int32? {
    process.send(number)
    guard let ending = process.ending(within: Program.timeLimit) else {
      throw Program.Failure(description: "'report' goes on after signal \(number)")
    }
    return ending.status
  }

  /// Sends a signal, and lets the program do what it does.
  func send(_ number: Int32) { process.send(number) }

  /// Ends the program whatever it does; one that has ended already stays as it is.
  func kill() { process.send(SIGKILL) }
}

/// A site that a running program serves.
struct ServedSite {
  /// Its address with a slash at the end.
  let address: String

  /// What stands at a path, with the status.
  func get(_ path: String, host: String? = nil) async throws -> (status: Int, text: String) {
    guard let url = URL(string: address + path) else {
      throw Program.Failure(description: "'\(address + path)' is no address")
    }
    var request = URLRequest(url: url, timeoutInterval: 300)
    if let host { request.setValue(host, forHTTPHeaderField: "Host") }
    let (data, response) = try await URLSession.shared.data(for: request)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
  }

  /// The name of the last build.
  func build() async throws -> String { try await get("_preview/build").text }

  /// Waits until something was built, be it good or not.
  func afterFirstBuild() async throws {
    for _ in 0..<15 where try await build().hasSuffix(".0") {
      _ = try await get("_preview/build?after=\(try await build())")
    }
  }

  /// Does something and waits for the build that comes of it.
  func afterBuild(_ change: () throws -> Void) async throws {
    let before = try await build()
    try change()
    for _ in 0..<15 where try await get("_preview/build?after=\(before)").text != before { return }
    throw Program.Failure(description: "there is no build after '\(before)'")
  }
}
