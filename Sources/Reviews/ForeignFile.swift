internal import SourceText

/// Binary file formats common in data processing.
enum ForeignFile {
  /// Rejects binary files by their first bytes.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name.
  /// - Throws: A diagnostic that names the file format and a way to convert it.
  static func refuse(_ bytes: [UInt8], path: String) throws(Diagnostics) {
    let place = SourceLocation(file: path)
    let (name, target) = (path.split(separator: "/").last ?? "", "reviews.jsonl")
    if bytes.starts(with: "PAR1".utf8) {
      let command =
        "python3 -c \"import pandas; pandas.read_parquet('\(name)').to_json('\(target)', orient='records', lines=True)\""
      throw Diagnostics("this is a Parquet file", at: place, hint: "convert it: \(command)")
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw Diagnostics(
        "this is a ZIP archive or an Excel workbook", at: place,
        hint: "unpack the archive, or save the sheet as CSV in UTF-8")
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw Diagnostics(
        "this is an old Excel workbook", at: place, hint: "save the sheet as CSV in UTF-8")
    }
  }
}
