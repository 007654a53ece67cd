import Attribution
import Classifier
import Foundation
import Reporting
import SourceText
import TestSupport
import Testing

/// A line of JSON about a review, read back by another reader.
@Suite struct AnalysisJSONTests {
  @Test func `every character of a text and an id comes back`() throws {
    let scalars = String.UnicodeScalarView((1...0x2FF).compactMap { Unicode.Scalar(UInt32($0)) })
    let text = "good \(String(scalars)) \\ \\\\ \\n \" / 🎬 \u{2028} bad"
    let methods = try ConfiguredMethod.list(parsing: "occlusion", defaults: [])
    let analyst = ReviewAnalyzer(
      model: TinyClassifier.model, methods: methods, target: .probability)
    let pick = Pick(id: "a\\\"b", text: text, location: SourceLocation(file: "a"))
    let line = analyst.analyse(pick, number: 1).json
    #expect(!line.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let found = try #require(object)
    #expect(Array((found["text"] as? String ?? "").utf8) == Array(text.utf8))
    #expect(found["id"] as? String == pick.id)
  }
}
