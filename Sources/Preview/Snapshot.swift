import Classifier
import Foundation
import Reporting
import SourceText

/// The state of a report's input files.
///
/// Changes are detected by polling a few times per second rather than by system notifications: modification times and
/// sizes are available on every file system, including those of containers and networks that send no notifications, and
/// polling a few hundred files takes a few milliseconds. A new modification time alone is not a change; contents are
/// compared.
struct Snapshot: Sendable {
  /// The modification time, size and file number of a file; nil for a missing file.
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

  /// Takes a snapshot of files.
  ///
  /// - Parameters:
  ///   - sources: The files and folders.
  ///   - earlier: An earlier snapshot; only files written since then are read.
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

  /// Whether a file or folder may have changed since the snapshot.
  var isOutdated: Bool { paths.contains { stamps[$0] != Stamp($0) } }

  /// Returns whether nothing was written between two snapshots.
  func isSettled(since earlier: Snapshot) -> Bool {
    paths == earlier.paths && stamps == earlier.stamps
  }

  /// Returns the files with changed content, then the added and removed files, which may result from these changes; each
  /// group sorted by path.
  func changes(since earlier: Snapshot) -> [String] {
    let edited = digests.filter { path, digest in
      earlier.digests[path].map { $0 != digest } ?? false
    }
    let moved = Set(digests.keys).symmetricDifference(earlier.digests.keys)
    return edited.keys.sorted() + moved.sorted()
  }
}
