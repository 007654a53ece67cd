import Attribution
import Classifier
import Foundation
import HTML
import LinearAlgebra
import Models
import Playground
import TestSupport
import Testing

/// What the page of a playground shows and says.
struct PlaygroundSessionTests {
  private func session(
    _ model: Model, _ target: OutputScale = .probability, reading text: String = ""
  ) throws -> PlaygroundSession {
    var playground = try #require(
      PlaygroundModel(Explainer(model, target: target), baseline: .pad))
    playground.thresholds = [0.5, 1, 2, 4, 8, 16]
    return PlaygroundSession(playground, reading: text)
  }

  /// The changes of a page, as a script reads them.
  private func changes(
    _ session: PlaygroundSession, _ parts: PlaygroundSession.Parts, at caret: Int? = nil
  ) throws -> [[Any]] {
    let json = session.json(parts, at: caret)
    return try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [[Any]])
  }

  private func text(of node: Any) -> String {
    guard let element = node as? [Any] else { return node as? String ?? "" }
    return (element.last as? [Any] ?? []).map { text(of: $0) }.joined()
  }

  private func shown(_ selector: String, _ changes: [[Any]]) -> String? {
    changes.first { $0[0] as? String == selector }.map { text(of: $0) }
  }

  @Test(arguments: PlaygroundCase.all)
  func `the page shows every text as it is`(_ one: PlaygroundCase) throws {
    for text in PlaygroundCase.texts + ["\u{1}\u{1F}\\ \" \u{7F}\u{2028}<b>"] {
      let session = try session(one.model(), reading: text)
      let painted = try changes(session, .answer)
      #expect(
        shown(".editor .text", painted)?.unicodeScalars.elementsEqual((text + "\n").unicodeScalars)
          == true, "\(text)")
    }
  }

  @Test(arguments: [OutputScale.probability, .logit])
  func `numbers are those of the report's texts`(_ target: OutputScale) throws {
    let session = try session(Model.load(), target, reading: "A warm, funny film.")
    let painted = try changes(session, [.answer, .words, .gradient])
    let answer = session.answer
    func output(_ number: Double) -> String {
      target == .logit
        ? NumberText.fixed(number, digits: 3) : NumberText.percent(number, digits: 2)
    }
    func change(_ number: Double) -> String {
      target == .logit
        ? NumberText.fixed(number, digits: 3, isSigned: true)
        : NumberText.points(number, digits: 2)
    }
    #expect(shown("[data-show=value]", painted) == output(answer.value))
    #expect(shown("[data-show=start]", painted) == output(answer.start))
    #expect(shown("[data-show=sum]", painted) == change(answer.scores.reduce(0, +)))
    #expect(shown("[data-show=count]", painted) == "4 words")
    #expect(
      shown(".words-figure tbody", painted)
        == zip(answer.scores, zip(["A", "warm", "funny", "film"], answer.words)).map {
          "\($1.0)\(change($0))\($1.1.index)"
        }.joined())
    #expect(
      shown(".row-figure tbody", painted)?.replacing("\u{202F}", with: " ")
        == answer.gradient.enumerated().map {
          "\($0 + 1)\(NumberText.scientificText($1))".replacing("\u{202F}", with: " ")
        }.joined())
  }

  @Test func `a page changes only the parts that are asked for`() throws {
    let session = try session(TinyClassifier.model, reading: "a good film")
    #expect(try changes(session, []).map { $0[0] as? String } == ["[data-show=word]"])
    #expect(try changes(session, .words).count == 2)
    #expect(try changes(session, .gradient).count == 2)
  }

  @Test func `the word of the buttons is at the caret, or else the strongest`() throws {
    let session = try session(Model.load(), reading: "the worst, \u{1F3AC} film")
    #expect(session.wordName(at: nil) == "“worst”")
    #expect(session.wordName(at: 17) == "“film”")
    #expect(try self.session(Model.load(), reading: " ").wordName(at: nil) == "a word")
    let long = try self.session(Model.load(), reading: String(repeating: "x", count: 40))
    #expect(long.wordName(at: 0) == "“\(String(repeating: "x", count: 16))”")
  }

  @Test func `an edit is told with what it did to the output`() throws {
    var session = try session(Model.load(), reading: "a good film")
    func edit(_ kind: PlaygroundText.Edit, at caret: Int? = nil, padding: Int = 0) -> String {
      let text = session.edited(kind, at: caret, seed: 1)
      session.read(text, padding: padding)
      return session.report
    }
    #expect(
      edit(.shuffle)
        == "Shuffled the words: nothing changed, not even the last bit of the output."
        || session.report.hasPrefix("Shuffled the words: the output changed by rounding only, "))
    #expect(edit(.double, at: 0).hasPrefix("Doubled “"))
    #expect(session.report.contains(": the output moved by "))
    #expect(edit(.not).hasPrefix("Inserted “not”: "))
    #expect(edit(.pad, padding: 64).hasPrefix("Added 64 positions of padding: the output moved by"))
    #expect(session.positions.hasPrefix("320 positions"))
    session.read("", padding: 0)
    #expect(session.report.isEmpty && session.spoken == session.verdict)
    for kind in [PlaygroundText.Edit.shuffle, .remove, .double] {
      #expect(edit(kind) == "There is no word.")
    }
  }

  @Test func `the end of the field is told`() throws {
    var session = try session(TinyClassifier.model)
    session.read(String(repeating: "\u{1F3AC}", count: 10_000), padding: 0)
    #expect(session.report == "The text ends here, at 20000 characters.")
    session.read(String(repeating: "a", count: 19_999), padding: 0)
    #expect(session.report.isEmpty)
  }

  @Test func `classes without a bar are left out`() throws {
    let session = try session(TinyClassifier.threeClasses, reading: "a good film")
    let painted = try changes(session, .answer)
    let verdict = session.answer.verdict + 1
    #expect(
      shown(".classes tbody tr:nth-child(\(verdict)) th", painted)
        == session.model.classes[verdict - 1])
    #expect(shown(".meter .strong", painted) == nil)
  }
}
