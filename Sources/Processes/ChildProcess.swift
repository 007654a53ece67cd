internal import CProcesses
internal import Foundation

/// A program to start.
public struct Launch: Sendable {
  /// The path of the program.
  public var program: String
  /// Its arguments, without its own name.
  public var arguments: [String]
  /// Its environment; nil for that of this process.
  public var environment: [String: String]?
  /// The working directory; nil for that of this process.
  public var folder: String?

  /// Creates a description of a program.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    folder: String? = nil
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }
}

/// A started program with all its descendants: they form one process group, which is terminated with this value.
///
/// It starts with default signal handling and no open files except its standard streams. `posix_spawn` starts it, so no code of
/// this process runs in a copy of it, whatever other threads are doing.
public struct ChildProcess: ~Copyable, Sendable {
  /// The end of a program.
  public enum Ending: Hashable, Sendable {
    /// It exited with a status.
    case status(Int32)
    /// It was terminated by a signal.
    case signal(Int32)
  }

  /// The reason why a program was not started.
  public struct Failure: Error, CustomStringConvertible {
    /// The system's error message.
    public let description: String

    init(_ number: Int32) {
      description = unsafe String(cString: strerror(number))
    }
  }

  /// The id of the process and of its group.
  public let id: Int32

  /// Starts a program whose standard streams are files.
  ///
  /// - Parameters:
  ///   - launch: The program to start.
  ///   - input: A file or device.
  ///   - output: A file, which is created or truncated, or a device.
  ///   - errors: The same for standard error.
  /// - Throws: The system's error.
  public init(
    _ launch: Launch, input: String = "/dev/null", output: String = "/dev/null",
    errors: String = "/dev/null"
  ) throws(Failure) {
    guard let input = Descriptor(path: input, writes: false) else { throw Failure(errno) }
    guard let output = Descriptor(path: output, writes: true) else { throw Failure(errno) }
    guard let errors = Descriptor(path: errors, writes: true) else { throw Failure(errno) }
    try self.init(launch, streams: [input.number, output.number, errors.number])
  }

  init(_ launch: Launch, streams: [Int32]) throws(Failure) {
    let environment = launch.environment?.map { "\($0.key)=\($0.value)" }
    let id = Unfinished.start {
      unsafe Self.withPointers([launch.program] + launch.arguments) { arguments in
        unsafe Self.withPointers(environment ?? []) { variables in
          unsafe processes_start(
            launch.program, arguments, environment == nil ? nil : variables, launch.folder, streams)
        }
      }
    }
    guard id > 0 else { throw Failure(-id) }
    self.id = id
  }

  deinit {
    // The id belongs to the program until it is reaped; the system may reuse it afterwards.
    Unfinished.end(id)
    for _ in 0..<2000 where !processes_forget(id) { usleep(1000) }
  }

  /// The exit status or signal; nil while it runs.
  public var ending: Ending? {
    var number: Int32 = 0
    switch unsafe processes_ending(id, &number) {
    case 0: return nil
    case 1: return .status(number)
    case 2: return .signal(number)
    default: return .signal(SIGKILL)
    }
  }

  /// Waits for the program to end.
  ///
  /// - Parameter seconds: The time limit.
  /// - Returns: The exit status or signal; nil if it still runs.
  public func ending(within seconds: Double) -> Ending? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var pause: UInt32 = 200
    while true {
      if let ending { return ending }
      if ContinuousClock.now >= deadline { return nil }
      usleep(pause)
      pause = min(10_000, pause * 3 / 2)
    }
  }

  /// Sends a signal to the process only, not to its group.
  public func send(_ signal: Int32) {
    if ending == nil { kill(id, signal) }
  }

  /// Kills a program and its group, if it was started here and has not been reaped.
  public static func end(_ id: Int32) { Unfinished.kill(id) }

  private static func withPointers<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = unsafe texts.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    return unsafe body(pointers)
  }
}
