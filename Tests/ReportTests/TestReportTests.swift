import Foundation
import TestSupport
import Testing

/// Claims and gates as test cases, read back as Jenkins and GitLab read them.
@Suite struct TestReportTests {
  /// The attributes that Jenkins' schema junit-10.xsd has for each element, and `file` and `line` of a case, which GitLab
  /// and pytest have and Jenkins' step `junit` passes over.
  private static let attributes: [String: Set<String>] = [
    "testsuites": ["tests", "failures", "errors"],
    "testsuite": ["name", "tests", "failures", "errors"],
    "testcase": ["classname", "name", "file", "line"], "failure": ["message", "type"],
  ]

  /// Reads a file and checks it by the rules of both systems.
  private func cases(in xml: String?) throws -> [XMLTree] {
    let text = try #require(xml)
    let root = try #require(XMLTree.root(of: text))
    #expect(root.name == "testsuites")
    let suites = root.children
    #expect(suites.allSatisfy { $0.name == "testsuite" })
    let cases = suites.flatMap(\.children)
    #expect(cases.allSatisfy { $0.name == "testcase" && $0.attributes["name"]?.isEmpty == false })
    for element in suites + [root] {
      #expect(element.attributes["tests"] == "\(element.all("testcase").count)")
      #expect(element.attributes["failures"] == "\(element.all("failure").count)")
    }
    for (name, allowed) in Self.attributes {
      for element in root.all(name) { #expect(Set(element.attributes.keys).isSubset(of: allowed)) }
    }
    // GitLab makes the key of a case of class name and name, Jenkins its address.
    let keys = cases.map { [$0.attributes["classname"], $0.attributes["name"]] }
    #expect(Set(keys).count == keys.count, "\(keys)")
    return cases
  }

  private func build(_ work: Workplace, _ document: String, _ options: String...) throws
    -> Program.Outcome
  {
    try work.writeModel()
    try work.folder.write(document, to: "dup.md")
    return try Program(folder: work.folder.path).run(
      ["build", "dup.md", "--reviews", "picks.txt", "--model", "model", "--quiet"]
        + Workplace.fewMethods + options)
  }

  private static let twice = """
    ---
    title: Twice
    ---

    ```{check #chk-a}
    claim: review.words > 3
    review: good
    says: The first is long.
    ```

    ```{check #chk-b}
    claim: review.words > 3
    review: review-2
    says: The second is long.
    ```

    ```{check}
    claim: review.words > 100
    ```

    ```{check}
    claim: review.words > 100
    ```

    ```{check}
    claim: model.classes == 2
    ```

    ```{check}
    claim: all of reviews review.words > 3
    ```
    """

  @Test func `claims with the same words are different cases, and say which review they are about`()
    throws
  {
    try Workplace.use { work in
      #expect(try build(work, Self.twice).status == 1)
      let cases = try cases(in: work.folder.read("public/junit.xml"))
      #expect(
        cases.compactMap { $0.attributes["name"] } == [
          "chk-a: review.words > 3 (review good): The first is long.",
          "chk-b: review.words > 3 (review review-2): The second is long.",
          "review.words > 100 (review good)", "review.words > 100 (review good) (2)",
          "model.classes == 2", "all of reviews review.words > 3",
        ])
      #expect(cases.allSatisfy { $0.attributes["classname"] == "dup.html" })
      #expect(cases.map { $0.attributes["line"] } == ["6", "12", "18", "22", "26", "30"])
    }
  }

  @Test func `claims in JSON name their review`() throws {
    struct Report: Decodable {
      struct Claim: Decodable { let review: String? }
      let claims: [Claim]
    }
    try Workplace.use { work in
      let json = try build(work, Self.twice, "--json", "-").output
      let report = try JSONDecoder().decode(Report.self, from: Data(json.utf8))
      #expect(report.claims.map(\.review) == ["good", "review-2", "good", "good", nil, nil])
    }
  }

  @Test func `a claim on the page of each review is a case of that page and review`() throws {
    try Workplace.use { work in
      let document =
        "---\ntitle: T\nscope: review\n---\n\n```{check}\nclaim: review.words > 1\n```\n"
      #expect(try build(work, document).status == 0)
      let cases = try cases(in: work.folder.read("public/junit.xml"))
      #expect(
        cases.map { [$0.attributes["classname"], $0.attributes["name"]] } == [
          ["dup/good.html", "review.words > 1 (review good)"],
          ["dup/review-2.html", "review.words > 1 (review review-2)"],
        ])
    }
  }

  @Test func `whatever a sentence says, the file can be read and gives it back`() throws {
    let says = "p < q & \"r\" > 's' ]]> <!-- é \u{1F600}"
    let name = "says \u{202E}x"
    let document = """
      ---
      title: T
      ---

      ```{check}
      claim: review.words > 100
      says: \(says)
      ```

      ```{check}
      claim: review.words > 1
      says: \(name)
      ```
      """
    try Workplace.use { work in
      #expect(try build(work, document).status == 1)
      let cases = try cases(in: work.folder.read("public/junit.xml"))
      let failure = try #require(cases.first?.children.first)
      // The author's straight quotation marks are set as typographers do.
      func plain(_ text: String?) -> String? {
        text?.replacing(#/[“”]/#, with: "\"").replacing(#/[‘’]/#, with: "'").replacing(
          "–", with: "--")
      }
      #expect(plain(failure.text) == says)
      #expect(plain(cases[0].attributes["name"])?.hasSuffix("(review good): \(says)") == true)
      #expect(failure.attributes["message"] == "review.words is 4")
      #expect(cases[1].attributes["name"]?.hasSuffix("says ⟨U+202E⟩x") == true)
    }
  }

  @Test func `cases of gates follow the same rules`() throws {
    try Workplace.use { work in
      // Ids and names come from files that anybody may have written.
      let id = #"one <&> \"x\" \n\u202e'y'"#
      try work.folder.write(RunLine(id: id).json + RunLine(id: "two").json, to: "old.jsonl")
      let new = RunLine(id: id, probability: 0.25, verdict: "negative", scores: "[-0.3,0.05]")
      try work.folder.write(new.json + RunLine(id: "three").json, to: "new.jsonl")
      let outcome = try work.report(
        "diff", "old.jsonl", "new.jsonl", "--format", "junit", "--fail-on",
        "flip,moved:0,missing,rank:1,probability:0.1,incomparable")
      #expect(outcome.status == 1)
      let cases = try cases(in: outcome.output)
      #expect(cases.contains { $0.attributes["name"] == "one <&> \"x\"  ⟨U+202E⟩'y'" })
      #expect(cases.contains { $0.children.first?.attributes["message"] == "positive → negative" })
    }
  }
}
