import Foundation
import TestSupport
import Testing

/// Files of reviews in the forms that data sets have, through each command that reads some.
@Suite struct ReviewCommandTests {
  /// A form of the same three reviews.
  struct Form: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var options: [String] = []
    /// Whether the form has ids.
    var hasIDs = false
    var testDescription: String { name }
  }

  private static let forms = [
    Form(name: "comma.csv", text: "text,label\nA good film.,1\n\"Bad, boring.\",0\n...,1\n"),
    Form(
      name: "UPPER.TSV", text: "review\tsentiment\nA good film.\tpos\nBad, boring.\tneg\n...\tpos\n"
    ),
    Form(
      name: "semicolon.csv",
      text:
        "sep=;\r\nid;review;sentiment\r\na;A good film.;True\r\nb;Bad, boring.;false\r\nc;...;1.0\r\n",
      hasIDs: true),
    Form(
      name: "stars.csv", text: "text,stars\nA good film.,5\n\"Bad, boring.\",1\n...,4\nSo so.,3\n",
      options: ["--labels", "1=negative,3=,4=positive,5=positive"]),
    Form(
      name: "named.csv",
      text: "review,text,key,mark\nx,A good film.,a,-1\ny,\"Bad, boring.\",b,1\nz,...,c,-1\n",
      options: [
        "--text-column", "text", "--label-column", "mark", "--id-column", "key", "--labels",
        "-1=positive,1=negative",
      ], hasIDs: true),
    Form(
      name: "lines.ndjson",
      text: """
        {"text": "A good film.", "label": 1}
        {"text": "Bad, boring.", "label": 0}
        {"text": "...", "label": 1}
        """),
    Form(
      name: "array.json",
      text: """
        [{"text": "A good film.", "label": true},
         {"text": "Bad, boring.", "label": false}, {"text": "...", "label": true}]
        """),
    Form(name: "uci.txt", text: "A good film.  \t1\nBad, boring.  \t0\n...  \t1\n"),
    Form(
      name: "fasttext.txt",
      text:
        "__label__positive A good film.\n__label__negative Bad, boring.\n__label__positive ...\n"),
    Form(
      name: "pandas.txt",
      text:
        ",review,sentiment\n0,A good film.,positive\n1,\"Bad, boring.\",negative\n2,...,positive\n"),
    Form(
      name: "picks.txt",
      text: "{#a label=positive} A good film.\n{#b label=neg} Bad, boring.\n{#c label=1} ...\n",
      hasIDs: true),
  ]

  private struct Line: Decodable {
    let id, text: String
    let label: String?
  }

  private func check(_ json: String, _ form: Form) throws {
    let lines = try json.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(lines.map(\.text) == ["A good film.", "Bad, boring.", "..."])
    #expect(lines.map(\.label) == ["positive", "negative", "positive"])
    #expect(lines.map(\.id) == (form.hasIDs ? ["a", "b", "c"] : [1, 2, 3].map { "review-\($0)" }))
  }

  @Test(arguments: forms)
  func `every command reads the same reviews`(form: Form) throws {
    try Workplace.use { work in
      try work.writeModel()
      try work.folder.write(form.text, to: form.name)
      try work.folder.write("# Tiny\n", to: "tiny.md")
      let wordless = "\(form.name): warning: the model finds no word in 1 of 3 reviews\n"
      func run(_ arguments: String...) throws -> String {
        let outcome = try Program(folder: work.folder.path).run(arguments + form.options)
        #expect(outcome.status == 0, "\(arguments): \(outcome.error)")
        if arguments[0] != "diagnose", !arguments.contains("--background") {
          #expect(outcome.error.contains(wordless), "\(arguments): \(outcome.error)")
        }
        return outcome.output
      }
      let model = ["--model", "model", "--methods", "occlusion"]
      try check(
        run("attribute", "--reviews", form.name, model[0], model[1], model[2], model[3]), form)
      _ = try run(
        "build", "tiny.md", "--reviews", form.name, "--output", "site", model[0], model[1],
        model[2], model[3])
      try check(try #require(work.folder.read("site/data/report.jsonl")), form)
      #expect(
        try run("evaluate", "--data", form.name, "--json", "--model", "model").contains(
          "\"reviews\":3"))
      _ = try run(
        "train", "--data", form.name, "--output", "trained", "--epochs", "1",
        "--validation-fraction", "0.34", "--embedding-dimensions", "2", "--hidden-units", "2")
      let card = try #require(work.folder.read("trained/card.md"))
      #expect(card.contains("Trained on 3 reviews"))
      #expect(
        try run("diagnose", "--data", form.name, "--json", "--methods", "saliency")
          == run("diagnose", "--reviews", form.name, "--json", "--methods", "saliency"))
    }
  }

  @Test func `a background in any form is the same background`() throws {
    try Workplace.use { work in
      try work.writeModel()
      var hashes: Set<String> = []
      for form in Self.forms {
        try work.folder.write(form.text, to: form.name)
        let outcome = try Program(folder: work.folder.path).run(
          [
            "attribute", "--reviews", "picks.txt", "--methods", "occlusion:baseline=corpus-mean",
            "--model", "model", "--background", form.name,
          ] + form.options.filter { $0 == "--text-column" || $0 == "text" })
        #expect(outcome.status == 0, "\(form.name): \(outcome.error)")
        let start = try #require(outcome.output.range(of: "\"background\":\""))
        // Where the option would leave a review out, it is there.
        if form.name != "stars.csv" {
          hashes.insert(String(outcome.output[start.upperBound...].prefix(64)))
        }
      }
      #expect(hashes.count == 1)
    }
  }

  @Test(arguments: [
    ("-1,1", "-1=negative,1=positive"), ("1,2", "1=negative,2=positive"),
    ("0,4", "0=negative,4=positive"),
    ("1,2,3,4,5", "1=negative,2=negative,3=,4=positive,5=positive"),
  ])
  func `numbers that could mean either class are a question`(numbers: String, option: String) throws
  {
    try Workplace.use { work in
      let rows = numbers.split(separator: ",").map { "A film.,\($0)\n" }.joined()
      try work.folder.write("text,label\n" + rows, to: "a.csv")
      for command in [["evaluate", "--data", "a.csv"], ["attribute", "--reviews", "a.csv"]] {
        let outcome = try Program(folder: work.folder.path).run(command)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.error.contains("for example --labels \(option)\n"), "\(outcome.error)")
        let named = try Program(folder: work.folder.path).run(
          command + ["--labels", option]
            + (command[0] == "attribute" ? ["--methods", "saliency"] : []))
        #expect(named.status == 0, "\(named.error)")
      }
    }
  }

  @Test func `a pipe in a folder is left out, not waited for`() throws {
    try Workplace.use { work in
      for name in ["pos/a.txt", "neg/b.txt"] { try work.folder.write("A good film.", to: name) }
      let outcome = try Program(folder: work.folder.path).run(
        script: """
          mkfifo pos/pipe.txt
          report evaluate --data . --json
          report attribute --reviews . --methods saliency
          """)
      #expect(outcome.status == 0)
      #expect(outcome.error.ranges(of: "skipped, because this is not a regular file").count == 2)
      #expect(outcome.output.contains("\"reviews\":2"))
    }
  }

  @Test func `a model with as many classes as the data is trained, and judges them`() throws {
    try Workplace.use { work in
      let words = ["awful", "dull", "fine", "good", "great"]
      let rows = (0..<60).map { "\"A \(words[$0 % 5]) film, \(words[$0 % 5])\",\($0 % 5 + 1)\n" }
      try work.folder.write("text,stars\n" + rows.joined(), to: "five.csv")
      for architecture in ["average", "max"] {
        let trained = try work.report(
          "train", "--data", "five.csv", "--output", architecture, "--architecture", architecture,
          "--epochs", "60", "--learning-rate", "0.05", "--vocabulary-size", "30",
          "--sequence-length", "8", "--batch-size", "10", "--word-dropout", "0", "--dropout", "0")
        #expect(trained.status == 0, "\(trained.error)")
        let judged = try work.report(
          "evaluate", "--data", "five.csv", "--model", architecture, "--json")
        #expect(judged.status == 0, "\(judged.error)")
        #expect(judged.output.contains("\"accuracy\":1.0"), "\(judged.output)")
      }
    }
  }
}
