internal import SourceText

/// Files that are no text, of which programs for data make many.
enum ForeignFile {
  /// Refuses a file that is no text by its first bytes.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name.
  /// - Throws: A diagnostic that names the kind of file and the way to one that is read.
  static func refuse(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    let place = SourceLocation(file: path)
    let (name, target) = (path.split(separator: "/").last ?? "", "reviews.jsonl")
    if bytes.starts(with: "PAR1".utf8) {
      let command =
        "python3 -c \"import pandas; pandas.read_parquet('\(name)').to_json('\(target)', orient='records', lines=True)\""
      throw Diagnostic("this is a Parquet file", at: place, hint: "convert it: \(command)")
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw Diagnostic(
        "this is a ZIP archive or an Excel workbook", at: place,
        hint: "unpack the archive, or save the sheet as CSV in UTF-8")
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw Diagnostic(
        "this is an old Excel workbook", at: place, hint: "save the sheet as CSV in UTF-8")
    }
  }
}
