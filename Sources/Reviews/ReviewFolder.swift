internal import Foundation
internal import SourceText

/// The files with reviews in a folder: `pos` and `neg`, a folder a class, or files anywhere in it.
struct ReviewFolder {
  /// A file that is a review.
  struct File {
    var path: String
    /// The class that its folder tells.
    var label: String?
  }

  /// The reviews, in the order of the bytes of their paths.
  private(set) var files: [File] = []
  /// What is left out.
  private(set) var notes: [Diagnostic] = []

  private static let unlabelled = "unsup"

  /// Looks for the files of a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - half: The folder in it that is meant where it has halves, as aclImdb has `train` and `test`.
  ///   - use: Whether labels are asked for; then files count only in the folders of classes.
  /// - Throws: A diagnostic where the folder can't be read, or has no folders of classes and labels are asked for.
  init(at path: String, half: String, _ use: LabelUse) throws(Diagnostic) {
    let halves = [path, Path.join(path, half)]
    if let folder = halves.first(where: { Self.hasPolarity($0, isStrict: use == .required) }) {
      add(["neg", "pos"], of: folder)
    } else if let folder = halves.reversed().first(where: { Self.hasClasses($0, use) }) {
      add(Self.classFolders(of: folder), of: folder)
    } else if use == .required {
      throw Diagnostic(
        "there are no reviews in this folder", at: SourceLocation(file: path),
        hint:
          "it should hold the folders 'pos' and 'neg', or one a class with .txt files, or 'train' and 'test' as aclImdb does"
      )
    } else {
      addAll(of: path)
    }
    // What can't be listed looks empty above; here it is said.
    if files.isEmpty, !FileManager.default.isReadableFile(atPath: path) {
      throw Diagnostic(
        "the folder can't be read", at: SourceLocation(file: path), hint: "check its permissions",
        cause: .machine)
    }
  }

  /// The class that the folder of a file tells, as in aclImdb.
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
    // Where files stand elsewhere too, folders are no classes.
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
    // What can't be listed has no reviews.
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
          "this is no regular file and is left out", at: SourceLocation(file: file.path),
          hint: "a pipe or a device is read where --reviews or a line of a picks file names it",
          severity: .warning))
    }
  }

  private mutating func noteUnlabelled(_ folder: String) {
    if Path.isFolder(folder) { note(folder) }
  }

  private mutating func note(_ folder: String) {
    notes.append(
      Diagnostic(
        "the reviews in '\(Self.unlabelled)' have no label and are left out",
        at: SourceLocation(file: folder),
        hint: "name the folder itself to read them without labels", severity: .warning))
  }
}
