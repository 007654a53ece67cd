import Foundation
import Predictor
import SourceText
import TestSupport
import Testing

/// Programs for tests, in the shell.
struct Child {
  /// What a good program says first.
  static let hello = #"echo '{"protocol":1,"classes":["bad","good"],"identity":"a"}'; "#

  /// What it says to any batch of one text.
  static let answer = #"echo '{"id":1,"probabilities":[[0.25,0.75]]}'"#

  let folder: TemporaryFolder

  /// An example of the guide in a language, as a command.
  func example(_ language: String, _ index: Int = 0) throws -> String {
    let examples = try Guide.examples(in: "AnyProgram").filter { $0.language == language }
    let text = try #require(examples.dropFirst(index).first).text
    let path = try folder.write(text, to: "example")
    return (language == "python" ? "python3" : "sh") + " '\(path)'"
  }

  /// Starts a program whose answers are kept here.
  func start(_ command: String, timeLimit: Double = 60) throws(Diagnostics) -> Predictor {
    var settings = Predictor.Settings(command: command)
    settings.timeLimit = timeLimit
    settings.cache = folder["cache"]
    return try Predictor(settings)
  }

  /// What is said of a program that does not do as it should.
  static func problem(of command: String, timeLimit: Double = 60, tokens: Bool = false) throws
    -> String
  {
    try TemporaryFolder.use { folder in
      do throws(Diagnostics) {
        let predictor = try Child(folder: folder).start(command, timeLimit: timeLimit)
        defer { predictor.stop() }
        if tokens {
          _ = try predictor.tokens(of: "A film.")
        } else {
          _ = try predictor.probabilities(of: ["A film."], about: "A film.")
        }
        return "none"
      } catch {
        return error.description.replacing(command, with: "COMMAND")
      }
    }
  }
}
