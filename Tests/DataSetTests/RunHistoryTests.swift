import DataSet
import Dispatch
import SourceText
import TestSupport
import Testing

/// Values of claims over many runs, in one file.
@Suite struct RunHistoryTests {
  private let record = RunRecord(
    run: "2026-11-03", properties: ["model": "ab\n\"c"],
    values: ["accuracy": 0.8875, "slope": nil, "errors": 12, "odd": .infinity])

  @Test func `what is appended is read again, in order`() throws {
    try TemporaryFolder.use { folder in
      let history = RunHistory(folder["history.jsonl"])
      #expect(try history.read().records.isEmpty)
      try history.append(record)
      try history.append(RunRecord(run: "second", values: [:]))
      let (records, problems) = try history.read()
      #expect(records.map(\.run) == ["2026-11-03", "second"] && problems.isEmpty)
      #expect(records[0] == record && records[0].values["odd"] == .some(nil))
      #expect(
        folder.read("history.jsonl")?.split(separator: "\n").first
          == #"""
          {"history":1,"run":"2026-11-03","properties":{"model":"ab\n\"c"},\#
          "values":{"accuracy":0.8875,"errors":12,"odd":null,"slope":null}}
          """#)
    }
  }

  @Test func `many writers at once lose nothing`() throws {
    try TemporaryFolder.use { folder in
      let path = folder["history.jsonl"]
      DispatchQueue.concurrentPerform(iterations: 8) { writer in
        for number in 0..<50 {
          let record = RunRecord(run: "\(writer)-\(number)", values: ["x": Double(number)])
          try? RunHistory(path).append(record)
        }
      }
      let (records, problems) = try RunHistory(path).read()
      #expect(problems.isEmpty && Set(records.map(\.run)).count == 400 && records.count == 400)
      for writer in 0..<8 {
        let own = records.filter { $0.run.hasPrefix("\(writer)-") }
        #expect(own.map(\.run) == (0..<50).map { "\(writer)-\($0)" })
      }
    }
  }

  @Test func `a damaged line is reported with its place, and all others are kept`() throws {
    try TemporaryFolder.use { folder in
      let history = RunHistory(folder["history.jsonl"])
      try history.append(record)
      let good = try #require(folder.read("history.jsonl"))
      let damaged =
        good + #"{"history":1,"run":"cut"# + "\n" + #"{"other":1}"# + "\n" + good.dropLast(9)
      try folder.write(damaged, to: "history.jsonl")
      try history.append(RunRecord(run: "later", values: [:]))
      #expect(folder.read("history.jsonl")?.hasPrefix(damaged + "\n{") == true)
      let (records, problems) = try history.read()
      #expect(records.map(\.run) == ["2026-11-03", "later"])
      #expect(problems.map { $0.location?.line } == [2, 3, 4])
      #expect(
        folder.relative(problems[0])
          == """
          history.jsonl:2:24: warning: this line is cut short or damaged here
            hint: the line is skipped; other lines are not affected
          """)
      #expect(
        folder.relative(problems[1]).hasPrefix(
          "history.jsonl:3: warning: this line is not a record"))
    }
  }

  @Test func `a line without its end is not trusted`() throws {
    try TemporaryFolder.use { folder in
      let history = RunHistory(folder["history.jsonl"])
      try history.append(record)
      let whole = try #require(folder.read("history.jsonl"))
      try folder.write(String(whole.dropLast()), to: "history.jsonl")
      let (records, problems) = try history.read()
      #expect(records.isEmpty && problems.count == 1)
    }
  }

  @Test(arguments: ["id,text\n1,a\n", "{\"id\":1}\n", "\u{1}\n", "[]"])
  func `another program's file is not touched`(contents: String) throws {
    try TemporaryFolder.use { folder in
      try folder.write(contents, to: "data.jsonl")
      let history = RunHistory(folder["data.jsonl"])
      #expect(throws: Diagnostics.self) { try history.append(record) }
      #expect(throws: Diagnostics.self) { try history.read() }
      #expect(folder.read("data.jsonl") == contents)
    }
  }

  @Test func `missing folders are created, and one that cannot be is a problem of the machine`()
    throws
  {
    try TemporaryFolder.use { folder in
      let history = RunHistory(folder["missing/folder/history.jsonl"])
      #expect(try history.read().records.isEmpty && folder.read("missing/folder") == nil)
      try history.append(record)
      #expect(try history.read().records.count == 1)
      // The path goes through a file.
      let impossible = RunHistory(folder["missing/folder/history.jsonl/history.jsonl"])
      let append = #expect(throws: Diagnostics.self) { try impossible.append(record) }
      let read = #expect(throws: Diagnostics.self) { try impossible.read() }
      for error in [append, read] { #expect(error?.all.first?.cause == .machine) }
    }
  }

  @Test func `a device or a folder is not a history`() throws {
    for path in ["/dev/null", "/dev/full", "/dev"] {
      let error = #expect(throws: Diagnostics.self) { try RunHistory(path).read() }
      #expect(error?.all.first?.message == "this file is not a history of runs")
      #expect(error?.all.first?.hint != nil)
    }
  }
}
