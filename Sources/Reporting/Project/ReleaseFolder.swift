public import SourceText

/// The address from which CI jobs download releases of the program.
public struct ReleaseFolder: Hashable, Sendable {
  /// The URL of the folder, without a slash at the end.
  ///
  /// The files of version 1.2.3 are in its subfolder `v1.2.3`, or in the folder itself.
  public let url: String

  /// Creates the address of a folder.
  ///
  /// The URL is inserted into YAML, Groovy and environment variables, so it may contain only characters that mean nothing there.
  ///
  /// - Parameter url: An http or https URL without a user, a query and a fragment.
  /// - Throws: A diagnostic for any other text.
  public init(_ url: String) throws(Diagnostics) {
    let pattern = #/https?:\/\/[A-Za-z0-9.:\[\]\-]+(\/[A-Za-z0-9.:\[\]\-_~!&()*+,;=%\/]*)?/#
    guard url.wholeMatch(of: pattern) != nil else {
      throw Diagnostics(
        "'\(url)' is not the URL of a folder with releases",
        at: SourceLocation(file: "--releases"),
        hint: "use an http or https URL without a user, a query and quotes, "
          + "for example 'https://example.com/releases'")
    }
    self.url = String(url.reversed().drop { $0 == "/" }.reversed())
  }

  /// The owner and name of the repository if the folder contains the releases of a repository on GitHub; its action is then
  /// available as well.
  public var gitHubRepository: String? {
    let pattern =
      #/https?:\/\/github\.com\/(?<name>[A-Za-z0-9\-]+\/[A-Za-z0-9._\-]+?)(\.git)?(\/releases(\/download)?)?/#
    return url.wholeMatch(of: pattern).map { String($0.output.name) }
  }
}
