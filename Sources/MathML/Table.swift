/// Rows of cells, as `\begin{cases}` has them.
struct Table: Hashable, Sendable {
  /// The cells.
  var rows: [[Formula]]
  /// What it was begun as.
  let environment: Environment
  /// How the columns are set, as far as the author says.
  var columns: [Column] = []
  /// The rows with a line above them; a line below the last has the number of the row that would follow.
  var lines: Set<Int> = []

  /// How a column is set.
  struct Column: Hashable, Sendable {
    enum Alignment: String {
      case left, center, right
    }
    var alignment = Alignment.center
    var hasLineBefore = false
    var hasLineAfter = false
  }

  /// What `\begin` may begin.
  enum Environment: String, CaseIterable, Sendable {
    case aligned, align
    case alignStar = "align*"
    case split, alignat
    case alignatStar = "alignat*"
    case alignedat
    case flalign
    case flalignStar = "flalign*"
    case eqnarray
    case eqnarrayStar = "eqnarray*"
    case gathered, gather
    case gatherStar = "gather*"
    case multline
    case multlineStar = "multline*"
    case equation
    case equationStar = "equation*"
    case array, subarray
    case matrix, pmatrix, bmatrix, vmatrix, smallmatrix
    case braceMatrix = "Bmatrix"
    case normMatrix = "Vmatrix"
    case cases, dcases, rcases, drcases
  }
}

extension Table.Environment {
  /// The name for style sheets, which tells only what is set in another way.
  var kind: String {
    switch self {
    case .aligned, .align, .alignStar, .split, .alignat, .alignatStar, .alignedat, .flalign,
      .flalignStar:
      "aligned"
    case .gathered, .gather, .gatherStar, .multline, .multlineStar, .equation, .equationStar:
      "gathered"
    case .eqnarray, .eqnarrayStar: "array"
    case .cases, .dcases, .rcases, .drcases: "cases"
    default: rawValue
    }
  }

  /// Whether cells are set as on a line of their own.
  var isDisplay: Bool {
    [.dcases, .drcases, .eqnarray, .eqnarrayStar].contains(self)
      || ["aligned", "gathered"].contains(kind)
  }

  /// Whether the columns' alignment stands in braces behind the name.
  var takesColumns: Bool { self == .array || self == .subarray }

  /// Whether a number of columns stands there, which says nothing here.
  var takesCount: Bool { [.alignat, .alignatStar, .alignedat].contains(self) }

  /// The columns that it has in any case.
  var columns: [Table.Column] {
    self == .eqnarray || self == .eqnarrayStar
      ? [.init(alignment: .right), .init(alignment: .center), .init(alignment: .left)] : []
  }

  /// The brackets around it.
  var brackets: (opening: String?, closing: String?)? {
    switch self {
    case .cases, .dcases: ("{", nil)
    case .rcases, .drcases: (nil, "}")
    case .pmatrix: ("(", ")")
    case .bmatrix: ("[", "]")
    case .braceMatrix: ("{", "}")
    case .vmatrix: ("|", "|")
    case .normMatrix: ("‖", "‖")
    default: nil
    }
  }
}
