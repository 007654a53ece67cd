import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Processes
import Reporting
import SourceText
import Synchronization
import TestSupport
import Testing

/// What is computed about a review or a run is computed once.
struct FindingsTests {
  @Test func `a study runs once for each of its settings`() {
    let findings = Findings()
    let runs = Mutex(0)
    func study(_ settings: String, _ result: Int?) -> Int? {
      findings.finding(settings) {
        runs.withLock { $0 += 1 }
        return result
      }
    }
    #expect([study("a", 1), study("a", 2), study("b", 3)] == [1, 1, 3])
    #expect([study("none", nil), study("none", 4)] == [nil, nil])
    #expect(runs.withLock { $0 } == 3)
    // Another kind of result with the same settings is another study.
    #expect(findings.finding("a") { "text" } == "text")
  }

  @Test func `a study that several threads need at once runs once`() {
    let findings = Findings()
    let runs = Mutex(0)
    let results = Parallel.map(200, jobs: 8) { index in
      findings.finding("\(index % 3)") {
        runs.withLock { $0 += 1 }
        // A study may use another one.
        return findings.finding("\(index % 3)") { [index % 3] }.count + index % 3
      }
    }
    #expect(results == (0..<200).map { 1 + $0 % 3 })
    #expect(runs.withLock { $0 } == 3)
  }

  @Test(arguments: [
    "swaps.flip-count", "swaps.flip-sentence", "agreement.lowest", "deletion.area",
    "kernel-shap.sum", "lime.strongest",
  ])
  func `forty values of one study ask a program no more than one value does`(path: String)
    async throws
  {
    let counts = try await [1, 40].asyncMap { try await questions(of: path, times: $0) }
    #expect(counts[0] == counts[1])
  }

  /// How many texts a program is asked about by a document with a value.
  private func questions(of path: String, times: Int) async throws -> Int {
    let classifier = AskedClassifier()
    try await TemporaryFolder.useWaiting { folder in
      let value = "`{value \(path)}`\n\n"
      let document = try folder.write(
        "---\nscope: review\n---\n\n" + String(repeating: value, count: times), to: "one.md")
      let request = ReportBuilder.Request(
        documents: [document], output: .init(folder["site"]), methods: "occlusion",
        access: .gradientAnywhere)
      let list = try PickList(parsing: Array("{#a} A good film!\n".utf8), path: "picks.txt")
      _ = try await ReportBuilder(request, picks: list).build(
        with: Explainer(classifier))
    }
    return classifier.asked.withLock { $0 }
  }
}

extension Array {
  /// The results of an operation that waits, in order.
  fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows
    -> [Result]
  {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}

/// A classifier that counts the texts that it is asked about.
private final class AskedClassifier: TextClassifier {
  let identity = "asked"
  let classes = Label.binary
  let asked = Mutex(0)

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    asked.withLock { $0 += texts.count }
    return texts.map { text in
      let positive = sigmoid(text.contains("good") ? 1 : -0.5)
      return [1 - positive, positive]
    }
  }
}
