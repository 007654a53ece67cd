import ArgumentParser
import HTML
import Predictor
import SourceText

/// Options of a run with an external predictor in place of a model.
struct PredictorOptions: ParsableArguments {
  @Option(
    name: .customLong("predictor"),
    help: "A command that predicts in place of a model, for example 'python3 my_model.py'.")
  var command: String?

  @Option(
    name: .customLong("predictor-timeout"),
    help: "The time limit in seconds for startup and for each batch. Default: 60.")
  var timeout: Double?

  @Option(
    name: .customLong("predictor-mask"),
    help:
      "The text that replaces a removed word, for example '[MASK]'. Default: the word is deleted.")
  var mask: String?

  @Option(
    name: .customLong("predictor-cache"),
    help: "The folder for cached predictions. Default: a folder in ~/.cache.")
  var cache: String?

  @Flag(name: .customLong("no-predictor-cache"), help: "Do not cache predictions.")
  var hasNoCache = false

  func validate() throws {
    let given = [
      ("--predictor-timeout", timeout != nil), ("--predictor-mask", mask != nil),
      ("--predictor-cache", cache != nil), ("--no-predictor-cache", hasNoCache),
    ]
    if command == nil, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) requires --predictor")
    }
    if hasNoCache, cache != nil {
      throw ValidationError("use --predictor-cache or --no-predictor-cache, not both")
    }
    if let timeout, !(timeout > 0 && timeout <= 86_400) {
      throw ValidationError("--predictor-timeout must be above 0 and at most 86400 seconds")
    }
  }

  /// Whether an external program predicts.
  var isEnabled: Bool { command != nil }

  /// Starts the program.
  ///
  /// - Returns: The running program; its predictions are counted beside the progress.
  /// - Throws: Diagnostics if the program does not start or its greeting is invalid.
  func start() throws(Diagnostics) -> Predictor {
    var settings = Predictor.Settings(command: command ?? "")
    settings.timeLimit = timeout ?? settings.timeLimit
    settings.maskToken = mask
    settings.cache = hasNoCache ? nil : cache ?? settings.cache
    settings.progress = { tally in
      let cached = tally.cached > 0 ? ", \(tally.cached) more from the cache" : ""
      Console.progressNote("\(counted(tally.computed, "prediction")) requested\(cached)")
    }
    return try Predictor(settings)
  }

  /// Runs a closure with the running program, and always stops the program afterwards.
  ///
  /// - Parameter body: The closure.
  /// - Returns: The closure's result.
  /// - Throws: Diagnostics about the program, and the closure's errors.
  func withPredictor<Result>(
    _ body: (Predictor) async throws -> Result
  ) async throws -> Result {
    let predictor = try start()
    defer { predictor.stop() }
    return try await body(predictor)
  }
}
