#if Keras
internal import CHDF5
public import SourceText

extension HDF5File {
  /// The version of the HDF5 library in use; nil if it is missing.
  package static var libraryVersion: String? {
    var (major, minor, release): (UInt32, UInt32, UInt32) = (0, 0, 0)
    guard let hdf5 = HDF5Library.load(),
      unsafe hdf5.H5get_libversion(&major, &minor, &release) >= 0
    else { return nil }
    return "\(major).\(minor).\(release)"
  }

  /// Reads a file in memory.
  ///
  /// Only this file uses HDF5; no pointer and no identifier of an open object leaves it. To limit the attack surface, only hard
  /// links are followed, so nothing outside the file is read; only contiguous, unfiltered numbers are read whose declared size
  /// fits into the file; and no plugin is loaded. The library itself can still crash on a damaged file, or never return: of
  /// 50,076 files with one byte changed, 1.10.8 did so on 28 and 15. It therefore runs in a separate process with limits, a
  /// program started for this purpose, ``ReadingProgram``, whose response is validated as carefully as a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  ///   - names: The root attributes to read if present; each holds one text.
  ///   - leavingOut: Top-level groups to skip.
  /// - Throws: A diagnostic if it is not an HDF5 file, if it uses a forbidden feature, or if the library is missing, crashes or
  ///   does not return.
  public init(
    parsing bytes: [UInt8], path: String, attributes names: [String], leavingOut: Set<String>
  ) throws(Diagnostics) {
    try self.init(
      parsing: bytes, path: path, attributes: names, leavingOut: leavingOut, reader: nil,
      seconds: 10 * Self.limits(size: bytes.count).seconds)
  }

  /// Reads a file with a custom program.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  ///   - names: The root attributes to read.
  ///   - leavingOut: Top-level groups to skip.
  ///   - reader: The program; nil uses that of ``ReadingProgram``.
  ///   - seconds: The time limit in seconds.
  /// - Throws: A diagnostic if it is not an HDF5 file, or if the program does not finish.
  package init(
    parsing bytes: [UInt8], path: String, attributes names: [String], leavingOut: Set<String>,
    reader: String?, seconds: Int
  ) throws(Diagnostics) {
    let place = SourceLocation(file: path)
    let said = try ReadingProgram.answer(
      to: bytes, names + ["--"] + leavingOut.sorted(), by: reader, within: seconds, at: place)
    guard let answer = HDF5Answer(said, place: place) else {
      throw Diagnostics(
        "the HDF5 library crashes on the file", at: place, hint: ReadingProgram.damaged)
    }
    self = try answer.result.get()
  }

  /// Reads a file in this process, which exists only for this purpose, and returns the serialized
  /// response.
  static func answer(
    to bytes: [UInt8], attributes names: [String], leavingOut: Set<String>
  ) -> [UInt8] {
    let result = Result { () throws(Diagnostics) in
      try HDF5Reader(
        bytes, place: SourceLocation(file: ""), attributes: names, leavingOut: leavingOut
      ).file
    }
    return HDF5Answer(result).bytes
  }

  /// Returns the resource limits: the library holds a file twice, and its numbers may take eight times the space as 64-bit
  /// values.
  static func limits(size: Int) -> ReadingProgram.Limits {
    ReadingProgram.Limits(
      memory: (1 << 29) + 48 * size, seconds: 3 + (size >> 22), answer: (1 << 20) + 16 * size)
  }
}

extension HDF5Library {
  /// Loads the library; nil if the version that the program was built with is not installed.
  fileprivate static func load() -> HDF5Library? {
    var isFound = false
    let library = unsafe chdf5_load(&isFound)
    return isFound ? library : nil
  }
}

/// Reads a single file, in a separate process dedicated to it.
private struct HDF5Reader {
  private static let maximumDepth = 32
  private static let maximumObjects = 20_000

  let hdf5: HDF5Library
  let size: Int
  let place: SourceLocation
  var attributes: [String: String] = [:]
  var datasets: [String: HDF5File.Dataset] = [:]
  private var objects = 0
  private var bytesRead = 0

  var file: HDF5File { HDF5File(attributes: attributes, datasets: datasets) }

  init(
    _ bytes: [UInt8], place: SourceLocation, attributes names: [String], leavingOut: Set<String>
  ) throws(Diagnostics) {
    guard let hdf5 = HDF5Library.load() else {
      let version = unsafe String(cString: chdf5_version())
      throw Diagnostics(
        "reading the file requires the C library HDF5 \(version), which is not installed",
        at: place,
        hint:
          "install it, such as with apt-get install libhdf5-dev, or build the program with the installed version",
        cause: .machine)
    }
    self.hdf5 = hdf5
    size = bytes.count
    self.place = place
    // No messages on standard error, and no plugins.
    _ = hdf5.H5Eset_auto2(0, nil, nil)
    _ = hdf5.H5PLset_loading_state(0)
    let access = unsafe hdf5.H5Pcreate(hdf5.H5P_CLS_FILE_ACCESS_ID_g.pointee)
    defer { _ = hdf5.H5Pclose(access) }
    // Use the in-memory driver, and close all open objects with the file.
    _ = hdf5.H5Pset_fapl_core(access, 1 << 16, false)
    _ = hdf5.H5Pset_fclose_degree(access, H5F_CLOSE_STRONG)
    var image = bytes
    let status = unsafe image.withUnsafeMutableBytes { buffer in
      unsafe hdf5.H5Pset_file_image(access, buffer.baseAddress, buffer.count)
    }
    let file = status < 0 ? -1 : unsafe hdf5.H5Fopen("image", chdf5_read_only(), access)
    guard file >= 0 else { throw problem("not a readable HDF5 file") }
    defer { _ = hdf5.H5Fclose(file) }
    for name in names where unsafe hdf5.H5Aexists(file, name) > 0 {
      attributes[name] = try text(of: name, in: file)
    }
    try readGroup(file, path: "", depth: 0, leavingOut: leavingOut)
  }

  private func problem(_ message: String, hint: String? = nil) -> Diagnostics {
    Diagnostics(message, at: place, hint: hint)
  }

  /// Reads an attribute that holds one text.
  private func text(of name: String, in file: hid_t) throws(Diagnostics) -> String {
    let attribute = unsafe hdf5.H5Aopen(file, name, 0)
    let (type, space) = (hdf5.H5Aget_type(attribute), hdf5.H5Aget_space(attribute))
    defer {
      _ = hdf5.H5Sclose(space)
      _ = hdf5.H5Tclose(type)
      _ = hdf5.H5Aclose(attribute)
    }
    guard hdf5.H5Tget_class(type) == H5T_STRING, hdf5.H5Sget_simple_extent_npoints(space) == 1
    else {
      throw problem("the attribute '\(name)' is not a text")
    }
    if hdf5.H5Tis_variable_str(type) > 0 {
      var characters: UnsafeMutablePointer<CChar>?
      guard unsafe hdf5.H5Aread(attribute, type, &characters) >= 0, let text = unsafe characters
      else {
        throw problem("the attribute '\(name)' cannot be read")
      }
      defer { _ = unsafe hdf5.H5free_memory(text) }
      return unsafe String(cString: text)
    }
    let count = hdf5.H5Tget_size(type)
    guard 1...size ~= Int(clamping: count) else {
      throw problem("the attribute '\(name)' declares \(count) bytes, but the file has \(size)")
    }
    var characters = [UInt8](repeating: 0, count: Int(count))
    let status = unsafe characters.withUnsafeMutableBytes {
      unsafe hdf5.H5Aread(attribute, type, $0.baseAddress)
    }
    guard status >= 0 else { throw problem("the attribute '\(name)' cannot be read") }
    return String(decoding: characters.prefix { $0 != 0 }, as: UTF8.self)
  }

  private mutating func readGroup(
    _ group: hid_t, path: String, depth: Int, leavingOut: Set<String> = []
  ) throws(Diagnostics) {
    guard depth < Self.maximumDepth else {
      throw problem("groups are nested too deeply")
    }
    var info = H5G_info_t()
    guard unsafe hdf5.H5Gget_info(group, &info) >= 0 else {
      throw problem("the group '\(path)' cannot be read")
    }
    for index in 0..<info.nlinks {
      objects += 1
      guard objects <= Self.maximumObjects else {
        throw problem("the file has more than \(Self.maximumObjects) objects")
      }
      let name = try linkName(index, in: group, path)
      if leavingOut.contains(name) { continue }
      let child = path.isEmpty ? name : "\(path)/\(name)"
      guard unsafe chdf5_is_hard_link(hdf5, group, name) else {
        throw problem(
          "'\(child)' is not a hard link", hint: "Keras does not write such links")
      }
      let object = unsafe hdf5.H5Oopen(group, name, 0)
      guard object >= 0 else { throw problem("'\(child)' cannot be read") }
      defer { _ = hdf5.H5Oclose(object) }
      switch hdf5.H5Iget_type(object) {
      case H5I_GROUP: try readGroup(object, path: child, depth: depth + 1)
      case H5I_DATASET: datasets[child] = try dataset(object, path: child)
      default: break
      }
    }
  }

  private func linkName(
    _ index: UInt64, in group: hid_t, _ path: String
  ) throws(Diagnostics) -> String {
    var name = [CChar](repeating: 0, count: 1025)
    let length = unsafe name.withUnsafeMutableBufferPointer { buffer in
      unsafe hdf5.H5Lget_name_by_idx(
        group, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer.baseAddress, buffer.count, 0)
    }
    guard 1...1024 ~= length else {
      throw problem("the group '\(path)' has a member without a name of at most 1024 bytes")
    }
    return String(decoding: name[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Reads floating-point numbers; returns nil if the dataset has another type.
  private mutating func dataset(
    _ dataset: hid_t, path: String
  ) throws(Diagnostics) -> HDF5File.Dataset? {
    let (type, space) = (hdf5.H5Dget_type(dataset), hdf5.H5Dget_space(dataset))
    let creation = hdf5.H5Dget_create_plist(dataset)
    defer {
      _ = hdf5.H5Pclose(creation)
      _ = hdf5.H5Sclose(space)
      _ = hdf5.H5Tclose(type)
    }
    guard hdf5.H5Tget_class(type) == H5T_FLOAT, hdf5.H5Sget_simple_extent_type(space) == H5S_SIMPLE,
      hdf5.H5Sget_simple_extent_npoints(space) > 0
    else { return nil }
    guard hdf5.H5Pget_nfilters(creation) == 0 else {
      throw problem(
        "the dataset '\(path)' is compressed or filtered", hint: "save the model with Keras")
    }
    let layout = hdf5.H5Pget_layout(creation)
    guard layout == H5D_CONTIGUOUS || layout == H5D_COMPACT || layout == H5D_CHUNKED,
      hdf5.H5Pget_external_count(creation) == 0
    else { throw problem("the dataset '\(path)' lies outside the file") }
    let rank = Int(hdf5.H5Sget_simple_extent_ndims(space))
    guard 1...4 ~= rank else {
      throw problem("the dataset '\(path)' has \(rank) dimensions")
    }
    var sizes = [hsize_t](repeating: 0, count: rank)
    _ = unsafe sizes.withUnsafeMutableBufferPointer { buffer in
      unsafe hdf5.H5Sget_simple_extent_dims(space, buffer.baseAddress, nil)
    }
    var claimed = Int(clamping: hdf5.H5Tget_size(type))
    for size in sizes {
      let product = claimed.multipliedReportingOverflow(by: Int(clamping: size))
      claimed = product.overflow ? .max : product.partialValue
    }
    // Each byte of the file belongs to one dataset, so together they cannot be larger than the
    // file.
    let kept = Int(clamping: hdf5.H5Dget_storage_size(dataset))
    guard claimed <= kept, kept <= size - bytesRead else {
      throw problem("the dataset '\(path)' declares more bytes than the file has")
    }
    bytesRead += kept
    let count = claimed / Int(hdf5.H5Tget_size(type))
    var numbers = [Double](repeating: 0, count: count)
    let status = unsafe numbers.withUnsafeMutableBytes { buffer in
      unsafe hdf5.H5Dread(dataset, hdf5.H5T_NATIVE_DOUBLE_g.pointee, 0, 0, 0, buffer.baseAddress)
    }
    guard status >= 0 else { throw problem("the dataset '\(path)' cannot be read") }
    return HDF5File.Dataset(shape: sizes.map { Int(clamping: $0) }, numbers: numbers)
  }
}
#endif
