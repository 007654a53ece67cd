import SourceText
import Testing

@Suite struct OptionsTests {
  private enum Side: String, CaseIterable {
    case left
    case right
  }

  private func options(_ text: String) -> Options {
    Options(parsing: text, owner: "method 'lime'", argument: "--methods")
  }

  private func problems(_ options: Options) -> String {
    Diagnostics(options.problems).description
  }

  @Test func `options are taken by their kind`() {
    var options = options("samples=500,width=0.25,exact=true,side=right,baseline=a=b")
    #expect(options.has("samples"))
    #expect(options.take("samples", default: 1, in: 1...1000) == 500)
    #expect(!options.has("samples"))
    #expect(options.take("width", default: 1, in: 0...1) == 0.25)
    #expect(options.take("exact", default: false) == true)
    #expect(options.take("side", default: Side.left) == .right)
    #expect(options.takeText("baseline")?.value == "a=b")
    options.finish()
    #expect(options.problems.isEmpty)
  }

  @Test func `what is not given has its fallback, and is declared`() {
    var options = options("")
    #expect(options.take("samples", default: 3, in: 1...(.max)) == 3)
    #expect(options.take("side", default: Side.left) == .left)
    #expect(options.takeText("caption") == nil)
    #expect(options.declarations.map(\.key) == ["samples", "side", "caption"])
    #expect(options.declarations.map(\.fallback) == ["3", "left", ""])
    #expect(options.declarations.map(\.values) == ["from 1", "left, right", "text"])
  }

  @Test func `all problems are collected, and the fallback is used`() {
    var options = options("samples=many,width=nan,side=rihgt,exact=2,samples=4,noise,smaples=1")
    #expect(options.take("samples", default: 3, in: 1...9) == 3)
    #expect(options.take("width", default: 0.5, in: 0...1) == 0.5)
    #expect(options.take("side", default: Side.left) == .left)
    #expect(options.take("exact", default: false) == false)
    options.report(Diagnostic("a problem that the taker saw"))
    options.finish()
    #expect(
      problems(options) == """
        error: a problem that the taker saw
        --methods: error: method 'lime' has the option 'samples' twice
          hint: first given at --methods
        --methods: error: 'noise' is not an option
          hint: use name=value
        --methods: error: the option 'samples' of method 'lime' takes a whole number from 1 to 9, not 'many'
        --methods: error: the option 'width' of method 'lime' takes a number from 0.0 to 1.0, not 'nan'
        --methods: error: the option 'side' of method 'lime' takes left or right, not 'rihgt'
          hint: did you mean 'right'?
        --methods: error: the option 'exact' of method 'lime' takes true or false, not '2'
        --methods: error: method 'lime' has no option 'smaples'
          hint: did you mean 'samples'?
        """)
  }

  @Test func `defaults do not overrule what the user gave`() {
    let place = SourceLocation(file: "a.md", line: 1)
    let defaults = ["a", "b"].map {
      Options.Item(key: $0, value: "default", keyLocation: place, valueLocation: place)
    }
    var options = options("a=mine")
    options.fallBack(on: defaults)
    #expect(options.takeText("a")?.value == "mine")
    #expect(options.takeText("b")?.value == "default")
  }
}
