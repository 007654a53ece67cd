import Foundation
import Processes

/// The built program, run as a user runs it.
struct Program {
  /// What a run left.
  struct Outcome: Equatable {
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
  static let timeLimit = 300.0

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
  func run(
    _ arguments: [String], input: String = "", output: String? = nil
  ) throws -> Outcome {
    try run(try Self.executable, arguments, input: Data(input.utf8), output: output)
  }

  /// Runs `report` on a terminal, on which standard output and standard error are one.
  ///
  /// - Parameters:
  ///   - arguments: The words of the command line.
  ///   - columns: The width of the terminal; nil for an unknown width.
  /// - Returns: How it ended.
  /// - Throws: A failure when there is no program or when it hangs.
  func runOnTerminal(_ arguments: [String], columns: Int? = nil) throws -> Outcome {
    let words = [try Self.executable.path] + arguments
    let line = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    let width = columns.map { "stty cols \($0); " } ?? ""
    return try run(
      URL(filePath: Self.terminal),
      ["--quiet", "--return", "--command", width + line, "/dev/null"],
      input: Data(), output: nil)
  }

  /// Runs a shell script in which `report` is a command, up to the first command that fails.
  ///
  /// - Parameter script: The lines of the script.
  /// - Returns: How it ended.
  /// - Throws: A failure when there is no program or when it hangs.
  func run(script: String) throws -> Outcome {
    var program = self
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let folder = try Self.executable.deletingLastPathComponent().path
    program.environment["PATH"] = "\(folder):\(path)"
    return try program.run(
      URL(filePath: "/bin/sh"), ["-e", "-c", script], input: Data(), output: nil)
  }

  /// Whether there is a program that lends another one a terminal.
  static let hasTerminal = FileManager.default.isExecutableFile(atPath: terminal)

  private static let terminal = "/usr/bin/script"

  private func run(_ program: URL, _ arguments: [String], input: Data, output: String?) throws
    -> Outcome
  {
    // Files, because a pipe that nobody empties would stop the program.
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let streams = ["input", "output", "error"].map { scratch.appending(path: $0) }
    for (stream, contents) in zip(streams, [input, Data(), Data()]) {
      try contents.write(to: stream)
    }
    let process = try ChildProcess(
      Launch(
        program.path, arguments, environment: Self.environment(changed: environment),
        folder: folder),
      input: streams[0].path, output: output ?? streams[1].path, errors: streams[2].path)
    guard let ending = process.ending(within: Self.timeLimit) else {
      throw Failure(description: "'report \(arguments.joined(separator: " "))' hangs")
    }
    return Outcome(
      status: ending.status,
      output: String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self))
  }

  /// The program, which lies in the same folder as the tests or their bundle.
  static var executable: URL {
    get throws {
      let starts = CommandLine.arguments.prefix(1) + Bundle.allBundles.map(\.bundlePath)
      for start in starts {
        var folder = URL(filePath: start)
        // On macOS the tests lie deep inside of their bundle.
        for _ in 0..<4 {
          folder.deleteLastPathComponent()
          let program = folder.appending(path: "report")
          // The folder of the sources has this name too, but nothing that runs.
          let kind = try? program.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
          if kind == true && FileManager.default.isExecutableFile(atPath: program.path) {
            return program
          }
        }
      }
      throw Failure(description: "there is no program 'report' beside \(starts)")
    }
  }

  static func environment(changed changes: [String: String?]) -> [String: String] {
    // What the tests' own surroundings set must not decide how the program prints.
    let neutral: [String: String?] = [
      "NO_COLOR": nil, "SOURCE_DATE_EPOCH": nil, "COLUMNS": "80",
      // Whether a run takes longer than a second depends on the machine.
      "REPORT_PROGRESS_SECONDS": "86400",
    ]
    var environment = ProcessInfo.processInfo.environment
    // The build sets it; the program must not depend on the seeds of its hash tables.
    environment["SWIFT_DETERMINISTIC_HASHING"] = nil
    for (name, value) in neutral.merging(changes, uniquingKeysWith: { $1 }) {
      environment[name] = value
    }
    return environment
  }
}

extension ChildProcess.Ending {
  /// The exit status; nil when a signal ended the program.
  var status: Int32? {
    if case .status(let status) = self { status } else { nil }
  }
}
