internal import Foundation
internal import Processes
internal import SourceText
internal import Spooling

/// The review files in a folder: in `pos` and `neg`, in one folder per class, or anywhere in it.
struct ReviewFolder {
  /// A review file.
  struct File {
    var path: String
    /// The class given by its folder.
    var label: String?
  }

  /// The place of the review files.
  private enum Place {
    /// In these folders of another one, which are named after classes.
    case classes([String], of: String)
    /// Anywhere in a folder.
    case all(String)
  }

  private let place: Place
  private static let unlabelled = "unsup"

  /// Finds the review files of a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - half: The subfolder to use if there are splits, such as `train` and `test` in aclImdb.
  ///   - use: Whether labels are required; then only files in class folders are used.
  /// - Throws: A diagnostic if the folder cannot be read, or if labels are required and it has no class folders.
  init(at path: String, half: String, _ use: LabelUse) throws(Diagnostics) {
    let halves = [path, Path.join(path, half)]
    if let folder = halves.first(where: { Self.hasPolarity($0, isStrict: use == .required) }) {
      place = .classes(["neg", "pos"], of: folder)
    } else if let folder = halves.reversed().first(where: { Self.hasClasses($0, use) }) {
      place = .classes(Self.classFolders(of: folder), of: folder)
    } else if use == .required {
      throw Diagnostics(
        "there are no reviews in this folder", at: SourceLocation(file: path),
        hint:
          "it must contain the folders 'pos' and 'neg', or one folder of .txt files per class, or 'train' and 'test' as in aclImdb"
      )
    } else {
      place = .all(path)
    }
    // An unreadable folder looks empty above; it is reported here.
    if case .all = place, FolderNames(of: path) == nil { throw .unreadableFolder(path) }
  }

  /// Passes the review files to a closure, sorted by the bytes of their paths.
  ///
  /// - Parameters:
  ///   - notes: Collects notes on omitted files.
  ///   - body: Receives a file.
  /// - Throws: The errors of the closure, or a diagnostic if a folder cannot be listed.
  func eachFile(
    notes: inout Diagnostics, _ body: (File) throws(Diagnostics) -> Void
  ) throws(Diagnostics) {
    switch place {
    case .classes(let names, let folder):
      let unlabelled = Path.join(folder, Self.unlabelled)
      if Path.isFolder(unlabelled) { notes.report(Self.unlabelledNote(unlabelled)) }
      for name in names {
        let path = Path.join(folder, name)
        // One of 'pos' and 'neg' may be missing.
        guard Path.isFolder(path) else { continue }
        var files = SortedTexts.Collector()
        try Self.eachName(in: path) { file, _ throws(Diagnostics) in
          if Self.isText(file) { try files.append(file) }
          return true
        }
        try files.sorted().each { file throws(Diagnostics) in
          let file = Path.join(path, file)
          let label = Self.polarity(of: file) ?? name
          try Self.check(File(path: file, label: label), notes: &notes, body)
        }
      }
    case .all(let folder):
      var files = SortedTexts.Collector()
      var labelled = 0
      try Self.walk(folder) { path throws(Diagnostics) in
        if !Self.isText(path) { return true }
        if !Self.isUnlabelled(path) { labelled += 1 }
        try files.append(path)
        return true
      }
      if labelled < files.count, labelled > 0 { notes.report(Self.unlabelledNote(folder)) }
      try files.sorted().each { path throws(Diagnostics) in
        if labelled > 0, Self.isUnlabelled(path) { return }
        let path = Path.join(folder, path)
        try Self.check(File(path: path, label: Self.polarity(of: path)), notes: &notes, body)
      }
    }
  }

  /// Returns the class given by a file's folder, as in aclImdb.
  static func polarity(of path: String) -> String? {
    switch path.split(separator: "/").dropLast().last {
    case "pos": "positive"
    case "neg": "negative"
    default: nil
    }
  }

  private static func hasPolarity(_ folder: String, isStrict: Bool) -> Bool {
    let found = ["pos", "neg"].map { Path.join(folder, $0) }
    return isStrict ? found.allSatisfy(Path.isFolder) : found.contains(where: hasTexts)
  }

  private static func hasClasses(_ folder: String, _ use: LabelUse) -> Bool {
    let classes = classFolders(of: folder)
    if classes.isEmpty || use == .required { return !classes.isEmpty }
    // If there are files elsewhere, folders do not denote classes.
    let isUsual = try? walk(folder) { path in
      !isText(path) || path.split(separator: "/").count == 2
    }
    return isUsual ?? false
  }

  private static func classFolders(of folder: String) -> [String] {
    var names: [String] = []
    _ = try? eachName(in: folder) { name, kind in
      if kind != .file, name != unlabelled, hasTexts(Path.join(folder, name)) { names.append(name) }
      return true
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func hasTexts(_ folder: String) -> Bool {
    let isWithout = try? eachName(in: folder) { name, _ in !isText(name) }
    return isWithout == false
  }

  /// Calls a closure with the names in a folder that are not hidden, until it returns false.
  ///
  /// - Returns: Whether it never did.
  @discardableResult
  private static func eachName(
    in folder: String,
    _ body: (String, FolderNames.Kind) throws(Diagnostics) -> Bool
  ) throws(Diagnostics) -> Bool {
    guard let names = FolderNames(of: folder) else { throw .unreadableFolder(folder) }
    while let (name, kind) = names.next() {
      if !name.hasPrefix("."), !(try body(name, kind)) { return false }
    }
    return true
  }

  /// Calls a closure with the path of each entry below a folder, until it returns false.
  ///
  /// - Returns: Whether it never did.
  @discardableResult
  private static func walk(
    _ folder: String, from path: String = "", _ body: (String) throws(Diagnostics) -> Bool
  ) throws(Diagnostics) -> Bool {
    try eachName(in: Path.join(folder, path)) { name, kind throws(Diagnostics) in
      let entry = Path.join(path, name)
      guard try body(entry) else { return false }
      return kind == .folder ? try walk(folder, from: entry, body) : true
    }
  }

  private static func isText(_ name: String) -> Bool { Path.fileExtension(of: name) == "txt" }

  private static func isUnlabelled(_ path: String) -> Bool {
    "/\(path)".contains("/\(unlabelled)/")
  }

  /// Passes a regular file to a closure.
  private static func check(
    _ file: File, notes: inout Diagnostics, _ body: (File) throws(Diagnostics) -> Void
  ) throws(Diagnostics) {
    let target = URL(fileURLWithPath: file.path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: target)[.type]
    switch type as? FileAttributeType {
    case .typeRegular?, nil: try body(file)
    case .typeDirectory?: break
    default:
      notes.report(
        Diagnostic(
          "skipped, because this is not a regular file", at: SourceLocation(file: file.path),
          hint: "to read a pipe or a device, name it with --reviews or in a picks file",
          severity: .warning))
    }
  }

  private static func unlabelledNote(_ folder: String) -> Diagnostic {
    Diagnostic(
      "the reviews in '\(unlabelled)' have no label and are skipped",
      at: SourceLocation(file: folder),
      hint: "to read them without labels, name this folder itself", severity: .warning)
  }
}

extension Diagnostics {
  fileprivate static func unreadableFolder(_ path: String) -> Diagnostics {
    Diagnostics(
      "the folder cannot be read", at: SourceLocation(file: path), hint: "check its permissions",
      cause: .machine)
  }
}
