// swift-tools-version: 6.3

import PackageDescription

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// On Linux, CHDF5 finds the header by itself and loads the library when a file needs it: pkg-config would link it.
#if os(Linux)
let linkedHDF5: String? = nil
#else
let linkedHDF5: String? = "hdf5"
#endif

let package = Package(
  name: "literate-saliency",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "report", targets: ["report"]),
    .library(name: "Attribution", targets: ["Attribution"]),
    .library(name: "Faithfulness", targets: ["Faithfulness"]),
    .library(name: "Models", targets: ["Models"]),
    .library(name: "Classifier", targets: ["Classifier"]),
    .library(name: "Predictor", targets: ["Predictor"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "DataSet", targets: ["DataSet"]),
    .library(name: "Drift", targets: ["Drift"]),
    .library(name: "Preview", targets: ["Preview"]),
    .library(name: "Literate", targets: ["Literate"]),
    .library(name: "Reviews", targets: ["Reviews"]),
    .library(name: "HTML", targets: ["HTML"]),
    .library(name: "Blocks", targets: ["Blocks"]),
    .library(name: "Markdown", targets: ["Markdown"]),
    .library(name: "MathML", targets: ["MathML"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(name: "SourceText", targets: ["SourceText"]),
  ],
  traits: [
    .trait(
      name: "Keras", description: "Reads Keras' files; needs the C libraries HDF5 and libzip."),
    .trait(
      name: "Program",
      description:
        "Resolves the packages that the program, Site and all that imports them need."),
    .default(enabledTraits: ["Keras", "Program"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // Bottom-up: a target depends only on targets declared above it.
    .target(name: "SourceText"),
    .target(name: "CProcesses"),
    .target(name: "Processes", dependencies: ["CProcesses", "SourceText"]),

    .target(name: "Spooling", dependencies: ["Processes", "SourceText"]),

    .target(name: "EmbeddedFiles"),
    .target(name: "Resources", dependencies: ["EmbeddedFiles"]),

    // Files of reviews.
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "Reviews", dependencies: ["CZlib", "Processes", "SourceText", "Spooling"]),

    // Numbers: text to predictions and attributions; no HTML.
    .target(name: "CLanes"),
    .target(
      name: "LinearAlgebra", dependencies: ["CLanes"],
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "DataSet", dependencies: ["LinearAlgebra", "SourceText"]),
    .systemLibrary(
      name: "CHDF5", pkgConfig: linkedHDF5, providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .target(
      name: "Archives",
      dependencies: [
        "CProcesses", "Processes", "SourceText",
        .target(name: "CHDF5", condition: .when(traits: ["Keras"])),
        .target(name: "CZip", condition: .when(traits: ["Keras"])),
      ]),
    .target(
      name: "Classifier",
      dependencies: ["CCrypto", "LinearAlgebra", "Processes", "Reviews", "SourceText"]),
    .target(
      name: "Models",
      dependencies: ["Archives", "Classifier", "LinearAlgebra", "Resources", "SourceText"]),
    .target(
      name: "Predictor", dependencies: ["Classifier", "LinearAlgebra", "Processes", "SourceText"]),
    .target(
      name: "Attribution", dependencies: ["Classifier", "LinearAlgebra", "Processes", "SourceText"]),
    .target(
      name: "Faithfulness",
      dependencies: ["Attribution", "Classifier", "LinearAlgebra", "Processes", "SourceText"]),

    // Pages: text and numbers to HTML; no classifier.
    .systemLibrary(
      name: "CCMarkGFM",
      pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]),
        .brew(["cmark-gfm"]),
      ]),
    .target(name: "HTML", dependencies: ["SourceText"]),
    .target(name: "Blocks", dependencies: ["HTML", "SourceText"]),
    .target(name: "MathML", dependencies: ["HTML", "SourceText"]),
    .target(name: "Markdown", dependencies: ["Blocks", "CCMarkGFM", "HTML", "SourceText"]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "Literate",
      dependencies: [
        "Blocks", "CYAML", "HTML", "Markdown", "MathML", "Processes", "SourceText",
      ]),

    // Also runs in pages: `.ci/playground` compiles it to WebAssembly.
    .target(
      name: "Playground", dependencies: ["Attribution", "Classifier", "HTML", "LinearAlgebra"],
      exclude: ["WebAssembly"]),

    .target(name: "Figures", dependencies: ["Blocks", "HTML", "LinearAlgebra"]),
    .target(
      name: "Site",
      dependencies: [
        "Blocks", "HTML", "Literate", "Markdown", "Processes", "Resources", "SourceText",
        "Spooling",
        .product(
          name: "Mustache", package: "swift-mustache", condition: .when(traits: ["Program"])),
      ]),

    // Reviews and pages combined, and the program.
    .target(
      name: "Reporting",
      dependencies: [
        "Attribution", "Blocks", "Classifier", "DataSet", "Faithfulness", "Figures", "HTML",
        "LinearAlgebra", "Literate", "Markdown", "MathML", "Models", "Playground", "Processes",
        "Resources", "Reviews", "Site", "SourceText", "Spooling",
      ]),
    .target(
      name: "Drift",
      dependencies: [
        "Attribution", "Blocks", "Classifier", "Faithfulness", "Figures", "HTML", "Reporting",
        "Reviews", "Site", "SourceText",
      ]),
    .target(
      name: "Preview",
      dependencies: [
        "Attribution", "Classifier", "HTML", "Models", "Reporting", "Reviews", "Site", "SourceText",
      ]),
    .executableTarget(
      name: "report",
      dependencies: [
        "Drift", "Preview",
        "Archives", "Attribution", "Classifier", "Faithfulness", "HTML", "Literate", "Markdown",
        "Models", "Predictor", "Processes", "Reporting", "Resources", "Reviews", "Site",
        "SourceText",
        .product(
          name: "ArgumentParser", package: "swift-argument-parser",
          condition: .when(traits: ["Program"])),
        .product(name: "FlyingSocks", package: "FlyingFox", condition: .when(traits: ["Program"])),
      ],
      // More than half of the file would be debug information. The names of functions stay, for the backtrace of a crash.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--strip-debug"], .when(configuration: .release))
      ]),

    // For `make bench-attribution` only.
    .executableTarget(
      name: "bench-attribution",
      dependencies: ["Attribution", "Classifier", "SourceText"]),

    // For `.ci/check-playground` only.
    .executableTarget(
      name: "playground-numbers",
      dependencies: [
        "Attribution", "Classifier", "LinearAlgebra", "Models", "Playground", "SourceText",
      ]),

    // For `make bench-products` only.
    .executableTarget(name: "bench-products", dependencies: ["LinearAlgebra"]),

    // For `make bench-weaving` only.
    .executableTarget(
      name: "bench-weaving",
      dependencies: [
        "Attribution", "Classifier", "HTML", "Literate", "Models", "Reporting", "SourceText",
      ]),

    // For `make fuzz` and the test that reads its corpora.
    .target(
      name: "Fuzzers",
      dependencies: [
        "Classifier", "LinearAlgebra", "Literate", "Models", "Reporting", "Reviews", "SourceText",
      ],
      path: "Tests/Fuzzers", exclude: ["Corpus", "Dictionaries", "Reviews", "make-corpus.py"]),
    .executableTarget(name: "fuzz", dependencies: ["Fuzzers", "SourceText"]),

    .target(
      name: "TestSupport", dependencies: ["Classifier", "LinearAlgebra"],
      path: "Tests/TestSupport"),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes", "TestSupport"]),
    .testTarget(name: "SpoolingTests", dependencies: ["SourceText", "Spooling"]),
    .testTarget(
      name: "SourceTextTests", dependencies: ["SourceText", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "ReviewsTests",
      dependencies: ["LinearAlgebra", "Reviews", "SourceText", "TestSupport"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(
      name: "DataSetTests",
      dependencies: ["DataSet", "LinearAlgebra", "SourceText", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ClassifierTests",
      dependencies: [
        "Archives", "Classifier", "LinearAlgebra", "Models", "Processes", "SourceText",
        "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PredictorTests",
      dependencies: [
        "Attribution", "Classifier", "LinearAlgebra", "Predictor", "SourceText", "TestSupport",
      ]),
    .testTarget(
      name: "AttributionTests",
      dependencies: [
        "Attribution", "Classifier", "Faithfulness", "LinearAlgebra", "Models", "SourceText",
        "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PlaygroundTests",
      dependencies: [
        "Attribution", "Classifier", "HTML", "LinearAlgebra", "Models", "Playground", "TestSupport",
      ]),
    .testTarget(name: "HTMLTests", dependencies: ["HTML", "LinearAlgebra"]),
    .testTarget(
      name: "BlocksTests",
      dependencies: ["Blocks", "HTML", "Markdown", "SourceText", "TestSupport"]),
    .testTarget(
      name: "MathMLTests", dependencies: ["HTML", "LinearAlgebra", "MathML", "SourceText"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "MarkdownTests", dependencies: ["Blocks", "HTML", "Markdown", "SourceText"]),
    .testTarget(
      name: "LiterateTests",
      dependencies: [
        "Blocks", "HTML", "LinearAlgebra", "Literate", "Markdown", "SourceText", "TestSupport",
      ]),
    .testTarget(
      name: "FiguresTests",
      dependencies: ["Blocks", "Figures", "HTML", "LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "SiteTests",
      dependencies: ["Blocks", "HTML", "Literate", "Site", "SourceText", "TestSupport"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Attribution", "Classifier", "Drift", "Faithfulness", "HTML", "LinearAlgebra", "Literate",
        "Markdown", "Models", "Preview", "Processes", "Reporting", "Site", "SourceText", "Spooling",
        "TestSupport",
      ]),
    .testTarget(name: "FuzzerTests", dependencies: ["Fuzzers", "SourceText"]),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "Classifier", "Models", "Processes", "Reporting", "SourceText", "report", "TestSupport",
      ],
      exclude: ["Broken", "Golden"]),
  ]
)

for target in package.targets
where target.type != .system && !["CLanes", "CProcesses", "EmbeddedFiles"].contains(target.name) {
  target.swiftSettings = settings
  // `make test` optimizes the tested code; optimizing the tests would take longer than running them, and a module of their own
  // would be compiled for nobody.
  if target.type == .test {
    target.swiftSettings?.append(
      .unsafeFlags(
        ["-Onone", "-no-emit-module-separately-wmo"], .when(configuration: .release)))
  }
  // Optimizing them would cost a fifteenth of the build's processor seconds; the work per review is done in other modules.
  if ["Drift", "Predictor", "Preview", "report"].contains(target.name) {
    target.swiftSettings?.append(
      .unsafeFlags(
        ["-Onone", "-no-emit-module-separately-wmo"], .when(configuration: .release)))
  }
  // It calls optimized modules and generics specialized before LLVM, whose passes gain at most 0.2 % of the samples' instructions.
  if target.name == "Reporting" {
    target.swiftSettings?.append(
      .unsafeFlags(["-Xfrontend", "-disable-llvm-optzns"], .when(configuration: .release)))
  }
}
