#if Keras
internal import CHDF5
public import SourceText

extension HDF5File {
  /// Reads a file that is in memory.
  ///
  /// This file is the only one that touches HDF5, and no pointer and no number of an open object leaves it. A hostile
  /// file gets little of the library to play with: only hard links are followed, so that nothing outside of the file
  /// is read; only numbers that lie there as they are, without filters, and whose claimed size the file has; no
  /// plugin is loaded. All the same the library itself can crash over a damaged file, or never come to an end: of 50,076
  /// with a byte changed, 1.10.8 did so over 28 and 15. So it works in a process of its own, with limits: a program that
  /// is started for that, ``ReadingProgram``, whose answer is read as carefully as a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  ///   - names: The attributes of the whole file that are read where they are there; they hold a text each.
  ///   - leavingOut: Groups at the top that are not looked into.
  /// - Throws: A diagnostic when it is no such file, when it does what is not allowed, and when the library does not
  ///   come to an end with it.
  public init(
    parsing bytes: [UInt8], path: String, attributes names: [String], leavingOut: Set<String>
  ) throws(Diagnostic) {
    try self.init(
      parsing: bytes, path: path, attributes: names, leavingOut: leavingOut, reader: nil,
      seconds: 10 * Self.limits(size: bytes.count).seconds)
  }

  /// Does the same by a program of one's own.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics.
  ///   - names: The attributes of the whole file that are read.
  ///   - leavingOut: Groups at the top that are not looked into.
  ///   - reader: The program; nil for that of ``ReadingProgram``.
  ///   - seconds: How long it may take.
  /// - Throws: A diagnostic when the file is no such file, and when the program comes to no end with it.
  package init(
    parsing bytes: [UInt8], path: String, attributes names: [String], leavingOut: Set<String>,
    reader: String?, seconds: Int
  ) throws(Diagnostic) {
    let place = SourceLocation(file: path)
    let said = try ReadingProgram.answer(
      to: bytes, names + ["--"] + leavingOut.sorted(), by: reader, within: seconds, at: place)
    guard let answer = HDF5Answer(said, place: place) else {
      throw Diagnostic(
        "the library HDF5 crashes over the file", at: place, hint: ReadingProgram.damaged)
    }
    self = try answer.result.get()
  }

  /// Reads a file in this process, which is there for nothing else: the answer as it is said.
  static func answer(
    to bytes: [UInt8], attributes names: [String], leavingOut: Set<String>
  ) -> [UInt8] {
    let result = Result { () throws(Diagnostic) in
      try HDF5Reader(
        bytes, place: SourceLocation(file: ""), attributes: names, leavingOut: leavingOut
      ).file
    }
    return HDF5Answer(result).bytes
  }

  /// What reading may take: the library holds a file twice, and its numbers may be eight times as long with 64 bits.
  static func limits(size: Int) -> ReadingProgram.Limits {
    ReadingProgram.Limits(
      memory: (1 << 29) + 48 * size, seconds: 3 + (size >> 22), answer: (1 << 20) + 16 * size)
  }
}

/// Reads one file; everything happens in a process of its own, whose first and only file it is.
private struct HDF5Reader {
  private static let maximumDepth = 32
  private static let maximumObjects = 20_000

  let size: Int
  let place: SourceLocation
  var attributes: [String: String] = [:]
  var datasets: [String: HDF5File.Dataset] = [:]
  private var objects = 0
  private var bytesRead = 0

  var file: HDF5File { HDF5File(attributes: attributes, datasets: datasets) }

  init(
    _ bytes: [UInt8], place: SourceLocation, attributes names: [String], leavingOut: Set<String>
  ) throws(Diagnostic) {
    size = bytes.count
    self.place = place
    _ = chdf5_print_no_errors()
    _ = chdf5_load_no_plugins()
    let access = H5Pcreate(chdf5_file_access())
    defer { H5Pclose(access) }
    // In memory, and whatever is still open when the file is closed is closed with it.
    H5Pset_fapl_core(access, 1 << 16, false)
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG)
    var image = bytes
    let status = unsafe image.withUnsafeMutableBytes { buffer in
      unsafe H5Pset_file_image(access, buffer.baseAddress, buffer.count)
    }
    let file = status < 0 ? -1 : unsafe H5Fopen("image", chdf5_read_only(), access)
    guard file >= 0 else { throw problem("this is no HDF5 file that can be read") }
    defer { H5Fclose(file) }
    for name in names where unsafe H5Aexists(file, name) > 0 {
      attributes[name] = try text(of: name, in: file)
    }
    try readGroup(file, path: "", depth: 0, leavingOut: leavingOut)
  }

  private func problem(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(message, at: place, hint: hint)
  }

  /// Reads an attribute that is one text.
  private func text(of name: String, in file: hid_t) throws(Diagnostic) -> String {
    let attribute = unsafe H5Aopen(file, name, 0)
    let (type, space) = (H5Aget_type(attribute), H5Aget_space(attribute))
    defer {
      H5Sclose(space)
      H5Tclose(type)
      H5Aclose(attribute)
    }
    guard H5Tget_class(type) == H5T_STRING, H5Sget_simple_extent_npoints(space) == 1 else {
      throw problem("the attribute '\(name)' is not a text")
    }
    if H5Tis_variable_str(type) > 0 {
      var characters: UnsafeMutablePointer<CChar>?
      guard unsafe H5Aread(attribute, type, &characters) >= 0, let text = unsafe characters else {
        throw problem("the attribute '\(name)' can't be read")
      }
      defer { unsafe H5free_memory(text) }
      return unsafe String(cString: text)
    }
    let count = H5Tget_size(type)
    guard 1...size ~= Int(clamping: count) else {
      throw problem("the attribute '\(name)' claims \(count) bytes, but the file has \(size)")
    }
    var characters = [UInt8](repeating: 0, count: Int(count))
    let status = unsafe characters.withUnsafeMutableBytes {
      unsafe H5Aread(attribute, type, $0.baseAddress)
    }
    guard status >= 0 else { throw problem("the attribute '\(name)' can't be read") }
    return String(decoding: characters.prefix { $0 != 0 }, as: UTF8.self)
  }

  private mutating func readGroup(
    _ group: hid_t, path: String, depth: Int, leavingOut: Set<String> = []
  ) throws(Diagnostic) {
    guard depth < Self.maximumDepth else { throw problem("groups are nested too deep") }
    var info = H5G_info_t()
    guard unsafe H5Gget_info(group, &info) >= 0 else {
      throw problem("the group '\(path)' can't be read")
    }
    for index in 0..<info.nlinks {
      objects += 1
      guard objects <= Self.maximumObjects else {
        throw problem("the file has more than \(Self.maximumObjects) objects")
      }
      let name = try linkName(index, in: group, path)
      if leavingOut.contains(name) { continue }
      let child = path.isEmpty ? name : "\(path)/\(name)"
      guard unsafe chdf5_is_hard_link(group, name) != 0 else {
        throw problem(
          "'\(child)' is a link to somewhere else", hint: "Keras writes no such links")
      }
      let object = unsafe H5Oopen(group, name, 0)
      guard object >= 0 else { throw problem("'\(child)' can't be read") }
      defer { H5Oclose(object) }
      switch H5Iget_type(object) {
      case H5I_GROUP: try readGroup(object, path: child, depth: depth + 1)
      case H5I_DATASET: datasets[child] = try dataset(object, path: child)
      default: break
      }
    }
  }

  private func linkName(
    _ index: UInt64, in group: hid_t, _ path: String
  ) throws(Diagnostic) -> String {
    var name = [CChar](repeating: 0, count: 1025)
    let length = unsafe name.withUnsafeMutableBufferPointer { buffer in
      unsafe H5Lget_name_by_idx(
        group, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer.baseAddress, buffer.count, 0)
    }
    guard 1...1024 ~= length else {
      throw problem("the group '\(path)' has a member without a name of at most 1024 bytes")
    }
    return String(decoding: name[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Reads floating-point numbers; nil where the dataset holds something else.
  private mutating func dataset(
    _ dataset: hid_t, path: String
  ) throws(Diagnostic) -> HDF5File.Dataset? {
    let (type, space) = (H5Dget_type(dataset), H5Dget_space(dataset))
    let creation = H5Dget_create_plist(dataset)
    defer {
      H5Pclose(creation)
      H5Sclose(space)
      H5Tclose(type)
    }
    guard H5Tget_class(type) == H5T_FLOAT, H5Sget_simple_extent_type(space) == H5S_SIMPLE,
      H5Sget_simple_extent_npoints(space) > 0
    else { return nil }
    guard H5Pget_nfilters(creation) == 0 else {
      throw problem(
        "the numbers '\(path)' are compressed or filtered", hint: "save the model with Keras")
    }
    let layout = H5Pget_layout(creation)
    guard layout == H5D_CONTIGUOUS || layout == H5D_COMPACT || layout == H5D_CHUNKED,
      H5Pget_external_count(creation) == 0
    else { throw problem("the numbers '\(path)' lie outside of the file") }
    let rank = Int(H5Sget_simple_extent_ndims(space))
    guard 1...4 ~= rank else { throw problem("the numbers '\(path)' have \(rank) dimensions") }
    var sizes = [hsize_t](repeating: 0, count: rank)
    _ = unsafe sizes.withUnsafeMutableBufferPointer { buffer in
      unsafe H5Sget_simple_extent_dims(space, buffer.baseAddress, nil)
    }
    var claimed = Int(clamping: H5Tget_size(type))
    for size in sizes {
      let product = claimed.multipliedReportingOverflow(by: Int(clamping: size))
      claimed = product.overflow ? .max : product.partialValue
    }
    // Each byte of the file belongs to one dataset, so together they can't be longer than the file.
    let kept = Int(clamping: H5Dget_storage_size(dataset))
    guard claimed <= kept, kept <= size - bytesRead else {
      throw problem("the numbers '\(path)' claim more bytes than the file has")
    }
    bytesRead += kept
    let count = claimed / Int(H5Tget_size(type))
    var numbers = [Double](repeating: 0, count: count)
    let status = unsafe numbers.withUnsafeMutableBytes { buffer in
      unsafe H5Dread(dataset, chdf5_double(), 0, 0, 0, buffer.baseAddress)
    }
    guard status >= 0 else { throw problem("the numbers '\(path)' can't be read") }
    return HDF5File.Dataset(shape: sizes.map { Int(clamping: $0) }, numbers: numbers)
  }
}
#endif
