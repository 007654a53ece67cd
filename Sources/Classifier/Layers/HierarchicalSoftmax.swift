public import LinearAlgebra
public import SourceText

/// The log probabilities of classes that are the leaves of a binary tree.
///
/// Each inner node `i` makes a binary decision with the probability `σ(x·wᵢ)` of going right, and the probability of a class is
/// the product of the probabilities along its path from the root:
///
///     ln p(k) = Σ ln σ(± x·wᵢ)
///
/// over the nodes on the path, with plus where it turns right. The probabilities sum to 1, so a softmax leaves them unchanged:
/// log probabilities serve as logits.
///
/// - Shapes: rows × D → rows × K, with `W` D × (K − 1).
/// - Cost: O(K · D), whereas fastText's search for the best class visits fewer nodes.
/// - Source: Joulin, Grave, Bojanowski and Mikolov, *Bag of Tricks for Efficient Text Classification*, 2016, section 2.1,
///   <https://arxiv.org/abs/1607.01759>.
public struct HierarchicalSoftmax: Layer {
  public static let className = "HierarchicalSoftmax"

  public let name: String
  /// `W`, one column per inner node.
  public var kernel: Matrix
  /// The tree of decisions.
  public let tree: LabelTree

  /// Creates the layer.
  public init(name: String = "hierarchical_softmax", kernel: Matrix, tree: LabelTree) {
    precondition(
      kernel.columns == tree.inner.count,
      "\(kernel.columns) columns for \(tree.inner.count) inner nodes")
    self.name = name
    self.kernel = kernel
    self.tree = tree
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    let inner = source.pairs("children").map { LabelTree.Children(left: $0, right: $1) }
    if let tree = LabelTree(inner: inner) {
      self.tree = tree
    } else {
      source.refuse(
        because:
          "requires 'children' to be one pair of nodes per inner node, with every node after its children"
      )
      tree = .ofTwo
    }
    kernel = source.matrix(
      "kernel", rows: source.input.columns, columns: tree.inner.count)
  }

  public var configuration: [String: JSON] {
    [
      "children": .array(
        tree.inner.map { .array([.number(Double($0.left)), .number(Double($0.right))]) })
    ]
  }

  public var parameters: [Tensor] { [Tensor("kernel", kernel)] }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(name: name, kernel: values[0], tree: tree)
  }

  public func outputShape(of input: Shape) -> Shape? {
    input.columns == kernel.rows ? input.with(columns: tree.leaves) : nil
  }

  public var positionRole: PositionRole {
    .distinguishesPositions(
      "transforms each position separately and nonlinearly (log probabilities)")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    logProbabilities(of: input)
  }

  /// Returns the log probabilities.
  ///
  /// - Parameters:
  ///   - input: Rows × D.
  ///   - addend: A constant added to the probability of every decision; fastText adds 10⁻⁵ to avoid `ln 0`.
  /// - Returns: Rows × K.
  package func logProbabilities(of input: Matrix, adding addend: Double = 0) -> Matrix {
    let sums = sums(input)
    var result = Matrix(rows: input.rows, columns: tree.leaves)
    for row in 0..<input.rows {
      var nodes = [Double](repeating: 0, count: tree.leaves + tree.inner.count)
      // Nodes follow their children, so in reverse order a node's logarithm is known before its
      // children's.
      for (index, children) in tree.inner.enumerated().reversed() {
        let own = nodes[tree.leaves + index]
        func answer(_ sum: Double) -> Double {
          addend == 0 ? -softplus(-sum) : log(sigmoid(sum) + addend)
        }
        nodes[children.left] = own + answer(-sums[row, index])
        nodes[children.right] = own + answer(sums[row, index])
      }
      for leaf in 0..<tree.leaves { result[row, leaf] = nodes[leaf] }
    }
    return result
  }

  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    var result = Matrix(rows: input.rows, columns: input.columns)
    result.addProduct(slopes(gradient, input), kernel.transposed)
    return result
  }

  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    var result = Matrix(rows: kernel.rows, columns: kernel.columns)
    result.addTransposedProduct(input, slopes(gradient, input))
    return [result]
  }

  private func sums(_ input: Matrix) -> Matrix {
    var sums = Matrix(rows: input.rows, columns: kernel.columns)
    sums.addProduct(input, kernel)
    return sums
  }

  /// Returns the gradient with respect to the sums `x·wᵢ`.
  ///
  /// With `Gₙ` the gradient summed over the leaves below the node `n`, it is `(1 − σ) G(right) − σ G(left)`.
  private func slopes(_ gradient: Matrix, _ input: Matrix) -> Matrix {
    var result = sums(input)
    for row in 0..<input.rows {
      var below = gradient.row(row)
      for (index, children) in tree.inner.enumerated() {
        let (left, right) = (below[children.left], below[children.right])
        let sum = result[row, index]
        result[row, index] = sigmoid(-sum) * right - sigmoid(sum) * left
        below.append(left + right)
      }
    }
    return result
  }
}
