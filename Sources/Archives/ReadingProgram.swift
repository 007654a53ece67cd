#if Keras
internal import CProcesses
internal import Foundation
internal import Processes
import SourceText
internal import Synchronization

/// The program that reads files which may crash or hang the library that parses them.
///
/// It is a hidden mode of `report`: it reads the file from standard input and writes its response to standard output. A program
/// that first calls ``answerIfAsked()`` also has that mode and reads its own files; any other program finds a `report` next to
/// itself, or must be given the path of one.
public enum ReadingProgram {
  /// Resource limits for reading.
  struct Limits {
    /// Bytes of memory in addition to those used at startup.
    let memory: Int
    /// Seconds of CPU time; the wall-clock limit is ten times as long.
    let seconds: Int
    /// The maximum size of the response in bytes.
    let answer: Int
  }

  private static let mode = "read-hdf5-from-standard-input"
  private static let chosen = Mutex<(path: String?, isThisOne: Bool)>((nil, false))

  /// The path of a program with this mode; nil until one is chosen.
  public static var path: String? {
    get { chosen.withLock { $0.isThisOne ? Bundle.main.executablePath : $0.path } }
    set { chosen.withLock { $0 = (newValue, false) } }
  }

  /// Reads a file if this process was started for that; otherwise registers this program for reading files.
  ///
  /// - Returns: Whether the process is done.
  public static func answerIfAsked() -> Bool {
    guard CommandLine.arguments.dropFirst().first == mode else {
      chosen.withLock { $0.isThisOne = true }
      return false
    }
    let words = CommandLine.arguments.dropFirst(2)
    // An empty file yields no data.
    let bytes = (try? FileHandle.standardInput.readToEnd()) ?? Data()
    let limits = HDF5File.limits(size: bytes.count)
    processes_limit(limits.memory, UInt32(limits.seconds))
    let split = words.firstIndex(of: "--") ?? words.endIndex
    let answer = HDF5File.answer(
      to: [UInt8](bytes), attributes: Array(words[..<split]),
      leavingOut: Set(words[split...].dropFirst()))
    try? FileHandle.standardOutput.write(contentsOf: Data(answer))
    return true
  }

  /// Starts the program to read a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - words: The parts to read, as the program's arguments.
  ///   - reader: The program; nil uses ``path``, or a `report` next to this program.
  ///   - seconds: The time limit in seconds.
  ///   - place: The location of the file in diagnostics.
  /// - Returns: The response.
  /// - Throws: A diagnostic if there is no such program, or if it does not finish.
  static func answer(
    to bytes: [UInt8], _ words: [String], by reader: String?, within seconds: Int,
    at place: SourceLocation
  ) throws(Diagnostics) -> [UInt8] {
    var program = reader ?? ""
    if reader == nil { program = try find(for: place) }
    var process: PipedProcess
    do throws(ChildProcess.Failure) {
      process = try PipedProcess(Launch(program, [mode] + words))
    } catch {
      throw Diagnostics(
        "cannot start the program '\(program)' that reads the file: \(error)",
        at: place, cause: .machine)
    }
    do throws(PipedProcess.Silence) {
      let answer = try process.answer(
        to: bytes, limit: HDF5File.limits(size: bytes.count).answer,
        until: .now + .seconds(seconds))
      switch process.stop() {
      case .status(0): return answer
      case .signal(SIGXCPU), .signal(SIGALRM): throw .slow
      default: throw .end
      }
    } catch {
      // A program cut off while writing may still exit because of a signal.
      let ending = error == .end ? process.stop() : process.stop(patience: 0)
      let isSlow = error == .slow || ending == .signal(SIGXCPU) || ending == .signal(SIGALRM)
      throw Diagnostics(
        isSlow
          ? "the HDF5 library does not finish reading the file"
          : error == .excess
            ? "the HDF5 library reads more data than the file can contain"
            : "the HDF5 library crashes on the file", at: place, hint: damaged)
    }
  }

  /// The hint for files that crash or hang the library.
  static let damaged =
    "the file is damaged; save or download the model again"

  private static func find(for place: SourceLocation) throws(Diagnostics) -> String {
    if let path { return path }
    let own = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    var folder = own
    // On macOS, tests are deep inside their bundle.
    for _ in 0..<4 {
      folder.deleteLastPathComponent()
      let program = folder.appending(path: "report")
      let kind = try? program.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
      if kind == true && FileManager.default.isExecutableFile(atPath: program.path) {
        return program.path
      }
    }
    throw Diagnostics(
      "reading the file requires the program 'report' next to '\(own.lastPathComponent)'",
      at: place,
      hint:
        "call Model.readFileIfAsked() first in main, or set Model.fileReader to the path of 'report'",
      cause: .machine)
  }
}
#endif
