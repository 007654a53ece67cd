import Classifier
import LinearAlgebra
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  @Test func `what is written is read again, bit by bit`() throws {
    let file = Safetensors([
      Tensor("b", TinyClassifier.table(rows: 3, columns: 9, salt: 1)),
      Tensor("a/bias", row: TinyClassifier.table(rows: 1, columns: 4, salt: 2)),
      Tensor("c", Matrix([[-0.0, 0x1p-149, 0x1.fffffep127]])),
    ])
    let again = try Safetensors(parsing: file.bytes, path: "w")
    #expect(again == file)
    #expect(again.bytes == file.bytes)
  }

  @Test func `numbers are rounded to 32 bits`() throws {
    let third = Tensor("t", Matrix([[1.0 / 3]]))
    let again = try Safetensors(parsing: Safetensors([third]).bytes, path: "w")
    #expect(again.tensors["t"]?.values == third.values.roundedToFloat)
    #expect(again.tensors["t"]?.values[0, 0] == Double(Float(1.0 / 3)))
  }

  @Test func `numbers of 16 bits are read`() throws {
    // 1, −2, the smallest and the largest number, as IEEE 754 lays them out.
    let data: [UInt8] = [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0xFF, 0x7B]
    let bytes = Self.file(#"{"t":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#, data)
    let tensor = try #require(try Safetensors(parsing: bytes, path: "w").tensors["t"])
    #expect(tensor.values.elements == [1, -2, 0x1p-24, 65504])
    #expect(tensor.shape == [4])
  }

  @Test(arguments: [
    (#"{"#, "w:1:2: error: the file ends where a key in quotes should be"),
    (#"[]"#, "w: error: the header is not a JSON object"),
    (
      #"{"t":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#,
      "w: error: the tensor 't' has the type 'I64'; supported types are F32 and F16"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[1,1,1,1],"data_offsets":[0,4]}}"#,
      "w: error: the tensor 't' does not have one to three dimensions"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
      "w: error: the tensor 't' does not have one to three dimensions"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#,
      "w: error: the tensor 't' lies outside the file's 8 bytes of numbers"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
      "w: error: the tensor 't' lies outside the file's 8 bytes of numbers"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#,
      "w: error: the tensor 't' lies outside the file's 8 bytes of numbers"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
      "w: error: the tensor 't' takes 8 bytes, which do not fit its shape 3"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,8]}}"#,
      "w: error: the tensor 't' takes 8 bytes, which do not fit its shape "
        + "4611686018427387904 × 4611686018427387904"
    ),
    (
      #"{"t":{"dtype":"F32","shape":[1e300],"data_offsets":[0,8]}}"#,
      "w: error: the tensor 't' does not have one to three dimensions"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      "w: error: the tensors 'a' and 'b' overlap"
    ),
    (
      #"{"a":{"dtype":"F32"},"b":7}"#,
      """
      w: error: the tensor 'a' does not have one to three dimensions
      w: error: the tensor 'b' has the type ''; supported types are F32 and F16
      """
    ),
  ])
  func `a header that lies is found out before anything is allocated`(
    header: String, problem: String
  ) {
    let bytes = Self.file(header, [UInt8](repeating: 0, count: 8))
    #expect(problems { try Safetensors(parsing: bytes, path: "w") } == problem)
  }

  @Test func `numbers that are not finite are named`() {
    let infinity: [UInt8] = [0, 0, 0x80, 0x7F]
    let bytes = Self.file(
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
        + #""b":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]}}"#,
      [0, 0, 0, 0] + infinity + [0, 0, 0xC0, 0x7F, 0, 0, 0, 0])
    #expect(
      problems { try Safetensors(parsing: bytes, path: "w") } == """
        w: error: the number a[1] is inf
        w: error: the number b[0, 0] is nan
        """)
  }

  @Test func `a small file that would be a large table is refused before it is made`() {
    let count = 1 << 27
    let bytes = Self.file(
      #"{"a":{"dtype":"F16","shape":[\#(count),1],"data_offsets":[0,\#(2 * count)]}}"#,
      [UInt8](repeating: 0, count: 2 * count))
    #expect(
      problems { try Safetensors(parsing: bytes, path: "w") } == """
        w: error: the tensors need 1073741824 numbers in memory, which is too many
          hint: each row is padded to a multiple of eight
        """)
  }

  @Test func `a file that was cut off is refused at every length`() {
    let bytes = Safetensors([Tensor("t", Matrix([[1, 2], [3, 4]]))]).bytes
    for length in bytes.indices {
      #expect(!problems { try Safetensors(parsing: Array(bytes[..<length]), path: "w") }.isEmpty)
    }
    #expect(
      problems { try Safetensors(parsing: [255, 255, 255, 255, 255, 255, 255, 255, 0], path: "w") }
        == """
        w: error: the header declares 18446744073709551615 bytes, but the file has 9
          hint: check that this is a complete .safetensors file
        """)
  }

  @Test func `a file with any byte changed is read or refused, but never traps`() {
    let bytes = Safetensors([Tensor("t", Matrix([[1, 2]]))]).bytes
    for index in bytes.indices {
      for value in [0, 0x22, 0x2D, 0x39, 0x7B, 0xFF] as [UInt8] {
        var changed = bytes
        changed[index] = value
        _ = problems { try Safetensors(parsing: changed, path: "w") }
      }
    }
  }

  private static func file(_ header: String, _ data: [UInt8]) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + data
  }
}
