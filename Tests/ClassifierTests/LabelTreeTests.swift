import Classifier
import Testing

@Suite struct LabelTreeTests {
  private func tree(_ pairs: [(Int, Int)]) -> LabelTree? {
    LabelTree(inner: pairs.map { LabelTree.Children(left: $0.0, right: $0.1) })
  }

  @Test func `a tree has each node once, behind its children`() {
    #expect(tree([(0, 1)])?.leaves == 2)
    #expect(tree([(2, 1), (0, 3)])?.leaves == 3)
    #expect(tree([]) == nil)
    #expect(tree([(0, 0)]) == nil, "a node with two parents")
    #expect(tree([(0, 2)]) == nil, "its own child")
    #expect(tree([(0, 4), (1, 2)]) == nil, "a child behind its parent")
    #expect(tree([(0, 1), (0, 3)]) == nil, "a leaf with two parents")
    #expect(tree([(-1, 1)]) == nil)
    #expect(tree([(0, .max)]) == nil)
  }

  @Test func `frequent classes have short ways`() throws {
    // 1 + 2 = 3, then 3 + 4 = 7, then 9 + 7.
    let tree = try #require(LabelTree(counts: [9, 4, 2, 1]))
    #expect(tree.inner.map(\.left) == [3, 4, 5])
    #expect(tree.inner.map(\.right) == [2, 1, 0])
  }

  @Test func `counts that make no tree are refused`() {
    #expect(LabelTree(counts: []) == nil)
    #expect(LabelTree(counts: [3]) == nil)
    #expect(LabelTree(counts: [3, -1]) == nil)
    #expect(LabelTree(counts: [.max, .max]) == nil)
    #expect(LabelTree(counts: [1_000_000_000_000_000, 1]) == nil)
    #expect(LabelTree(counts: [0, 0, 0]) != nil)
  }
}
