import Classifier
import Foundation
import SourceText

/// What is said between this program and another: the greeting, batches and answers, and what goes wrong.
struct Conversation: Sendable {
  /// What the program said of itself.
  let greeting: Greeting
  var tally = Predictor.Tally()
  private let settings: Predictor.Settings
  private let started: @Sendable (Int32) -> Void
  private var child: ChildProcess?
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
    self.settings = settings
    self.started = started
    let (child, greeting) = try Self.start(settings, started)
    self.child = child
    self.greeting = greeting
  }

  private static func start(
    _ settings: Predictor.Settings, _ started: (Int32) -> Void
  ) throws(Diagnostics) -> (ChildProcess, Greeting) {
    var running: ChildProcess?
    do {
      var child = try ChildProcess(settings.command)
      started(child.group)
      running = child
      let line = try child.exchange(nil, within: settings.timeLimit)
      running = child
      return (child, try Greeting(try Self.object(line)))
    } catch {
      throw problem(error, "at its start", running, settings)
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
    defer { tally.asked += texts.count }
    // After a problem it was ended; whoever asks again starts it again.
    if child == nil { try restart(for: batch) }
    do {
      return try exchange(batch)
    } catch ChildProcess.Failure.end {
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

  private mutating func restart(for batch: Batch) throws(Diagnostics) {
    child = nil
    let (child, greeting) = try Self.start(settings, started)
    self.child = child
    if greeting != self.greeting {
      throw fail(
        Complaint("says something else of itself when it is started again"),
        "in \(batch.description)")
    }
  }

  /// Ends the program and says why.
  private mutating func fail(_ error: any Error, _ time: String) -> Diagnostics {
    defer { child = nil }
    return Self.problem(error, time, child, settings)
  }

  private mutating func exchange(_ batch: Batch) throws -> [Batch.Answer] {
    guard var child else { throw Complaint("was ended already") }
    defer { self.child = child }
    if child.hasMoreToSay { throw Complaint("says more than it was asked") }
    let line = try child.exchange(batch.request, within: settings.timeLimit)
    return try batch.answers(try Self.object(line), classes: greeting.classes.count)
  }

  /// Ends the program.
  mutating func stop() {
    child?.stop()
    child = nil
  }

  private static func object(_ line: Data) throws(Complaint) -> JSON {
    let start = ChildProcess.shown(String(decoding: line.prefix(60), as: UTF8.self))
    do throws(Diagnostic) {
      let text = try SourceFile.decode([UInt8](line), path: "--predictor")
      let json = try JSON(parsing: SourceFile(path: "--predictor", text: text))
      if json.object != nil { return json }
    } catch {}
    throw Complaint(
      "writes '\(start)', which is no JSON object",
      hint:
        "standard output is for answers alone, a line each; everything else goes to standard error"
    )
  }

  /// What went wrong, as a user is told; the program is ended.
  private static func problem(
    _ error: any Error, _ time: String, _ child: ChildProcess?, _ settings: Predictor.Settings
  ) -> Diagnostics {
    child?.stop()
    let words = child?.lastWords ?? ""
    let said = words.isEmpty ? nil : "it wrote: \(words)"
    let program = "the program '\(ChildProcess.shown(settings.command))'"
    let (message, hint): (String, String?) =
      switch error {
      case ChildProcess.Failure.start(let reason): ("\(program) can't be started: \(reason)", nil)
      case ChildProcess.Failure.end(let how): ("\(program) \(how) \(time)", said)
      case ChildProcess.Failure.slow:
        (
          "\(program) takes more than \(seconds(settings.timeLimit)) \(time)",
          said ?? "--predictor-timeout gives it more"
        )
      case ChildProcess.Failure.long: ("\(program) writes a line without an end \(time)", said)
      case let complaint as Complaint:
        ("\(program) \(complaint.message) \(time)", complaint.hint ?? said)
      default: ("\(program) can't be talked to \(time): \(error.localizedDescription)", said)
      }
    return Diagnostics([
      Diagnostic(message, at: SourceLocation(file: "--predictor"), hint: hint)
    ])
  }

  private static func seconds(_ limit: Double) -> String {
    if limit == 1 { return "a second" }
    return limit == limit.rounded() ? "\(Int(limit)) seconds" : "\(limit) seconds"
  }
}
