internal import Foundation

/// A temporary file or folder next to an output that replaces it as a whole.
///
/// However the process ends, either the complete old output or the complete new one exists: if the system supports it, the two
/// are exchanged atomically. Next to `public`, the temporary `.public.report-<name>.new` exists meanwhile, with a lock held as
/// long as its process lives, so the next run recognizes leftovers of a dead process, in any container, and removes them.
public struct Staging: ~Copyable, Sendable {
  /// The output.
  public let target: String
  /// The temporary path of the new output.
  public let path: String
  private let lock: Descriptor?

  /// Creates an empty file or folder next to an output, and its parent folders; removes leftovers of dead runs.
  ///
  /// - Parameters:
  ///   - target: The absolute path of the output, without links; it need not exist.
  ///   - isFolder: Whether it is a folder.
  /// - Throws: Errors of the file system.
  public init(for target: String, isFolder: Bool) throws {
    let files = FileManager.default
    let folder = Self.folder(of: target)
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = Self.prefix(of: target) + Self.newName() + ".new"
    // The gate keeps other processes from removing the new path before it is locked.
    let gate = Self.gate(folder)
    defer { _ = gate }
    Self.clear(besides: target)
    Unfinished.add(path)
    do {
      if isFolder {
        try files.createDirectory(atPath: path, withIntermediateDirectories: false)
      } else {
        try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
      }
    } catch {
      Unfinished.remove(path)
      throw error
    }
    lock = Descriptor(locking: path)
    self.target = target
    self.path = path
  }

  deinit {
    // After a commit this is the old output; before it, incomplete new output.
    Unfinished.remove(path)
  }

  /// Replaces the old output with the new one.
  ///
  /// - Throws: Errors of the file system; the old output is then still in place.
  public func commit() throws {
    let gate = Self.gate(Self.folder(of: target))
    defer { _ = gate }
    try Unfinished.settling { try replace() }
  }

  private func replace() throws {
    let files = FileManager.default
    guard files.fileExists(atPath: target) else {
      return try files.moveItem(atPath: path, toPath: target)
    }
    if Descriptor.exchange(path, target) { return }
    let aside = String(path.dropLast(".new".count)) + ".old"
    try files.moveItem(atPath: target, toPath: aside)
    do {
      try files.moveItem(atPath: path, toPath: target)
    } catch {
      try files.moveItem(atPath: aside, toPath: target)
      throw error
    }
    // Whatever cannot be removed now is removed by the next run.
    try? files.removeItem(atPath: aside)
  }

  // MARK: Leftovers

  /// Removes leftovers of killed runs next to an output, and restores an old output that one had moved aside.
  ///
  /// - Parameter target: The absolute path of the output, without links.
  public static func recover(_ target: String) {
    let gate = gate(folder(of: target))
    defer { _ = gate }
    clear(besides: target)
  }

  /// Does the same while the caller holds the gate.
  private static func clear(besides target: String) {
    let files = FileManager.default
    // An unreadable folder is reported when something is written there.
    let siblings = (try? files.contentsOfDirectory(atPath: folder(of: target))) ?? []
    for name in siblings.sorted() {
      let sibling = join(folder(of: target), name)
      guard isLeftover(sibling, besides: target), let lock = Descriptor(locking: sibling) else {
        continue
      }
      defer { _ = lock }
      if name.hasSuffix(".old") && !files.fileExists(atPath: target) {
        try? files.moveItem(atPath: sibling, toPath: target)
      } else {
        try? files.removeItem(atPath: sibling)
      }
    }
  }

  private static func isLeftover(_ sibling: String, besides target: String) -> Bool {
    let prefix = prefix(of: target)
    return sibling.hasPrefix(prefix)
      && sibling.dropFirst(prefix.count).wholeMatch(of: /[0-9a-f]+(-[0-9]+)?\.(new|old)/) != nil
  }

  /// Locks a folder while names in it change; returns nil if locks are not supported, or if the lock stays held for too long.
  private static func gate(_ folder: String) -> Descriptor? {
    for _ in 0..<200 {
      if let gate = Descriptor(locking: folder) { return gate }
      guard Descriptor.isLocked(folder) else { break }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return nil
  }

  private static func newName() -> String {
    String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
  }

  private static func prefix(of target: String) -> String {
    let name = target.split(separator: "/").last ?? ""
    return join(folder(of: target), ".\(name).report-")
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
