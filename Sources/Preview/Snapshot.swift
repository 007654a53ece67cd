import Classifier
import Foundation
package import Reporting
import SourceText

/// The state of a build's inputs.
///
/// Changes are detected by polling a few times per second rather than by system notifications: modification times and
/// sizes are available on every file system, including those of containers and networks that send no notifications, and
/// polling a few hundred files takes a few milliseconds. A new modification time alone is not a change; contents are
/// compared.
package struct Snapshot: Sendable {
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

  private var inputs: Set<ReportBuilder.Input> = []
  /// All files and folders of the inputs, also missing ones.
  private var paths: Set<String> = []
  private var stamps: [String: Stamp] = [:]
  private var digests: [String: String] = [:]
  /// The stamps and digests of an earlier snapshot; a file with an equal stamp has an equal digest.
  private var earlier: (stamps: [String: Stamp], digests: [String: String]) = ([:], [:])

  /// Creates a snapshot without inputs.
  package init() {}

  /// Creates a snapshot without inputs, which reads only files written since an earlier snapshot.
  package init(after earlier: Snapshot) {
    self.earlier = (earlier.stamps, earlier.digests)
  }

  /// Adds an input as it is now.
  package mutating func add(_ input: ReportBuilder.Input) {
    guard inputs.insert(input).inserted else { return }
    let source = PreviewSource(of: input)
    for path in source.files.union(source.folders) where paths.insert(path).inserted {
      stamps[path] = Stamp(path)
      guard source.files.contains(path) else { continue }
      if let known = earlier.digests[path], earlier.stamps[path] == stamps[path] {
        digests[path] = known
      } else if let bytes = try? SourceFile.bytes(of: path) {
        digests[path] = Model.digest([bytes])
      }
    }
  }

  /// Adds the inputs of another snapshot as they were when it was taken.
  mutating func add(_ other: Snapshot) {
    inputs.formUnion(other.inputs)
    paths.formUnion(other.paths)
    stamps.merge(other.stamps) { _, other in other }
    digests.merge(other.digests) { _, other in other }
  }

  /// A snapshot of the same inputs as they are now.
  package var again: Snapshot {
    var now = Snapshot(after: self)
    for input in inputs { now.add(input) }
    return now
  }

  /// Whether a file or folder may have changed since the snapshot.
  package var isOutdated: Bool { paths.contains { stamps[$0] != Stamp($0) } }

  /// Whether the contents of files, or the set of files, differ from the snapshot.
  package var hasChanged: Bool { isOutdated && !again.changes(since: self).isEmpty }

  /// Returns whether nothing was written between two snapshots.
  package func isSettled(since earlier: Snapshot) -> Bool {
    paths == earlier.paths && stamps == earlier.stamps
  }

  /// Returns the files with changed content, then the added and removed files, which may result from these changes; each
  /// group sorted by path.
  package func changes(since earlier: Snapshot) -> [String] {
    let edited = digests.filter { path, digest in
      earlier.digests[path].map { $0 != digest } ?? false
    }
    let moved = Set(digests.keys).symmetricDifference(earlier.digests.keys)
    return edited.keys.sorted() + moved.sorted()
  }
}
