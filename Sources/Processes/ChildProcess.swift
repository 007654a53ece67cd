internal import CProcesses
internal import Foundation

/// What is started.
public struct Launch: Sendable {
  /// The path of the program.
  public var program: String
  /// Its arguments, without its own name.
  public var arguments: [String]
  /// Its environment; nil for that of this process.
  public var environment: [String: String]?
  /// The folder that it runs in; nil for that of this process.
  public var folder: String?

  /// Names a program.
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

/// A program that was started, with all that it starts in turn: they are one group, which ends with this value.
///
/// It begins with the signals as they are by default and with no open file but its standard streams. `posix_spawn` starts
/// it, so that no code of this process runs in a copy of it, whatever other threads were about to do.
public struct ChildProcess: ~Copyable, Sendable {
  /// How a program ended.
  public enum Ending: Hashable, Sendable {
    /// By itself, with a status.
    case status(Int32)
    /// By a signal.
    case signal(Int32)
  }

  /// Why a program was not started.
  public struct Failure: Error, CustomStringConvertible {
    /// What the machine says.
    public let description: String

    init(_ number: Int32) {
      description = unsafe String(cString: strerror(number))
    }
  }

  /// The number of the process and of its group.
  public let id: Int32

  /// Starts a program whose standard streams are files.
  ///
  /// - Parameters:
  ///   - launch: What is started.
  ///   - input: A file or device.
  ///   - output: A file, which is made or emptied, or a device.
  ///   - errors: The same for standard error.
  /// - Throws: What the machine says.
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
    // The number belongs to the program until it is forgotten, and to anybody after that.
    Unfinished.end(id)
    for _ in 0..<2000 where !processes_forget(id) { usleep(1000) }
  }

  /// How it ended; nil while it runs.
  public var ending: Ending? {
    var number: Int32 = 0
    switch unsafe processes_ending(id, &number) {
    case 0: return nil
    case 1: return .status(number)
    case 2: return .signal(number)
    default: return .signal(SIGKILL)
    }
  }

  /// Waits for its end.
  ///
  /// - Parameter seconds: How long.
  /// - Returns: How it ended; nil when it still runs.
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

  /// Sends a signal to it alone.
  public func send(_ signal: Int32) {
    if ending == nil { kill(id, signal) }
  }

  /// Ends a program and its group at once, if it is one that was started here and has not been forgotten.
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
