import Foundation
import Literate
import Markdown
import SourceText

/// The pictures that documents show: files below the documents' folders, read before anything is computed, which become
/// part of the site.
struct SiteImages: Equatable, Sendable {
  /// A picture.
  struct Image: Equatable, Sendable {
    /// Where it goes, from the root of the site.
    let path: String
    /// The file as it is.
    let bytes: [UInt8]

    /// The whole picture as an address, for a page that has no other file.
    var dataAddress: String {
      "data:\(SiteImages.type(of: path) ?? "");base64,\(Data(bytes).base64EncodedString())"
    }
  }

  /// The pictures by the files that they come from.
  private var byFile: [String: Image] = [:]
  /// The files by the documents' paths and by what the documents call them.
  private var files: [String: [String: String]] = [:]

  /// The largest picture that is read, in bytes.
  static let sizeLimit = 10 << 20

  /// The pictures in the order of their paths.
  var all: [Image] { byFile.values.sorted { $0.path < $1.path } }

  /// The picture that a document shows.
  ///
  /// - Parameters:
  ///   - address: The address as the document or its page writes it.
  ///   - document: The path of the document.
  /// - Returns: The picture; nil when there is none of that address.
  func image(_ address: String, in document: String) -> Image? {
    files[document]?[Self.decoded(address)].flatMap { byFile[$0] }
  }

  /// Finds and reads the pictures of a document.
  ///
  /// - Parameters:
  ///   - links: What the document links to and shows.
  ///   - document: The path of the document.
  ///   - problems: Takes what is wrong with them.
  mutating func add(
    _ links: [MarkdownPage.Link], of document: String, problems: inout Diagnostics
  ) {
    for link in links where link.isImage && !link.destination.lowercased().hasPrefix("data:") {
      do throws(Diagnostic) {
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

  /// A name in the folder of assets that no other picture has.
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

  /// The absolute path of a picture, links followed.
  private static func file(_ link: MarkdownPage.Link) throws(Diagnostic) -> String {
    let written = link.destination
    let name = decoded(written)
    if written.hasPrefix("//") || PageLinks.hasScheme(written) {
      throw Diagnostic(
        "the picture '\(written)' is on another server", at: link.location,
        hint: "pages make no request that leaves the site: copy it beside the document")
    }
    let folder = URL(fileURLWithPath: Path.folder(of: link.location.file).nonempty ?? ".")
      .resolvingSymlinksInPath().path
    let file = URL(fileURLWithPath: Path.join(folder, name)).resolvingSymlinksInPath().path
    guard !name.hasPrefix("/"), !name.contains("\0"), file.hasPrefix(folder + "/") else {
      throw Diagnostic(
        "the picture '\(written)' is not below the folder of the document", at: link.location,
        hint: "copy it there")
    }
    return file
  }

  private static func read(
    _ file: String, for link: MarkdownPage.Link
  ) throws(Diagnostic) -> [UInt8] {
    let written = link.destination
    guard type(of: file) != nil else {
      throw Diagnostic(
        "'\(written)' is no picture that browsers show", at: link.location,
        hint: "its name ends in one of \(types.keys.sorted().joined(separator: ", "))")
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    guard let attributes else {
      throw Diagnostic("there is no picture '\(written)'", at: link.location)
    }
    // A pipe would wait for ever.
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw Diagnostic("'\(written)' is no file", at: link.location)
    }
    do throws(Diagnostic) {
      return try SourceFile.bytes(of: file, limit: sizeLimit)
    } catch {
      throw Diagnostic(
        "the picture '\(written)' can't be read: \(error.message)", at: link.location,
        hint: error.hint, cause: error.cause)
    }
  }

  static func type(of path: String) -> String? { types[Path.fileExtension(of: path)] }

  private static let types = [
    "avif": "image/avif", "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "png": "image/png", "svg": "image/svg+xml", "webp": "image/webp",
  ]

  /// An address without its escapes, so that the document's way of writing and the page's are one.
  private static func decoded(_ address: String) -> String {
    address.removingPercentEncoding ?? address
  }
}

extension String {
  fileprivate var nonempty: String? { isEmpty ? nil : self }
}
