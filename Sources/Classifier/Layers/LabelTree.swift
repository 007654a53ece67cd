/// A binary tree whose leaves are classes: the path to a class is a sequence of binary decisions.
///
/// Nodes are numbered: first the K leaves, then the K − 1 inner nodes, each after both of its children. The last node is the
/// root.
public struct LabelTree: Hashable, Sendable {
  /// The two children of an inner node.
  public struct Children: Hashable, Sendable {
    /// The child for "no".
    public let left: Int
    /// The child for "yes".
    public let right: Int

    /// Creates a pair.
    public init(left: Int, right: Int) {
      self.left = left
      self.right = right
    }
  }

  /// The children of each inner node: K − 1 pairs.
  public let inner: [Children]

  /// The number of classes, K.
  public var leaves: Int { inner.count + 1 }

  /// The tree of two classes.
  public static let ofTwo = LabelTree(unchecked: [Children(left: 0, right: 1)])

  private init(unchecked inner: [Children]) { self.inner = inner }

  /// Creates a tree; fails unless each node except the root is the child of exactly one later node.
  ///
  /// - Parameter inner: The children of each inner node; at least one pair.
  public init?(inner: [Children]) {
    guard !inner.isEmpty else { return nil }
    let leaves = inner.count + 1
    var hasParent = [Bool](repeating: false, count: 2 * leaves - 1)
    for (index, children) in inner.enumerated() {
      for child in [children.left, children.right] {
        guard 0..<leaves + index ~= child, !hasParent[child] else { return nil }
        hasParent[child] = true
      }
    }
    // 2K − 2 distinct children are all nodes except the root.
    self.inner = inner
  }

  /// Creates a Huffman tree, in which frequent classes have short paths.
  ///
  /// - Parameter counts: The number of occurrences of each class, from the most to the least frequent; at least two, none
  ///   negative, with a sum below 10¹⁵.
  /// - Complexity: O(K).
  /// - Source: fastText's `HierarchicalSoftmaxLoss::buildTree`, whose tie-breaking matters, because files do not contain the
  ///   tree.
  public init?(counts: [Int]) {
    let leaves = counts.count
    guard leaves > 1, counts.allSatisfy({ $0 >= 0 }) else { return nil }
    var counts = counts
    var total = 0
    for count in counts {
      let (sum, overflow) = total.addingReportingOverflow(count)
      guard !overflow, sum < 1_000_000_000_000_000 else { return nil }
      total = sum
    }
    var leaf = leaves - 1
    var node = leaves
    var inner: [Children] = []
    // Returns the rarer of the rarest leaf and the rarest inner node without a parent.
    func takeSmallest(_ counts: [Int]) -> Int {
      if leaf >= 0, node >= counts.count || counts[leaf] < counts[node] {
        leaf -= 1
        return leaf + 1
      }
      node += 1
      return node - 1
    }
    for _ in 1..<leaves {
      let left = takeSmallest(counts)
      let right = takeSmallest(counts)
      inner.append(Children(left: left, right: right))
      counts.append(counts[left] + counts[right])
    }
    self.init(inner: inner)
  }
}
