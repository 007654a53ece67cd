import Foundation
import Fuzzers
import SourceText

// `fuzz`: passes inputs to a parser and stops at the first input that violates a property.
//
//     FUZZER=json fuzz FILE…
//
// On its own it reads the named files, which reproduces a finding. Built with libFuzzer, as `make fuzz` does, it generates
// inputs; its options are then those of libFuzzer, and a violated property counts as a crash.

/// The fuzzer named in the environment.
private let fuzzer = Fuzzers.all.first {
  $0.name == ProcessInfo.processInfo.environment["FUZZER"]
}

/// Checks one input.
private func check(_ bytes: [UInt8]) {
  guard let fuzzer else {
    print("set FUZZER to one of " + Fuzzers.all.map { $0.name }.joined(separator: ", "))
    exit(2)
  }
  do throws(BrokenLaw) { try fuzzer.check(bytes) } catch {
    print("\(fuzzer.name): \(error)")
    fflush(nil)
    abort()
  }
}

#if FUZZING
/// The entry point called by libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
#else
@main private struct Fuzz {
  static func main() throws {
    for path in CommandLine.arguments.dropFirst() {
      check(try SourceFile.bytes(of: path))
      print("\(path): ok")
    }
  }
}
#endif
