import SourceText
import Testing

@Suite struct DiagnosticTests {
  @Test func `a diagnostic is printed as compilers do`() {
    let place = SourceLocation(file: "a.md", line: 3, column: 7)
    #expect(
      Diagnostic("no such chunk", at: place, hint: "did you mean 'b'?").description
        == "a.md:3:7: error: no such chunk\n  hint: did you mean 'b'?")
    #expect(
      Diagnostic("odd", at: SourceLocation(file: "a.md", line: 3), severity: .warning).description
        == "a.md:3: warning: odd")
    #expect(Diagnostic("odd", at: SourceLocation(file: "a.md")).description == "a.md: error: odd")
    #expect(Diagnostic("odd").description == "error: odd")
  }

  @Test func `diagnostics are printed by place, those without one first`() {
    var list = Diagnostics()
    for (line, column) in [(2, 1), (1, 9), (10, 1), (1, nil), (2, 1)] as [(Int, Int?)] {
      let number = list.all.count
      list.report(
        Diagnostic("d\(number)", at: SourceLocation(file: "f", line: line, column: column)))
    }
    list.report(contentsOf: [Diagnostic("d5"), Diagnostic("d6", at: SourceLocation(file: "e"))])
    #expect(list.sorted.map(\.message) == ["d5", "d6", "d3", "d1", "d0", "d4", "d2"])
    #expect(list.all.map(\.message) == (0..<7).map { "d\($0)" })
  }

  @Test func `warnings alone do not stop the work`() throws {
    var list = Diagnostics("odd", severity: .warning)
    #expect(!list.hasErrors)
    try list.throwIfErrors()
    list.report(Diagnostic("wrong"))
    #expect(throws: list) { try list.throwIfErrors() }
  }
}
