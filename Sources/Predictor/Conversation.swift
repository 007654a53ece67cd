import Classifier
import Foundation
import SourceText

/// The exchange with an external program: greeting, batches, responses and failures.
struct Conversation: ~Copyable, Sendable {
  /// The program's greeting.
  let greeting: Greeting
  private let settings: Predictor.Settings
  private let started: @Sendable (Int32) -> Void
  private var program: RunningProgram?
  private var batches = 0

  /// Starts the program and reads its greeting.
  ///
  /// - Parameters:
  ///   - settings: The settings.
  ///   - started: Called with the process group id whenever the program is started.
  /// - Throws: A diagnostic if it does not start or its greeting is invalid.
  init(
    _ settings: Predictor.Settings, started: @escaping @Sendable (Int32) -> Void
  ) throws(Diagnostics) {
    var program = try Self.start(settings, started)
    greeting = try Self.greeting(of: &program, settings)
    self.settings = settings
    self.started = started
    self.program = consume program
  }

  private static func start(
    _ settings: Predictor.Settings, _ started: (Int32) -> Void
  ) throws(Diagnostics) -> RunningProgram {
    do throws(RunningProgram.Failure) {
      let program = try RunningProgram(settings.command)
      started(program.group)
      return program
    } catch {
      throw problem(error, "at startup", "", settings)
    }
  }

  private static func greeting(
    of program: inout RunningProgram, _ settings: Predictor.Settings
  ) throws(Diagnostics) -> Greeting {
    do {
      return try Greeting(try object(try program.exchange(nil, within: settings.timeLimit)))
    } catch {
      program.stop()
      throw problem(error, "at startup", program.lastWords, settings)
    }
  }

  /// Sends texts, at most the program's batch size.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - query: The data requested in addition to probabilities.
  /// - Returns: One answer per text.
  /// - Throws: A diagnostic that names the batch and the failure.
  mutating func query(
    _ texts: [String], _ query: Batch.Query = .predictions
  ) throws(Diagnostics) -> [Batch.Answer] {
    batches += 1
    let batch = Batch(id: batches, texts: texts, query: query)
    // After a failure the program was stopped; restart it for the next request.
    if !isRunning { try restart(for: batch) }
    do {
      return try exchange(batch)
    } catch RunningProgram.Failure.end {
      // A crash may be transient, such as a lack of memory; the same crash again is not.
      try restart(for: batch)
      do {
        return try exchange(batch)
      } catch {
        throw fail(error, "in \(batch.description), twice")
      }
    } catch {
      throw fail(error, "in \(batch.description)")
    }
  }

  private var isRunning: Bool {
    switch program {
    case .some: true
    case .none: false
    }
  }

  private mutating func restart(for batch: Batch) throws(Diagnostics) {
    program = nil
    var program = try Self.start(settings, started)
    let greeting = try Self.greeting(of: &program, settings)
    self.program = consume program
    if greeting != self.greeting {
      throw fail(
        Complaint("sends a different greeting after a restart"),
        "in \(batch.description)")
    }
  }

  /// Stops the program and returns the diagnostic.
  private mutating func fail(_ error: any Error, _ time: String) -> Diagnostics {
    program?.stop()
    let words = program?.lastWords ?? ""
    program = nil
    return Self.problem(error, time, words, settings)
  }

  private mutating func exchange(_ batch: Batch) throws -> [Batch.Answer] {
    if program?.hasMoreToSay == true { throw Complaint("writes more lines than requested") }
    guard let line = try program?.exchange(batch.request, within: settings.timeLimit) else {
      throw Complaint("has already been stopped")
    }
    return try batch.answers(try Self.object(line), classes: greeting.classes.count)
  }

  /// Stops the program.
  mutating func stop() {
    program?.stop()
    program = nil
  }

  private static func object(_ line: [UInt8]) throws(Complaint) -> JSON {
    let start = RunningProgram.shown(String(decoding: line.prefix(60), as: UTF8.self))
    do {
      let text = try SourceFile.decode(line, path: "--predictor")
      let json = try JSON(parsing: SourceFile(path: "--predictor", text: text))
      if json.object != nil { return json }
    } catch {}
    throw Complaint(
      "writes '\(start)', which is not a JSON object",
      hint:
        "write only responses to standard output, one per line, and everything else to standard error"
    )
  }

  /// Returns the diagnostic for a failure.
  private static func problem(
    _ error: any Error, _ time: String, _ words: String, _ settings: Predictor.Settings
  ) -> Diagnostics {
    let said = words.isEmpty ? nil : "it wrote: \(words)"
    let program = "the program '\(RunningProgram.shown(settings.command))'"
    let (message, hint): (String, String?) =
      switch error {
      case RunningProgram.Failure.start(let reason): ("cannot start \(program): \(reason)", nil)
      case RunningProgram.Failure.end(let how): ("\(program) \(how) \(time)", said)
      case RunningProgram.Failure.slow:
        (
          "\(program) takes more than \(seconds(settings.timeLimit)) \(time)",
          said ?? "use --predictor-timeout to allow more time"
        )
      case RunningProgram.Failure.long:
        ("\(program) writes a line that exceeds the size limit \(time)", said)
      case let complaint as Complaint:
        ("\(program) \(complaint.message) \(time)", complaint.hint ?? said)
      default: ("communication with \(program) failed \(time): \(error.localizedDescription)", said)
      }
    // The shell always exists, so a failed start means a lack of memory, descriptors or processes.
    let isMachine = if case RunningProgram.Failure.start = error { true } else { false }
    return Diagnostics(
      message, at: SourceLocation(file: "--predictor"), hint: hint,
      cause: isMachine ? .machine : .input)
  }

  private static func seconds(_ limit: Double) -> String {
    if limit == 1 { return "one second" }
    return limit == limit.rounded() ? "\(Int(limit)) seconds" : "\(limit) seconds"
  }
}
