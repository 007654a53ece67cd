/// The program's version.
public enum Version {
  /// The current version.
  public static let current = "0.1.0"
}
