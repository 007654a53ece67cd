import Classifier
import Foundation
import SourceText

/// What is said between this program and another: the greeting, batches and answers, and what goes wrong.
struct Conversation: ~Copyable, Sendable {
  /// What the program said of itself.
  let greeting: Greeting
  private let settings: Predictor.Settings
  private let started: @Sendable (Int32) -> Void
  private var program: RunningProgram?
  private var batches = 0

  /// Starts the program and listens to its greeting.
  ///
  /// - Parameters:
  ///   - settings: How it is run.
  ///   - started: Told the number of the process group whenever the program is started.
  /// - Throws: A diagnostic when it does not start, or does not say what it should.
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
      throw problem(error, "at its start", "", settings)
    }
  }

  private static func greeting(
    of program: inout RunningProgram, _ settings: Predictor.Settings
  ) throws(Diagnostics) -> Greeting {
    do {
      return try Greeting(try object(try program.exchange(nil, within: settings.timeLimit)))
    } catch {
      program.stop()
      throw problem(error, "at its start", program.lastWords, settings)
    }
  }

  /// Asks about some texts, at most as many as the program takes.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - question: What the program is asked beside probabilities.
  /// - Returns: An answer for each.
  /// - Throws: A diagnostic that names the batch and says what the program did.
  mutating func ask(
    _ texts: [String], _ question: Batch.Question = .nothing
  ) throws(Diagnostics) -> [Batch.Answer] {
    batches += 1
    let batch = Batch(id: batches, texts: texts, question: question)
    // After a problem it was ended; whoever asks again starts it again.
    if !isRunning { try restart(for: batch) }
    do {
      return try exchange(batch)
    } catch RunningProgram.Failure.end {
      // A crash may be bad luck, such as a lack of memory; the same crash again is none.
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
        Complaint("says something else of itself when it is started again"),
        "in \(batch.description)")
    }
  }

  /// Ends the program and says why.
  private mutating func fail(_ error: any Error, _ time: String) -> Diagnostics {
    program?.stop()
    let words = program?.lastWords ?? ""
    program = nil
    return Self.problem(error, time, words, settings)
  }

  private mutating func exchange(_ batch: Batch) throws -> [Batch.Answer] {
    if program?.hasMoreToSay == true { throw Complaint("says more than it was asked") }
    guard let line = try program?.exchange(batch.request, within: settings.timeLimit) else {
      throw Complaint("was ended already")
    }
    return try batch.answers(try Self.object(line), classes: greeting.classes.count)
  }

  /// Ends the program.
  mutating func stop() {
    program?.stop()
    program = nil
  }

  private static func object(_ line: [UInt8]) throws(Complaint) -> JSON {
    let start = RunningProgram.shown(String(decoding: line.prefix(60), as: UTF8.self))
    do throws(Diagnostic) {
      let text = try SourceFile.decode(line, path: "--predictor")
      let json = try JSON(parsing: SourceFile(path: "--predictor", text: text))
      if json.object != nil { return json }
    } catch {}
    throw Complaint(
      "writes '\(start)', which is no JSON object",
      hint:
        "standard output is for answers alone, a line each; everything else goes to standard error"
    )
  }

  /// What went wrong, as a user is told.
  private static func problem(
    _ error: any Error, _ time: String, _ words: String, _ settings: Predictor.Settings
  ) -> Diagnostics {
    let said = words.isEmpty ? nil : "it wrote: \(words)"
    let program = "the program '\(RunningProgram.shown(settings.command))'"
    let (message, hint): (String, String?) =
      switch error {
      case RunningProgram.Failure.start(let reason): ("\(program) can't be started: \(reason)", nil)
      case RunningProgram.Failure.end(let how): ("\(program) \(how) \(time)", said)
      case RunningProgram.Failure.slow:
        (
          "\(program) takes more than \(seconds(settings.timeLimit)) \(time)",
          said ?? "--predictor-timeout gives it more"
        )
      case RunningProgram.Failure.long: ("\(program) writes a line without an end \(time)", said)
      case let complaint as Complaint:
        ("\(program) \(complaint.message) \(time)", complaint.hint ?? said)
      default: ("\(program) can't be talked to \(time): \(error.localizedDescription)", said)
      }
    // There is a shell everywhere: what can't be started lacks memory, descriptors or processes.
    let isMachine = if case RunningProgram.Failure.start = error { true } else { false }
    return Diagnostics([
      Diagnostic(
        message, at: SourceLocation(file: "--predictor"), hint: hint,
        cause: isMachine ? .machine : .input)
    ])
  }

  private static func seconds(_ limit: Double) -> String {
    if limit == 1 { return "a second" }
    return limit == limit.rounded() ? "\(Int(limit)) seconds" : "\(limit) seconds"
  }
}
