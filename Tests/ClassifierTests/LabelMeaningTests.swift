import Classifier
import SourceText
import Testing

@Suite struct LabelMeaningTests {
  private func names(_ labels: [String], _ classes: [Label] = Label.binary) -> [String?] {
    let meaning = LabelMeaning(of: labels, among: classes)
    return labels.map { label in try? meaning.label(for: label, at: nil).name }
  }

  private func hint(_ labels: [String], _ classes: [Label] = Label.binary) -> String {
    let meaning = LabelMeaning(of: labels, among: classes)
    return problems { try meaning.label(for: labels[0], at: nil) }
  }

  @Test func `negative and positive are written in many ways`() {
    let (no, yes) = ("negative", "positive")
    #expect(names(["0", "1"]) == [no, yes])
    #expect(names(["0.0", " 1.0 "]) == [no, yes])
    #expect(names(["False", "True"]) == [no, yes])
    #expect(names([" Negative", "POSITIVE "]) == [no, yes])
    #expect(names(["LABEL_0", "LABEL_1"]) == [no, yes])
    #expect(names(["neg", "pos"]) == [no, yes])
  }

  @Test(arguments: [
    (["1", "2"], "1=negative,2=positive"), (["1", "-1"], "-1=negative,1=positive"),
    (["0", "4"], "0=negative,4=positive"), (["0", "2", "4"], "0=negative,4=positive"),
    (["1", "3", "5"], "1=negative,2=negative,3=,4=positive,5=positive"),
    (["0", "10"], "0=negative,10=positive"),
  ])
  func `numbers are never assumed where 1 could mean either`(labels: [String], option: String) {
    #expect(names(labels).allSatisfy { $0 == nil })
    #expect(hint(labels).hasSuffix("map the labels to classes, for example --labels \(option)"))
  }

  @Test func `a number is the place of a class with a name`() {
    let three: [Label] = ["bad", "mixed", "good"]
    #expect(names(["0", "2", "1"], three) == ["bad", "good", "mixed"])
    #expect(names(["0.0", "LABEL_2"], three) == ["bad", "good"])
    #expect(names(["1", "2", "3"], three) == [nil, nil, nil])
    #expect(hint(["1", "2", "3"], three).contains("--labels 1=bad,2=mixed,3=good"))
    #expect(names(["1", "5.0"], ["1", "5"]) == ["1", "5"])
  }

  @Test func `a label that is nearly a class is no class`() {
    #expect(
      hint(["postive"]) == "error: there is no class 'postive'\n  hint: did you mean 'positive'?")
  }
}
