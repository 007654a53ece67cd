import Classifier
import SourceText
import TestSupport
import Testing

/// A file of held-out predictions: problems stand at their place before the run, and reviews are found by their text.
@Suite struct HeldOutTests {
  private static let document = "```{suspects held-out=held.jsonl}\n```"

  private static func line(
    of number: Int = 3, _ probabilities: String = #""negative":0.25,"positive":0.75"#
  ) -> String {
    let digest = SHA256.hexadecimal(Array(DataSetReport.pairs.rows[number].text.utf8))
    return #"{"text_sha256":"\#(digest)","probabilities":{\#(probabilities)}}"#
  }

  private static func data(_ held: String) -> DataSetReport {
    var data = DataSetReport.pairs
    data.files["held.jsonl"] = held
    return data
  }

  /// Lines with a problem, with its column and a part of its message.
  static let broken: [(line: String, column: Int, message: String)] = [
    (String(line().dropLast(3)), 130, "the line ends"),
    (#"{"text_sha256":}"#, 16, ""),
    ("[1]", 1, "'text_sha256' is not 64 hexadecimal digits in lower case"),
    ("\u{1}", 1, ""),
    (#"{"text_sha256":"ab","probabilities":{}}"#, 2, "'text_sha256' is not 64 hexadecimal digits"),
    (
      line().replacing("\"probabilities\"", with: "\"p\""), 1,
      "'probabilities' is not an object with the classes 'negative' and 'positive'"
    ),
    (line(of: 3, ""), 83, "the probability of the class 'negative' is missing"),
    (line(of: 3, #""negative":1"#), 83, "the probability of the class 'positive' is missing"),
    (line(of: 3, #""good":0.5,"bad":0.5"#), 111, "the model has no class 'bad'"),
    (
      line(of: 3, #""negative":0.5,"positive":0.5,"mixed":0"#), 130,
      "the model has no class 'mixed'"
    ),
    (
      line(of: 3, #""negative":1.5,"positive":-0.5"#), 100,
      "the probability of the class 'negative' is not a number from 0 to 1"
    ),
    (
      line(of: 3, #""negative":0.5,"positive":"0.5""#), 115,
      "the probability of the class 'positive' is not a number from 0 to 1"
    ),
    (
      line(of: 3, #""negative":0.5,"positive":null"#), 115,
      "the probability of the class 'positive' is not a number from 0 to 1"
    ),
    (
      line(of: 3, #""negative":0.25,"positive":0.5"#), 83,
      "the probabilities sum to 0.75, not to 1"
    ),
  ]

  @Test(arguments: broken)
  func `a line that is not a prediction is a problem at its line and column, before the run`(
    trial: (line: String, column: Int, message: String)
  ) async throws {
    do {
      _ = try await Self.data(Self.line() + "\n\n" + trial.line + "\n").build(Self.document)
      Issue.record("nothing is wrong with \(trial.line)")
    } catch let error as Diagnostics {
      let problem = try #require(error.all.first)
      #expect(error.all.count == 1 && problem.location?.file.hasSuffix("/held.jsonl") == true)
      #expect(problem.location?.line == 3 && problem.location?.column == trial.column, "\(error)")
      #expect(problem.message.contains(trial.message) && problem.hint != nil, "\(error)")
    }
  }

  @Test(arguments: ["", "\n \n"])
  func `a file without a line has no predictions`(text: String) async throws {
    do {
      _ = try await Self.data(text).build(Self.document)
      Issue.record("the file is empty")
    } catch {
      #expect("\(error)".contains("held.jsonl:1:1: error: the file has no predictions"))
    }
  }

  @Test func `predictions for other reviews are a problem of the option`() async throws {
    let other = Self.line().replacing(#/"[0-9a-f]{64}"/#, with: "\"\(SHA256.hexadecimal([1]))\"")
    do {
      _ = try await Self.data(other).build(Self.document)
      Issue.record("the predictions are for other reviews")
    } catch {
      #expect("\(error)".contains("woven.md:5:"), "\(error)")
      #expect("\(error)".contains("no review of this report is in 'held.jsonl'"))
    }
  }

  @Test func `probabilities that are rounded to three digits sum to one`() async throws {
    let page = try await Self.data(Self.line(of: 3, #""negative":0.333,"positive":0.666"#) + "\r\n")
      .page(Self.document)
    #expect(try page.body(ofTableHeaded: "Review")[0][3] == "33.3")
  }

  @Test func `reviews without a held-out prediction are counted apart`() async throws {
    let page = try await Self.data(Self.line()).page(Self.document)
    #expect(page.text.contains("1 label that the verdicts contradict, among 1 labelled review."))
    #expect(
      page.text.contains("39 labelled reviews without a held-out prediction are left out."))
    let right = Self.line(of: 3, #""negative":0.75,"positive":0.25"#)
    let none = try await Self.data(right).page(Self.document)
    #expect(none.text.contains("so no label is suspect. 39 labelled reviews without"))
  }
}
