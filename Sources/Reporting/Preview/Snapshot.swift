import Classifier
import Foundation
import SourceText

/// The files that a report is made of, and what is in them.
///
/// What changed is found by looking a few times a second, not by asking the system to tell: times and sizes can be
/// looked at on every system and every file system, also those of containers and networks that tell nothing, and a look
/// at a few hundred files takes a few milliseconds. A time alone proves nothing; the content decides.
struct Snapshot: Sendable {
  /// When a file was last written, its size, and which file it is; a file that is not there has none.
  private struct Stamp: Hashable {
    let modified: Date?
    let size: Int?
    let number: Int?

    init?(_ path: String) {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
        return nil
      }
      modified = attributes[.modificationDate] as? Date
      size = attributes[.size] as? Int
      number = attributes[.systemFileNumber] as? Int
    }
  }

  private var stamps: [String: Stamp] = [:]
  private let paths: Set<String>
  private var digests: [String: String] = [:]

  /// Looks at files.
  ///
  /// - Parameters:
  ///   - sources: What to look at.
  ///   - earlier: An earlier look, so that only files that were written since are read.
  init(of sources: PreviewSources, after earlier: Snapshot? = nil) {
    paths = sources.files.union(sources.folders)
    for path in paths { stamps[path] = Stamp(path) }
    for path in sources.files {
      if let known = earlier?.digests[path], earlier?.stamps[path] == stamps[path] {
        digests[path] = known
      } else if let bytes = try? SourceFile.bytes(of: path) {
        digests[path] = Model.digest([bytes])
      }
    }
  }

  /// Whether one of the files or folders may have changed since.
  var isOutdated: Bool { paths.contains { stamps[$0] != Stamp($0) } }

  /// Whether nothing was written between two looks.
  func isSettled(since earlier: Snapshot) -> Bool {
    paths == earlier.paths && stamps == earlier.stamps
  }

  /// The files whose content is another one, then those that came or went, perhaps because the first say so, each in the
  /// order of their paths.
  func changes(since earlier: Snapshot) -> [String] {
    let edited = digests.filter { path, digest in
      earlier.digests[path].map { $0 != digest } ?? false
    }
    let moved = Set(digests.keys).symmetricDifference(earlier.digests.keys)
    return edited.keys.sorted() + moved.sorted()
  }
}
