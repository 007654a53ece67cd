import Foundation
import Testing

/// The built program, run as a user runs it.
struct Program {
  /// What a run left.
  struct Outcome {
    /// The exit status; nil when a signal ended the program.
    let status: Int32?
    /// What stood on standard output.
    let output: String
    /// What stood on standard error.
    let error: String
  }

  /// The program never started, or never came to an end.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Far more than the slowest run needs on a busy machine: only a program that hangs gets there.
  private static let timeLimit = DispatchTimeInterval.seconds(300)

  /// The folder that the program runs in.
  let folder: String
  /// What is added to the environment; nil takes a variable away.
  var environment: [String: String?] = [:]

  /// Runs `report`.
  ///
  /// - Parameters:
  ///   - arguments: The words of the command line.
  ///   - input: What stands on standard input.
  ///   - output: A file or device that standard output goes to instead.
  /// - Returns: How it ended.
  /// - Throws: A failure when there is no program or when it hangs.
  func run(_ arguments: String..., input: String = "", output: String? = nil) throws -> Outcome {
    // Files, because a pipe that nobody empties would stop the program.
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let streams = (0...2).map { scratch.appending(path: "\($0)") }
    for stream in streams {
      try Data(stream == streams[0] ? input.utf8 : "".utf8).write(to: stream)
    }
    let outputURL = output.map { URL(filePath: $0) } ?? streams[1]

    let process = Process()
    process.executableURL = try Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder, directoryHint: .isDirectory)
    process.environment = Self.environment(changed: environment)
    process.standardInput = try FileHandle(forReadingFrom: streams[0])
    process.standardOutput = try FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: streams[2])
    let end = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in end.signal() }
    try process.run()
    guard end.wait(timeout: .now() + Self.timeLimit) == .success else {
      process.terminate()
      throw Failure(description: "'report \(arguments.joined(separator: " "))' hangs")
    }
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : nil,
      output: String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self))
  }

  /// The program beside the tests, or above their bundle.
  private static var executable: URL {
    get throws {
      let bundles = Bundle.allBundles.map(\.bundleURL)
      let starts = CommandLine.arguments.filter { $0.hasPrefix("/") }.map { URL(filePath: $0) }
      for start in starts + bundles {
        var folder = start
        for _ in 0..<4 {
          folder.deleteLastPathComponent()
          let file = folder.appending(path: "report")
          if FileManager.default.isExecutableFile(atPath: file.path),
            FileManager.default.contents(atPath: file.path)?.isEmpty == false
          {
            return file
          }
        }
      }
      throw Failure(description: "there is no program 'report' near \(starts)")
    }
  }

  private static func environment(changed changes: [String: String?]) -> [String: String] {
    // What the tests' own surroundings set must not decide how the program prints.
    let neutral: [String: String?] = ["NO_COLOR": nil, "SOURCE_DATE_EPOCH": nil, "COLUMNS": "80"]
    var environment = ProcessInfo.processInfo.environment
    for (name, value) in neutral.merging(changes, uniquingKeysWith: { $1 }) {
      environment[name] = value
    }
    return environment
  }
}
