/// The contents of an HDF5 file: the text attributes of the root, and the numbers of its datasets by path.
public struct HDF5File: Sendable {
  /// A dataset of numbers.
  public struct Dataset: Hashable, Sendable {
    /// The size of each dimension.
    public let shape: [Int]
    /// The numbers, with the last dimension contiguous.
    public let numbers: [Double]

    /// Creates a dataset.
    public init(shape: [Int], numbers: [Double]) {
      self.shape = shape
      self.numbers = numbers
    }
  }

  /// The texts by attribute name.
  public let attributes: [String: String]
  /// The datasets of floating-point numbers by path, such as `layers/dense/vars/0`.
  public let datasets: [String: Dataset]

  /// Creates a file from its contents.
  public init(attributes: [String: String], datasets: [String: Dataset]) {
    self.attributes = attributes
    self.datasets = datasets
  }
}
