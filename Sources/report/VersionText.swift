import Archives
import Classifier
import Literate
import Markdown
import Models
import Reporting
import Resources
import Reviews
import SourceText

/// The output of `report --version`: the version alone in its first line, then the facts that a bug report needs, one per line as
/// `name: value`.
struct VersionText {
  /// The name and the value of each line after the first, in order.
  let facts: [(name: String, value: String)]

  /// Collects the facts.
  ///
  /// The versions are those of the libraries in use, which may be newer than those that the program was built with. Libraries
  /// that it was built without, and HDF5 if it is not installed, are left out.
  ///
  /// - Throws: A diagnostic if the embedded model cannot be loaded.
  init() throws(Diagnostics) {
    let libraries = [
      ("cmark-gfm", MarkdownPage.libraryVersion),
      ("HDF5", HDF5File.libraryVersion),
      ("libcrypto", SHA256.libraryVersion),
      ("libyaml", FrontMatter.libraryVersion),
      ("libzip", ZipArchive.libraryVersion),
      ("zlib", Gzip.libraryVersion),
    ]
    facts =
      [
        ("commit", EmbeddedResources.commit ?? "unknown"),
        ("model", try Model.load().sha256),
      ] + libraries.compactMap { name, version in version.map { (name, $0) } }
  }

  /// The text, with a line feed at the end.
  var text: String {
    Version.current + "\n" + facts.map { "\($0.name): \($0.value)\n" }.joined()
  }
}
