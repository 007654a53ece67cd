/// What an HDF5 file says: texts that belong to it as a whole, and the numbers of its datasets by path.
public struct HDF5File: Sendable {
  /// A dataset of numbers.
  public struct Dataset: Hashable, Sendable {
    /// The size of each dimension.
    public let shape: [Int]
    /// The numbers, the last dimension together.
    public let numbers: [Double]

    /// Creates a dataset.
    public init(shape: [Int], numbers: [Double]) {
      self.shape = shape
      self.numbers = numbers
    }
  }

  /// The texts by the names of their attributes.
  public let attributes: [String: String]
  /// The datasets of floating-point numbers by path, such as `layers/dense/vars/0`.
  public let datasets: [String: Dataset]

  /// Creates a file from what it says.
  public init(attributes: [String: String], datasets: [String: Dataset]) {
    self.attributes = attributes
    self.datasets = datasets
  }
}
