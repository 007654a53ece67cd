import Foundation
import Reporting
import SourceText
import TestSupport
import Testing

/// The values of claims over several builds.
@Suite struct ClaimHistoryTests {
  private static let document = """
    ```{history #tbl-history}
    ```

    ```{check #chk-accuracy}
    claim: confusion.accuracy >= history.last - 0.01
    ```

    ```{check #chk-words}
    claim: importance.words > 3
    ```

    ```{check}
    claim: reviews.count > 0
    ```
    """

  private static var data: DataSetReport {
    var data = DataSetReport.pairs
    data.history = "runs.jsonl"
    return data
  }

  @Test func `a first run has nothing to compare with, and the next one compares`() async throws {
    var data = Self.data
    let first = try await data.build(Self.document)
    #expect(first.outcome.failedClaims == [])
    #expect(
      first.page.text.contains("no earlier run has its value, so there is nothing to compare with"))
    let kept = try #require(first.history)
    #expect(kept.split(separator: "\n").count == 1 && kept.contains("\"run\":\"1\""))
    #expect(kept.contains("\"chk-accuracy\":0.925") && kept.contains("\"chk-words\":"))
    data.files["runs.jsonl"] = kept
    let second = try await data.build(Self.document)
    #expect(second.outcome.failedClaims == [])
    let rows = try second.page.body(ofTableHeaded: "Claim", "Runs")
    #expect(rows.count == 2 && rows.allSatisfy { $0[2] == $0[3] && $0[5] == "yes" })
    let both = try #require(second.history)
    #expect(both.hasPrefix(kept) && both.split(separator: "\n").count == 2)
    #expect(both.contains("\"run\":\"2\""))
  }

  @Test func `a claim about one class or one test belongs to the run, and is kept`() async throws {
    let built = try await Self.data.build(
      """
      ```{check #chk-recall}
      claim: confusion.recall.positive >= 0
      ```

      ```{check #chk-casing}
      claim: invariance.casing >= 0
      ```
      """)
    #expect(built.history?.contains("\"chk-casing\":0,\"chk-recall\":0.9") == true)
  }

  @Test func `a claim that is worse than in the last run by more than its tolerance fails`()
    async throws
  {
    var data = Self.data
    data.files["runs.jsonl"] = try await data.build(Self.document).history
    data.rows[0].label = "negative"
    let built = try await data.build(Self.document)
    #expect(built.outcome.failedClaims.count == 1)
    let row = try #require(try built.page.body(ofTableHeaded: "Claim", "Runs").first)
    #expect(row[4].hasPrefix("\u{2212}") && row[5] == "no")
    // The page is written all the same, and so is the run.
    #expect(built.history?.split(separator: "\n").count == 2)
  }

  @Test func `a damaged line is a warning with its number, and the others count`() async throws {
    var data = Self.data
    let first = try await data.build(Self.document)
    let kept = try #require(first.history)
    data.files["runs.jsonl"] = kept + kept.prefix(40) + "\n" + kept
    let built = try await data.build(Self.document)
    #expect(built.page.text.contains("in 2 earlier runs and in this one"))
    let warnings = built.outcome.warnings.map { "\($0)" }
    #expect(warnings.count == 1 && warnings[0].contains("runs.jsonl:2:"))
    #expect(built.history?.hasPrefix(kept + kept.prefix(40) + "\n" + kept) == true)
  }

  @Test func `a file that is no history is refused, and nothing is written`() async throws {
    var data = Self.data
    data.files["runs.jsonl"] = "text,label\nA film,positive\n"
    do {
      _ = try await data.build(Self.document)
      Issue.record("a table is taken as a history")
    } catch {
      #expect("\(error)".contains("this file is not a history of runs"), "\(error)")
    }
  }

  @Test func `a claim about a history that is not kept holds, and says that there is none`()
    async throws
  {
    var data = Self.data
    data.history = nil
    let built = try await data.build(Self.document)
    #expect(built.outcome.failedClaims == [])
    #expect(built.page.text.contains("no history is kept, so there is nothing to compare with"))
  }
}
