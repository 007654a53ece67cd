internal import Foundation
internal import SourceText

/// The review files in a folder: in `pos` and `neg`, in one folder per class, or anywhere in it.
struct ReviewFolder {
  /// A review file.
  struct File {
    var path: String
    /// The class given by its folder.
    var label: String?
  }

  /// The reviews, sorted by the bytes of their paths.
  private(set) var files: [File] = []
  /// Notes on omitted files.
  private(set) var notes: [Diagnostic] = []

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
      add(["neg", "pos"], of: folder)
    } else if let folder = halves.reversed().first(where: { Self.hasClasses($0, use) }) {
      add(Self.classFolders(of: folder), of: folder)
    } else if use == .required {
      throw Diagnostics(
        "there are no reviews in this folder", at: SourceLocation(file: path),
        hint:
          "it must contain the folders 'pos' and 'neg', or one folder of .txt files per class, or 'train' and 'test' as in aclImdb"
      )
    } else {
      addAll(of: path)
    }
    // An unreadable folder looks empty above; it is reported here.
    if files.isEmpty, !FileManager.default.isReadableFile(atPath: path) {
      throw Diagnostics(
        "the folder cannot be read", at: SourceLocation(file: path), hint: "check its permissions",
        cause: .machine)
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
    return isStrict
      ? found.allSatisfy(Path.isFolder) : found.contains { !texts(of: $0).isEmpty }
  }

  private static func hasClasses(_ folder: String, _ use: LabelUse) -> Bool {
    let classes = classFolders(of: folder)
    if classes.isEmpty || use == .required { return !classes.isEmpty }
    // If there are files elsewhere, folders do not denote classes.
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return all.allSatisfy { name in
      !isText(name) || name.split(separator: "/").count == 2
    }
  }

  private static func classFolders(of folder: String) -> [String] {
    names(of: folder).filter { name in
      name != unlabelled && !texts(of: Path.join(folder, name)).isEmpty
    }
  }

  private static func names(of folder: String) -> [String] {
    // An unreadable folder has no reviews.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted(by: inOrder)
  }

  private static func texts(of folder: String) -> [String] { names(of: folder).filter(isText) }

  private static func isText(_ name: String) -> Bool {
    Path.fileExtension(of: name) == "txt" && !"/\(name)".contains("/.")
  }

  private static func inOrder(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private mutating func add(_ classes: [String], of folder: String) {
    noteUnlabelled(Path.join(folder, Self.unlabelled))
    for name in classes {
      let path = Path.join(folder, name)
      for file in Self.texts(of: path) {
        let file = Path.join(path, file)
        add(File(path: file, label: Self.polarity(of: file) ?? name))
      }
    }
  }

  private mutating func addAll(of folder: String) {
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    let texts = all.filter(Self.isText).sorted(by: Self.inOrder)
    let labelled = texts.filter { !"/\($0)".contains("/\(Self.unlabelled)/") }
    if labelled.count < texts.count, !labelled.isEmpty { note(folder) }
    for name in labelled.isEmpty ? texts : labelled {
      let file = Path.join(folder, name)
      add(File(path: file, label: Self.polarity(of: file)))
    }
  }

  private mutating func add(_ file: File) {
    let target = URL(fileURLWithPath: file.path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: target)[.type]
    switch type as? FileAttributeType {
    case .typeRegular?, nil: files.append(file)
    case .typeDirectory?: break
    default:
      notes.append(
        Diagnostic(
          "skipped, because this is not a regular file", at: SourceLocation(file: file.path),
          hint: "to read a pipe or a device, name it with --reviews or in a picks file",
          severity: .warning))
    }
  }

  private mutating func noteUnlabelled(_ folder: String) {
    if Path.isFolder(folder) { note(folder) }
  }

  private mutating func note(_ folder: String) {
    notes.append(
      Diagnostic(
        "the reviews in '\(Self.unlabelled)' have no label and are skipped",
        at: SourceLocation(file: folder),
        hint: "to read them without labels, name this folder itself", severity: .warning))
  }
}
