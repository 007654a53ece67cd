import Foundation
import Literate
package import Markdown
package import SourceText

/// The pictures of documents: files below the documents' folders, read before anything is computed and copied to the site.
package struct SiteImages: Equatable, Sendable {
  /// A picture.
  package struct Image: Equatable, Sendable {
    /// The path from the root of the site.
    package let path: String
    /// The contents of the file.
    package let bytes: [UInt8]

    /// The picture as a data URL, for self-contained pages.
    package var dataAddress: String {
      "data:\(SiteImages.type(of: path) ?? "");base64,\(Data(bytes).base64EncodedString())"
    }
  }

  package init() {}

  /// The pictures by file.
  private var byFile: [String: Image] = [:]
  /// The files by document path and by address in the document.
  private var files: [String: [String: String]] = [:]

  /// The largest size of a picture, in bytes.
  static let sizeLimit = 10 << 20

  /// The pictures by path.
  package var byPath: [String: Image] {
    Dictionary(byFile.values.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The pictures sorted by path.
  package var all: [Image] { byFile.values.sorted { $0.path < $1.path } }

  /// Returns a picture of a document.
  ///
  /// - Parameters:
  ///   - address: The address as written in the document or its page.
  ///   - document: The path of the document.
  /// - Returns: The picture; nil if there is none at that address.
  package func image(_ address: String, in document: String) -> Image? {
    files[document]?[Self.decoded(address)].flatMap { byFile[$0] }
  }

  /// Finds and reads the pictures of a document.
  ///
  /// - Parameters:
  ///   - links: The links and images of the document.
  ///   - document: The path of the document.
  ///   - willRead: Called before a picture is read.
  ///   - problems: Collects the problems.
  package mutating func add(
    _ links: [MarkdownPage.Link], of document: String,
    willRead: (_ path: String) -> Void, problems: inout Diagnostics
  ) {
    for link in links where link.isImage && !link.destination.lowercased().hasPrefix("data:") {
      let folder = Path.folder(of: link.location.file)
      willRead(Path.join(folder, Self.decoded(link.destination)))
      do throws(Diagnostics) {
        let file = try Self.file(link)
        if byFile[file] == nil {
          byFile[file] = Image(path: path(for: file), bytes: try Self.read(file, for: link))
        }
        files[document, default: [:]][Self.decoded(link.destination)] = file
      } catch {
        problems.report(error)
      }
    }
  }

  /// Returns an unused path in the assets folder.
  private func path(for file: String) -> String {
    let taken = Set(byFile.values.map(\.path))
    let slug = Slug.of(Path.stem(of: file)) ?? "picture"
    let ending = Path.fileExtension(of: file)
    var path = "assets/\(slug).\(ending)"
    var number = 1
    while taken.contains(path) {
      number += 1
      path = "assets/\(slug)-\(number).\(ending)"
    }
    return path
  }

  /// Returns the absolute path of a picture, with symbolic links resolved.
  private static func file(_ link: MarkdownPage.Link) throws(Diagnostics) -> String {
    let written = link.destination
    let name = decoded(written)
    if written.hasPrefix("//") || PageLinks.hasScheme(written) {
      throw Diagnostics(
        "the picture '\(written)' is on another server", at: link.location,
        hint: "copy it to the folder of the document; pages load nothing from other servers")
    }
    let folder = URL(fileURLWithPath: Path.folder(of: link.location.file).nonempty ?? ".")
      .resolvingSymlinksInPath().path
    let file = URL(fileURLWithPath: Path.join(folder, name)).resolvingSymlinksInPath().path
    guard !name.hasPrefix("/"), !name.contains("\0"), file.hasPrefix(folder + "/") else {
      throw Diagnostics(
        "the picture '\(written)' is not below the folder of the document", at: link.location,
        hint: "copy it to that folder")
    }
    return file
  }

  private static func read(
    _ file: String, for link: MarkdownPage.Link
  ) throws(Diagnostics) -> [UInt8] {
    let written = link.destination
    guard type(of: file) != nil else {
      throw Diagnostics(
        "unsupported picture format '\(written)'", at: link.location,
        hint: "supported extensions are \(types.keys.sorted().joined(separator: ", "))")
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    guard let attributes else {
      throw Diagnostics("no such picture '\(written)'", at: link.location)
    }
    // Reading a pipe could block for ever.
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw Diagnostics("'\(written)' is not a regular file", at: link.location)
    }
    do {
      return try SourceFile.bytes(of: file, limit: sizeLimit)
    } catch {
      throw error.map {
        Diagnostic(
          "cannot read the picture '\(written)': \($0.message)", at: link.location,
          hint: $0.hint, cause: $0.cause)
      }
    }
  }

  package static func type(of path: String) -> String? { types[Path.fileExtension(of: path)] }

  private static let types = [
    "avif": "image/avif", "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "png": "image/png", "svg": "image/svg+xml", "webp": "image/webp",
  ]

  /// Returns an address without percent escapes, so that the spellings of document and page agree.
  private static func decoded(_ address: String) -> String {
    address.removingPercentEncoding ?? address
  }
}

extension String {
  fileprivate var nonempty: String? { isEmpty ? nil : self }
}
