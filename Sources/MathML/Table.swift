/// Rows of cells, as in `\begin{cases}`.
struct Table: Hashable, Sendable {
  /// The cells.
  var rows: [[Formula]]
  /// The environment.
  let environment: Environment
  /// The alignment of the columns, as far as the author specifies it.
  var columns: [Column] = []
  /// The indices of rows with a line above them; a line below the last row has the index of the next row.
  var lines: Set<Int> = []

  /// The format of a column.
  struct Column: Hashable, Sendable {
    enum Alignment: String {
      case left, center, right
    }
    var alignment = Alignment.center
    var hasLineBefore = false
    var hasLineAfter = false
  }

  /// The environments that `\begin` supports.
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
  /// The class name for style sheets, which distinguishes only different styles.
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

  /// Whether cells are in display style.
  var isDisplay: Bool {
    [.dcases, .drcases, .eqnarray, .eqnarrayStar].contains(self)
      || ["aligned", "gathered"].contains(kind)
  }

  /// Whether the environment has a column argument in braces.
  var takesColumns: Bool { self == .array || self == .subarray }

  /// Whether the environment has a column count in braces, which is ignored.
  var takesCount: Bool { [.alignat, .alignatStar, .alignedat].contains(self) }

  /// The predefined columns.
  var columns: [Table.Column] {
    self == .eqnarray || self == .eqnarrayStar
      ? [.init(alignment: .right), .init(alignment: .center), .init(alignment: .left)] : []
  }

  /// The surrounding brackets.
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
