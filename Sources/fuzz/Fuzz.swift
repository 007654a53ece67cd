import Foundation
import Fuzzers
import SourceText

// `fuzz`: gives a reader one input after the other, and stops at the first that breaks a law.
//
//     FUZZER=json fuzz FILE…
//
// By itself it reads the files that are named, which shows a finding again. Built with libFuzzer, as `make fuzz` does, it
// makes up inputs; then its options are libFuzzer's, and a law that is broken is a crash like any other.

/// The reader that the environment names.
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
/// What libFuzzer calls.
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
