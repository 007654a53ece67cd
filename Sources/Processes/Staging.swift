internal import Foundation

/// A folder or file that grows beside an output and takes its place as a whole.
///
/// Whatever ends the process, there is the whole old output or the whole new one: where the system can, the two change places
/// at once. Beside `public` there is `.public.report-<name>.new` meanwhile, with a lock that is open as long as its process
/// lives, so the next run knows what is left of a dead one, in whatever container, and takes it away.
public struct Staging: ~Copyable, Sendable {
  /// The output.
  public let target: String
  /// Where the new one grows.
  public let path: String
  private let lock: Descriptor?

  /// Makes something empty beside an output, and the folders above it; takes away what dead runs left there.
  ///
  /// - Parameters:
  ///   - target: The absolute path of the output, without links; there need not be one.
  ///   - isFolder: Whether it is a folder.
  /// - Throws: What the machine says.
  public init(for target: String, isFolder: Bool) throws {
    let files = FileManager.default
    let folder = Self.folder(of: target)
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = Self.prefix(of: target) + Self.newName() + ".new"
    // Nobody looks for leftovers between the making and the locking.
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
    // After a commit this is the old output; before one, what is left is of no use to anybody.
    Unfinished.remove(path)
  }

  /// Puts the new output in the place of the old one.
  ///
  /// - Throws: What the machine says; the old output is then in its place.
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
    // What can't be removed now is removed by the next run.
    try? files.removeItem(atPath: aside)
  }

  // MARK: Leftovers

  /// Takes away what runs that were killed left beside an output, and puts an old output back that one had moved aside.
  ///
  /// - Parameter target: The absolute path of the output, without links.
  public static func recover(_ target: String) {
    let gate = gate(folder(of: target))
    defer { _ = gate }
    clear(besides: target)
  }

  /// Does the same for who has the gate.
  private static func clear(besides target: String) {
    let files = FileManager.default
    // A folder that can't be read is reported when something is written there.
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

  /// Locks a folder while something in it changes its name; nil where there are no locks, or others keep this one for long.
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
