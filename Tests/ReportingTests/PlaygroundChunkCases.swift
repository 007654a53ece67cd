import SourceText
import TestSupport
import Testing

/// The option of the chunk that holds the model.
extension ChunkOptionTests {
  static var ofPlaygrounds: [Case] {
    @Sendable func isHalf(_ page: Node) throws -> JSON? {
      let text = try #require(page.all("div", "settings").first?.attributes["data-settings"])
      return try JSON(parsing: SourceFile(path: "settings", text: text))["isHalf"]
    }
    return [
      Case(key: "playground.playground", given: "playground=half", isReport: true) {
        (plain, changed) throws in
        let values = [try isHalf(plain), try isHalf(changed)]
        #expect(values == [.bool(false), .bool(true)])
      }
    ]
  }
}
