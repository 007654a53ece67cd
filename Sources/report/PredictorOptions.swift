import ArgumentParser
import Attribution
import HTML
import Predictor
import SourceText

/// Options of a run with a program that predicts in the place of a model.
struct PredictorOptions: ParsableArguments {
  @Option(
    name: .customLong("predictor"),
    help: "A command that predicts in the place of a model, as in 'python3 my_model.py'.")
  var command: String?

  @Option(
    name: .customLong("predictor-timeout"),
    help: "How many seconds it may take to start, and to answer a batch; 60 if not given.")
  var timeout: Double?

  @Option(
    name: .customLong("predictor-mask"),
    help: "What stands for a missing word, as in '[MASK]'; if not given, it is taken out.")
  var mask: String?

  @Option(
    name: .customLong("predictor-cache"),
    help: "The folder in which its answers are kept; below ~/.cache if not given.")
  var cache: String?

  @Flag(name: .customLong("no-predictor-cache"), help: "Keep no answers.")
  var hasNoCache = false

  func validate() throws {
    let given = [
      ("--predictor-timeout", timeout != nil), ("--predictor-mask", mask != nil),
      ("--predictor-cache", cache != nil), ("--no-predictor-cache", hasNoCache),
    ]
    if command == nil, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) goes with --predictor")
    }
    if hasNoCache, cache != nil {
      throw ValidationError("give --predictor-cache or --no-predictor-cache, not both")
    }
    if let timeout, !(timeout > 0 && timeout <= 86_400) {
      throw ValidationError("--predictor-timeout takes a number of seconds, up to a day")
    }
  }

  /// Whether a program predicts.
  var isAsked: Bool { command != nil }

  /// Starts the program.
  ///
  /// - Parameter showsProgress: Whether the number of predictions is drawn on a terminal.
  /// - Returns: The program as it runs.
  /// - Throws: What is wrong with it.
  func start(showsProgress: Bool) throws(Diagnostics) -> Predictor {
    var settings = Predictor.Settings(command: command ?? "")
    settings.timeLimit = timeout ?? settings.timeLimit
    settings.cache = hasNoCache ? nil : cache ?? settings.cache
    if showsProgress {
      settings.progress = { tally in
        let cached = tally.cached > 0 ? ", \(tally.cached) more were known" : ""
        Console.progress("\(counted(tally.asked, "prediction")) asked\(cached)")
      }
    }
    return try Predictor(settings)
  }

  /// Runs the program while something is done with it, and ends it whatever happens.
  ///
  /// - Parameters:
  ///   - showsProgress: Whether the number of predictions is drawn on a terminal.
  ///   - body: Takes the program.
  /// - Returns: What the body returns.
  /// - Throws: What is wrong with the program, and what the body throws.
  func withProgram<Result>(
    showsProgress: Bool = true, _ body: (Program) async throws -> Result
  ) async throws -> Result {
    let predictor = try start(showsProgress: showsProgress)
    defer {
      predictor.stop()
      Console.endProgress()
    }
    return try await body(try Program(predictor, mask: mask))
  }
}
