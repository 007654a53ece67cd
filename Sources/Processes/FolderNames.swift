internal import CProcesses

/// The names of the entries of a folder, one after another and in no particular order.
///
/// Memory does not grow with their number, unlike that of Foundation's lists.
@safe public final class FolderNames {
  /// The kinds of entries.
  public enum Kind: Int32, Sendable {
    /// Anything but a folder.
    case file
    /// A folder.
    case folder
    /// A symbolic link to a folder.
    case folderLink
  }

  private let list: UnsafeMutableRawPointer

  /// Opens a folder; fails if the system denies it.
  public init?(of folder: String) {
    guard let list = unsafe processes_list(folder) else { return nil }
    unsafe self.list = list
  }

  deinit { unsafe processes_end_list(list) }

  /// Returns the next entry; nil at the end.
  public func next() -> (name: String, kind: Kind)? {
    var kind: Int32 = 0
    guard let name = unsafe processes_next_name(list, &kind) else { return nil }
    return (unsafe String(cString: name), Kind(rawValue: kind) ?? .file)
  }
}
