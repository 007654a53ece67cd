import Foundation
import HTML
import MathML
import SourceText
import Testing

/// Every command that is read, and those that authors use most.
@Suite struct CommandTests {
  private static func markup(_ tex: String, display: Bool = true) throws -> String {
    try MathML.convert(tex, display: display, at: SourceLocation(file: "a.md")).markup
  }

  /// Formulas with the elements and texts that they become.
  private static let formulas: [(tex: String, parts: [String])] = [
    (#"\textrm{loss}"#, ["<mtext>loss</mtext>"]),
    (#"\textbf{ab} \textit{ab} \texttt{ab} \textsf{ab}"#, ["𝐚𝐛", "𝑎𝑏", "𝚊𝚋", "𝖺𝖻"]),
    (
      #"\mathsf{A}\mathit{hi}\mathtt{x1}\mathfrak{gC}\mathscr{L}\mathbf{W}\bm{x}\boldsymbol{\alpha}"#,
      [
        "<mi>𝖠</mi>", "<mi>ℎ𝑖</mi>", "<mi>𝚡</mi><mn>𝟷</mn>", "<mi>𝔤</mi><mi>ℭ</mi>", "<mi>ℒ</mi>",
        "<mi>𝐖</mi>", "<mi>𝒙</mi>", "<mi>𝜶</mi>",
      ]
    ),
    (
      #"a \stackrel{!}{=} b"#,
      ["<mover><mo>=</mo><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">!</mo></mover>"]
    ),
    (
      #"\overset{a}{x} \underset{b}{y}"#,
      ["<mover><mi>x</mi><mi>a</mi></mover>", "<munder><mi>y</mi><mi>b</mi></munder>"]
    ),
    (#"\underset{x}{\sum}"#, [#"<munder><mo movablelimits="false">∑</mo><mi>x</mi></munder>"#]),
    (
      #"\big( \Big) \bigg[ \Bigg|"#,
      [
        #"minsize="1.2em" maxsize="1.2em">(<"#, #"minsize="1.8em" maxsize="1.8em">)<"#,
        #"minsize="2.4em""#, #"minsize="3.0em" maxsize="3.0em">|<"#,
      ]
    ),
    (
      #"\bigl( x \bigm| y \bigr)"#,
      [#"<mo form="prefix""#, #"<mo form="infix""#, #"<mo form="postfix""#]
    ),
    (
      #"\left\{ x \middle| y \right\}"#,
      [#"<mo form="infix" stretchy="true" lspace="0.1667em" rspace="0.1667em">|</mo>"#]
    ),
    (#"\mathop{\mathrm{arg}}_x f"#, ["<munder><mi>arg</mi><mi>x</mi></munder><mo>\u{2061}</mo>"]),
    (#"\sum\nolimits_i x"#, ["<msub><mo>∑</mo><mi>i</mi></msub>"]),
    (#"\int\limits_0^1 x"#, [#"<munderover><mo movablelimits="false">∫</mo>"#]),
    (#"\displaystyle \frac{a}{b}"#, [#"<mstyle displaystyle="true" scriptlevel="0"><mfrac>"#]),
    (#"{\textstyle x}"#, [#"<mstyle displaystyle="false" scriptlevel="0">"#]),
    (#"\binom{n}{k}"#, [#"(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mo"#]),
    (
      #"\dbinom{n}{k} \tbinom{n}{k}"#,
      [#"linethickness="0" displaystyle="true""#, #"linethickness="0" displaystyle="false""#]
    ),
    (
      #"\begin{array}{l|cr} a & b & c \\ \hline d & e & f \end{array}"#,
      [
        #"<mtable class="array"><mtr><mtd class="left line-after"><mi>a</mi></mtd><mtd><mi>b</mi></mtd><mtd class="right">"#,
        #"<mtr class="line-above">"#,
      ]
    ),
    (
      #"\begin{align} x &= 1 \\ y &= 2 \end{align}"#,
      [#"<mtable class="aligned" displaystyle="true">"#]
    ),
    (#"\begin{align*} x &= 1 \end{align*}"#, [#"<mtable class="aligned""#]),
    (#"\begin{split} x &= 1 \end{split}"#, [#"<mtable class="aligned""#]),
    (
      #"\begin{gathered} x \\ y \end{gathered}"#,
      [#"<mtable class="gathered" displaystyle="true">"#]
    ),
    (#"\begin{gather} x \\ y \end{gather}"#, [#"<mtable class="gathered""#]),
    (
      #"\begin{matrix} a & b \end{matrix}"#,
      [
        #"<math display="block" alttext="\begin{matrix} a &amp; b \end{matrix}"><mtable class="matrix">"#
      ]
    ),
    (
      #"\begin{vmatrix} a \end{vmatrix}"#,
      [#"<mo form="prefix" stretchy="true">|</mo><mtable class="vmatrix">"#]
    ),
    (#"\begin{Vmatrix} a \end{Vmatrix}"#, [#"<mo form="prefix" stretchy="true">‖</mo>"#]),
    (#"\begin{Bmatrix} a \end{Bmatrix}"#, [#"<mo form="prefix" stretchy="true">{</mo>"#]),
    (
      #"\begin{smallmatrix} a \end{smallmatrix}"#,
      [#"<mtable class="smallmatrix" scriptlevel="1">"#]
    ),
    (#"\begin{dcases} a & b \end{dcases}"#, [#"{</mo><mtable class="cases" displaystyle="true">"#]),
    (
      #"\begin{rcases} a \end{rcases}"#,
      [#"<mtable class="cases">"#, #"<mo form="postfix" stretchy="true">}</mo>"#]
    ),
    (#"\sum_{\substack{i<n \\ j<m}} x"#, [#"<munder><mo>∑</mo><mtable class="subarray"><mtr>"#]),
    (#"\Pr(X) \arctan x"#, ["<mi>Pr</mi>", "<mi>arctan</mi>"]),
    (#"a \bmod b"#, ["<mi>mod</mi>"]),
    (#"a \pmod{n}"#, [#"<mspace width="1.0em"></mspace>"#, "<mi>mod</mi>"]),
    (#"A \xrightarrow[g]{f} B"#, ["<munderover><mo>→</mo>", "<mi>g</mi>", "<mi>f</mi>"]),
    (#"A \xleftarrow{f} B"#, ["<mover><mo>←</mo>"]),
    (#"\longrightarrow \succ \prec \bullet \dagger"#, ["⟶", "≻", "≺", "∙", "†"]),
    (#"\not= \not\in \not\subset"#, ["≠", "∉", "⊄"]),
    (#"x \tag{3.1}"#, ["<mtext>(3.1)</mtext>"]),
    (
      #"\textcolor{red}{x} {\color{#0a64b2} y} z"#,
      [
        #"<mstyle mathcolor="red"><mi>x</mi></mstyle>"#,
        ##"<mstyle mathcolor="#0a64b2"><mi>y</mi></mstyle>"##,
      ]
    ),
    (#"\boxed{x}"#, [#"<mrow class="boxed"><mi>x</mi></mrow>"#]),
    (
      #"\underline{ab}"#,
      [#"<munder accentunder="true"><mrow><mi>a</mi><mi>b</mi></mrow><mo stretchy="true""#]
    ),
    (
      #"\Re z + \Im z, \dotsc, \dotsb, f^\prime"#,
      ["ℜ", "ℑ", "…", "⋯", "<msup><mi>f</mi><mo>′</mo></msup>"]
    ),
    (#"\widetilde{xyz}"#, [#"<mo stretchy="true" mathsize="195%">~</mo>"#]),
    (#"\widehat{xyz}"#, ["<mo stretchy=\"true\">\u{302}</mo>"]),
    (
      #"\text{if $x>0$ and $y_1$}"#,
      [
        "<mtext>if\u{A0}</mtext>", "<mi>x</mi><mo>&gt;</mo><mn>0</mn>",
        "<mtext>\u{A0}and\u{A0}</mtext>", "<msub><mi>y</mi><mn>1</mn></msub>",
      ]
    ),
    (#"\text{a \textbf{b} c}"#, ["<mtext>a\u{A0}</mtext>", "<mtext>𝐛</mtext>"]),
    (#"\operatorname*{arg\,max}_x"#, ["<munder><mi>arg\u{2009}max</mi>"]),
    (#"\limsup_n a"#, ["<munder><mi>lim\u{2009}sup</mi>"]),
    (#"{\bf x} y"#, ["<mi>𝐱</mi>", "<mi>y</mi>"]),
    (
      #"\phantom{x} \hspace{2em}"#,
      ["<mphantom><mi>x</mi></mphantom>", #"<mspace width="2.0em"></mspace>"#]
    ),
  ]

  @Test(arguments: formulas.map(\.tex))
  func `a command becomes what a browser shows`(tex: String) throws {
    let parts = Self.formulas.first { $0.tex == tex }?.parts ?? []
    for display in [true, false] {
      let markup = try Self.markup(tex, display: display)
      let element = try #require(Element(parsing: markup))
      #expect(element.name == "math")
      #expect(!markup.contains("style=\"") || markup.contains("displaystyle=\""))
      #expect(!markup.contains(" style="))
    }
    let markup = try Self.markup(tex)
    for part in parts { #expect(markup.contains(part), "\(part) in \(markup)") }
  }

  /// What stands behind a command so that it is complete.
  private static func call(_ name: String) -> String? {
    let brackets = ["left": #"\left( a \right)"#, "middle": #"\left( a \middle| b \right)"#]
    let whole = [
      "begin": #"\begin{aligned} a \end{aligned}"#, "color": #"\color{red} a"#,
      "textcolor": #"\textcolor{red}{a}"#, "hspace": #"\hspace{1em} a"#,
      "mspace": #"\mspace{18mu} a"#,
      "limits": #"\sum\limits_a"#, "nolimits": #"\sum\nolimits_a"#, "not": #"\not= a"#,
      "tag": #"a \tag{b}"#, "substack": #"\substack{a \\ b}"#,
    ].merging(brackets) { first, _ in first }
    if let whole = whole[name] { return whole }
    if ["right", "end", "\\", "newline", "cr"].contains(name) { return nil }
    if name.lowercased().hasPrefix("big"),
      ["", "l", "r", "m"].contains(
        name.dropFirst(name.hasPrefix("bigg") || name.hasPrefix("Bigg") ? 4 : 3))
    {
      return "\\\(name)( a"
    }
    return "\\\(name){a}{b}"
  }

  @Test func `every command that is read is shown, with its arguments, as well-formed markup`()
    throws
  {
    #expect(MathML.commands.count > 400)
    for name in MathML.commands {
      guard let tex = Self.call(name) else { continue }
      let markup = try Self.markup(tex)
      let element = try #require(Element(parsing: markup), "\(tex)")
      let content = element.children.map(\.markup).joined()
      #expect(!content.isEmpty, "\(tex)")
      #expect(
        content.unicodeScalars.contains { "a𝐚𝒂𝕒𝒶𝔞𝑎𝖺𝚊".unicodeScalars.contains($0) },
        "\(tex): \(content)")
      #expect(!markup.contains(" style="), "\(tex)")
    }
  }

  @Test func `every environment is shown, cell by cell`() throws {
    #expect(MathML.environments.count > 25)
    for name in MathML.environments {
      let columns =
        ["array", "subarray"].contains(name)
        ? "{cc}" : name.hasPrefix("alignat") || name == "alignedat" ? "{2}" : ""
      let markup = try Self.markup(
        "\\begin{\(name)}\(columns) a & b \\\\[1em] c & d \\end{\(name)}")
      #expect(Element(parsing: markup) != nil)
      for cell in ["a", "b", "c", "d"] {
        #expect(markup.contains(">\(Self.italic(cell))</mi></mtd>"), "\(name)")
      }
    }
  }

  private static func italic(_ letter: String) -> String { "<mi>\(letter)" }

  @Test func `a misspelt command is an error with the nearest name`() throws {
    for name in MathML.commands where name.count > 5 && name.allSatisfy({ $0.isLetter }) {
      let misspelt = name.prefix(2) + "q" + name.dropFirst(2)
      let error = #expect(throws: Diagnostics.self, "\(misspelt)") {
        try Self.markup("\\\(misspelt)")
      }
      #expect(error?.description.contains("there is no command '\\\(misspelt)'") == true)
      #expect(error?.description.contains("did you mean '\\") == true, "\(misspelt)")
    }
  }

  @Test(arguments: [
    (#"a \over b"#, #"'\over' is not supported"#, #"\frac{a}{b}"#),
    (#"\newcommand{\x}{y}"#, #"'\newcommand' is not supported"#, "macros are not supported"),
    (#"x \label{eq-a}"#, #"'\label' is not supported"#, "#eq-x"),
    (#"\textcolor{redd}{x}"#, "there is no colour 'redd'", "'red'"),
    (#"\color[rgb]{1,0,0} x"#, "needs the name of a colour", "{red}"),
    (#"x \limits_y"#, #"'\limits' must follow an operator"#, ""),
    (#"\middle| x"#, #"this '\middle' has no '\left'"#, ""),
    (#"\begin{array}{lxr} a \end{array}"#, "'x' is not a column type", "l, c or r"),
    (#"\hspace{wide}"#, "takes a length, not 'wide'", "1em"),
    (#"\text{a $x}"#, "this '$' is not closed", ""),
    (#"\text{a \frac{b}{c}}"#, #"'\frac' is not allowed in text"#, "between dollars"),
    (#"\substack{a & b}"#, "'&' is not allowed here", "one cell"),
    (#"\textcolor{red;background:url(x)}{x}"#, "there is no colour", ""),
  ])
  func `what is not read is an error that says what is`(tex: String, message: String, hint: String)
  {
    let error = #expect(throws: Diagnostics.self) { try Self.markup(tex) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(
      error?.description.contains(hint) == true || hint.isEmpty, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    #"\text{$"#, #"\text{"#, #"\bf "#, #"\displaystyle "#, #"\color{red}"#, #"\textbf{\textit{"#,
    "{", #"\mathop{"#,
    #"\substack{"#, #"\begin{array}{c}"#, #"\left( \middle| "#, #"\not"#, #"\xrightarrow["#,
  ])
  func `nesting without end is refused, not followed`(piece: String) {
    let error = #expect(throws: Diagnostics.self) {
      try Self.markup(String(repeating: piece, count: 5000) + "x")
    }
    #expect(error != nil)
  }
}
