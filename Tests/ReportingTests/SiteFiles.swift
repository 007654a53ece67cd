import Foundation

/// The files of a folder.
enum SiteFiles {
  /// Returns the contents of all files by path.
  static func read(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let root = URL(fileURLWithPath: folder)
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let url = root.appendingPathComponent(path)
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[path] = try Data(contentsOf: url)
      }
    }
    return files
  }
}
