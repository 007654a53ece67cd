import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Models
import Playground
import SourceText

/// `playground-numbers`: what `.ci/check-playground` compares with the numbers of a page.
///
///     playground-numbers model [MODEL]     writes the model as a page holds it
///     playground-numbers answers [MODEL]   reads texts, and writes the numbers of the program for each
///
/// The streams are those of `Sources/Playground/WebAssembly/console.c`, without the model. The numbers come from ``Explainer``
/// and the general backward pass, not from the sources that only a playground uses.
@main struct PlaygroundNumbers {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard (1...2).contains(arguments.count), ["model", "answers"].contains(arguments[0]) else {
      print("usage: playground-numbers model|answers [MODEL]")
      exit(2)
    }
    let model = try Model.load(arguments.count > 1 ? arguments[1] : nil)
    let output = FileHandle.standardOutput
    guard arguments[0] == "answers" else {
      guard let playground = PlaygroundModel(Explainer(model), baseline: .pad) else {
        print("no playground: \(PlaygroundModel.refusal(of: Explainer(model)) ?? "")")
        exit(2)
      }
      return try output.write(contentsOf: Data(playground.bytes()))
    }
    let input = Array(try FileHandle.standardInput.readToEnd() ?? Data())
    var place = 0
    func size() -> Int {
      defer { place += 4 }
      return (0..<4).reduce(0) { $0 | Int(input[place + $1]) << (8 * $1) }
    }
    while place < input.count {
      let (padding, count) = (size(), size())
      let text = String(decoding: input[place..<place + count], as: UTF8.self)
      place += count
      let answer = try ReportedAnswer(text, padding: padding, by: model)
      let numbers = answer.numbers.flatMap { bytes(of: $0.bitPattern) }
      let words = Array(answer.words.map { $0 + "\n" }.joined().utf8)
      for part in [numbers, words] {
        try output.write(contentsOf: Data(bytes(of: UInt32(part.count)) + part))
      }
    }
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
