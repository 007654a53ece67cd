public import LinearAlgebra
public import SourceText

/// The logarithms of the probabilities of classes that are the leaves of a tree.
///
/// Each inner node `i` asks a question of its own, with the probability `σ(x·wᵢ)` for "yes", and a class is as probable as
/// the answers on its way from the root taken together:
///
///     ln p(k) = Σ ln σ(± x·wᵢ)
///
/// over the nodes on the way, with plus where it turns right. The probabilities add up to 1, so that a softmax of the
/// output changes nothing: logarithms and logits are the same here.
///
/// - Shapes: rows × D → rows × K, with `W` D × (K − 1).
/// - Cost: O(K · D), where fastText's search for the best class looks at fewer.
/// - Source: Joulin, Grave, Bojanowski and Mikolov, *Bag of Tricks for Efficient Text Classification*, 2016, section 2.1,
///   <https://arxiv.org/abs/1607.01759>.
public struct HierarchicalSoftmax: Layer {
  public static let className = "HierarchicalSoftmax"

  public let name: String
  /// `W`, a column for each inner node.
  public var kernel: Matrix
  /// The questions that lead to each class.
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
        because: "needs as 'children' a pair of nodes for each inner node, every one behind its own"
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
    .tellsApart("bends each position’s numbers by themselves (logarithms of probabilities)")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    logProbabilities(of: input)
  }

  /// The logarithms of the probabilities.
  ///
  /// - Parameters:
  ///   - input: Rows × D.
  ///   - addend: What is added to the probability of every answer; fastText adds 10⁻⁵ to be safe from `ln 0`.
  /// - Returns: Rows × K.
  package func logProbabilities(of input: Matrix, adding addend: Double = 0) -> Matrix {
    let sums = sums(input)
    var result = Matrix(rows: input.rows, columns: tree.leaves)
    for row in 0..<input.rows {
      var nodes = [Double](repeating: 0, count: tree.leaves + tree.inner.count)
      // A node stands behind its children, so its own logarithm is known before theirs.
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

  /// The gradient with respect to the sums `x·wᵢ`.
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
