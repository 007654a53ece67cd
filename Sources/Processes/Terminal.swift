internal import CProcesses

/// The terminal that a program writes to.
public enum Terminal {
  /// Returns the width of a terminal.
  ///
  /// - Parameter descriptor: A file descriptor, such as 1 for standard output.
  /// - Returns: The number of columns; nil if the descriptor is not a terminal or the terminal does not know its size.
  public static func columns(of descriptor: Int32) -> Int? {
    let columns = Int(processes_columns(descriptor))
    return columns > 0 ? columns : nil
  }
}
