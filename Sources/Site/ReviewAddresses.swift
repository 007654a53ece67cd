/// The addresses of the pages of reviews.
///
/// An address depends only on the review's number, its id, and the number of all reviews, so that several processes can each write
/// some of the pages of one site. Pages of a large site are in folders of a thousand, because file managers, FTP clients and the
/// web views of repositories are slow with more files, or omit them.
package struct ReviewAddresses: Sendable, Hashable {
  /// The sizes from which addresses change.
  package struct Limits: Sendable, Hashable {
    /// The largest number of reviews whose pages share one folder.
    ///
    /// Exceeding it changes the addresses of all reviews, so it is well above the size of a folder.
    package var mostInOneFolder = 4000
    /// The number of pages per folder of a large site; the web view of GitHub omits further files.
    package var folderSize = 1000

    /// The limits of every site; tests use smaller ones.
    package init(mostInOneFolder: Int = 4000, folderSize: Int = 1000) {
      self.mostInOneFolder = mostInOneFolder
      self.folderSize = folderSize
    }
  }

  /// The folder of the pages of the template.
  package static let folder = "reviews"
  /// Whether pages are in folders of a thousand.
  package let hasFolders: Bool
  private let folderSize: Int

  /// Creates the addresses of a run.
  ///
  /// - Parameters:
  ///   - count: The number of all reviews, also those that other processes write.
  ///   - limits: The sizes from which addresses change.
  package init(count: Int, limits: Limits = Limits()) {
    hasFolders = count > limits.mostInOneFolder
    folderSize = max(1, limits.folderSize)
  }

  /// The relative path from the page of a review to the root of the site.
  package var root: String { hasFolders ? "../../" : "../" }

  /// Returns the relative path to the root of the site from the page with a path.
  package static func root(from path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// Returns the path of a page of a review from the root of the site.
  ///
  /// - Parameters:
  ///   - id: The id of the review, which is unique in the run.
  ///   - number: The number of the review, from 1.
  ///   - document: The name of the document of the page.
  /// - Returns: The path.
  package func path(of id: String, number: Int, in document: String = folder) -> String {
    hasFolders ? "\(document)/\(range(of: number))/\(id).html" : "\(document)/\(id).html"
  }

  /// Returns the name of the folder of a numbered page, which is the range of the numbers in it: `000001-001000`.
  ///
  /// The numbers have six digits, so that folders are sorted and an address stays as it is when reviews are added.
  package func range(of number: Int) -> String {
    let first = (number - 1) / folderSize * folderSize + 1
    return "\(Self.padded(first))-\(Self.padded(first + folderSize - 1))"
  }

  /// Returns the number of the review whose page has a path; nil if the path is not that of a page of a review.
  ///
  /// - Parameters:
  ///   - path: The path from the root of the site.
  ///   - number: Returns the number of the review with an id.
  /// - Returns: The number, from 1.
  package func number(at path: String, number: (_ id: String) -> Int?) -> Int? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == Self.folder[...], let file = parts.last, file.hasSuffix(".html") else {
      return nil
    }
    let id = String(file.dropLast(".html".count))
    return number(id).flatMap { self.path(of: id, number: $0) == path ? $0 : nil }
  }

  /// Returns the true path of a page that an author names as on a small site, `reviews/slow-burn.html`; nil for any other path.
  ///
  /// - Parameters:
  ///   - written: The path from the root of the site.
  ///   - documents: The names of the documents with a page for each review.
  ///   - number: Returns the number of the review with an id.
  /// - Returns: The path from the root of the site.
  package func path(
    for written: some StringProtocol, documents: [String], number: (_ id: String) -> Int?
  ) -> String? {
    let parts = written.split(separator: "/", omittingEmptySubsequences: false)
    guard hasFolders, parts.count == 2, parts[1].hasSuffix(".html"),
      documents.contains(String(parts[0]))
    else { return nil }
    let id = String(parts[1].dropLast(".html".count))
    return number(id).map { path(of: id, number: $0, in: String(parts[0])) }
  }

  private static func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }
}
