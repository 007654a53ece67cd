#if Keras
internal import CProcesses
internal import Foundation
internal import Processes
import SourceText
internal import Synchronization

/// The program in which files are read that may crash the library that reads them, or keep it busy for ever.
///
/// It is a hidden mode of `report`: the file stands on its standard input, its answer on standard output. A program that
/// calls ``answerIfAsked()`` first of all has that mode too and reads its own files; any other finds a `report` beside
/// itself, or is told where one is.
public enum ReadingProgram {
  /// What reading may take.
  struct Limits {
    /// The bytes of memory beside those that a process begins with.
    let memory: Int
    /// The seconds of a processor; on the wall it is ten times as long.
    let seconds: Int
    /// The bytes that the answer may have.
    let answer: Int
  }

  private static let mode = "read-hdf5-from-standard-input"
  private static let chosen = Mutex<(path: String?, isThisOne: Bool)>((nil, false))

  /// The path of a program with the mode; nil as long as none was chosen.
  public static var path: String? {
    get { chosen.withLock { $0.isThisOne ? Bundle.main.executablePath : $0.path } }
    set { chosen.withLock { $0 = (newValue, false) } }
  }

  /// Reads a file, if that is what this process was started for; otherwise it is the program that is started for that.
  ///
  /// - Returns: Whether the process is done.
  public static func answerIfAsked() -> Bool {
    guard CommandLine.arguments.dropFirst().first == mode else {
      chosen.withLock { $0.isThisOne = true }
      return false
    }
    let words = CommandLine.arguments.dropFirst(2)
    // Of an empty file it gives nothing.
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

  /// Lets the program read a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - words: What is read of it, as the program's arguments.
  ///   - reader: The program; nil for ``path``, or a `report` beside this one.
  ///   - seconds: How long it may take.
  ///   - place: The file's place in diagnostics.
  /// - Returns: What the program says.
  /// - Throws: A diagnostic where there is no such program, and where it comes to no end.
  static func answer(
    to bytes: [UInt8], _ words: [String], by reader: String?, within seconds: Int,
    at place: SourceLocation
  ) throws(Diagnostic) -> [UInt8] {
    var program = reader ?? ""
    if reader == nil { program = try find(for: place) }
    var process: PipedProcess
    do throws(ChildProcess.Failure) {
      process = try PipedProcess(Launch(program, [mode] + words))
    } catch {
      throw Diagnostic(
        "the program '\(program)', in which the file is read, can't be started: \(error)",
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
      // One that was cut off in the middle has a signal of its own to tell.
      let ending = error == .end ? process.stop() : process.stop(patience: 0)
      let isSlow = error == .slow || ending == .signal(SIGXCPU) || ending == .signal(SIGALRM)
      throw Diagnostic(
        isSlow
          ? "the library HDF5 finds no end in the file"
          : error == .excess
            ? "the library HDF5 finds more in the file than fits into it"
            : "the library HDF5 crashes over the file", at: place, hint: damaged)
    }
  }

  /// What helps where a file gets the better of the library.
  static let damaged =
    "the file is damaged: save the model again, or get it again from where it is whole"

  private static func find(for place: SourceLocation) throws(Diagnostic) -> String {
    if let path { return path }
    let own = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    var folder = own
    // On macOS tests lie deep inside of their bundle.
    for _ in 0..<4 {
      folder.deleteLastPathComponent()
      let program = folder.appending(path: "report")
      let kind = try? program.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
      if kind == true && FileManager.default.isExecutableFile(atPath: program.path) {
        return program.path
      }
    }
    throw Diagnostic(
      "there is no program 'report' beside '\(own.lastPathComponent)' in which the file could be read",
      at: place,
      hint: "call Model.readFileIfAsked() first in main, or name 'report' by Model.fileReader",
      cause: .machine)
  }
}
#endif
