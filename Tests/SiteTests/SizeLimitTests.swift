import Site
import Testing

/// What an output with a size limit leaves out.
struct SizeLimitTests {
  @Test func `what does not fit goes as a whole, from the end, and is counted`() {
    let sections = [
      SizeLimit.Section(size: 100, count: 2, of: "claim"),
      SizeLimit.Section(size: 50, of: "page of the list", plural: "pages of the list"),
      SizeLimit.Section(size: 100, count: 7, of: "review"),
      SizeLimit.Section(size: 10, count: 1, of: "review"),
    ]
    for bytes in 0..<400 {
      let fitting = SizeLimit(bytes: bytes).fitting(sections)
      let size = [100, 50, 100, 10].prefix(fitting.count).reduce(0, +) + fitting.note.utf8.count
      #expect(size <= bytes)
      #expect((fitting.count == 4) == (bytes >= 260))
    }
    #expect(
      SizeLimit(bytes: 240).fitting(sections).note
        == "\n*Omitted: 1 of 1 page of the list, 8 of 8 reviews; this output is limited to 240 bytes.*\n"
    )
    #expect(SizeLimit(bytes: nil).fitting(sections).count == 4)
  }
}
