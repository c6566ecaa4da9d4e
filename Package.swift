// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of ours is held to (ARCHITECTURE.md, "What always holds", 9).
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A Swift target of ours with exactly the arrows named.
func swift(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of one target, with the helpers of `TestSupport`.
func tests(
  of name: String, _ more: [Target.Dependency] = [], exclude: [String] = [],
  resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + more,
    exclude: exclude, resources: resources, swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// Clang uses half of AVX-512's registers unless told otherwise.
#if arch(x86_64)
  let wideVectors = ["-mprefer-vector-width=512"]
#else
  let wideVectors: [String] = []
#endif

let package = Package(
  name: "leon",
  products: [.executable(name: "leon", targets: ["leon"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // 0: foreign libraries and the inner loops in C
    .systemLibrary(name: "COpenBLAS"),
    .systemLibrary(name: "CPNG"),
    .systemLibrary(name: "CJPEG"),
    .systemLibrary(name: "CSixel"),
    .systemLibrary(name: "CNcurses"),
    .target(
      name: "CKernels",
      cSettings: [
        .unsafeFlags(["-O3", "-Wall", "-Wextra", "-Werror", "-ffp-contract=off"] + wideVectors)
      ]),
    swift("Tokens", []),
    // 1
    swift("Tensors", ["COpenBLAS", "CKernels"]),
    swift("Imaging", ["CPNG", "CJPEG"]),
    // 2
    swift("Layers", ["Tensors"]),
    swift("Terminal", ["CNcurses", "CSixel", "Imaging"]),
    swift("History", [grdb]),
    // 3
    swift("Tokenizers", ["Tokens", "Layers", "Tensors", "Imaging"]),
    swift("Modeling", ["Tokens", "Layers", "Tensors"]),
    // 4
    swift("Decoding", ["Tokens", "Modeling", "Tensors"]),
    swift("Retrieval", ["Tokens", "Tensors", "Layers"]),
    swift("Scenes", ["Tokens", "Imaging"]),
    // 5
    swift(
      "Generation", ["Tokenizers", "Retrieval", "Decoding", "Modeling", "Tokens", "Imaging"]),
    swift(
      "Training",
      [
        "Modeling", "Layers", "Tensors", "Tokens", "Tokenizers", "Retrieval", "Scenes", "Imaging",
      ]),
    // 6
    swift(
      "Studio",
      ["Generation", "History", "Terminal", "Imaging", "Retrieval", "Tokens", toml]),
    swift(
      "Evaluation",
      [
        "Generation", "Modeling", "Tokens", "Imaging", "Tensors", "Retrieval", "Scenes",
        "Tokenizers",
      ]),
    // 7
    .executableTarget(
      name: "leon",
      dependencies: [
        "Tensors", "Imaging", "Layers", "Terminal", "History", "Tokens", "Tokenizers", "Modeling",
        "Decoding", "Retrieval", "Scenes", "Generation", "Training", "Studio", "Evaluation",
        arguments, toml,
      ],
      exclude: ["Resources"], swiftSettings: strict),
    // tests
    .target(
      name: "TestSupport",
      dependencies: ["Modeling", "Retrieval", "Tokenizers", "Tokens", "Tensors", "Layers"],
      path: "Tests/TestSupport", swiftSettings: strict),
    tests(of: "Layers", ["Tensors"]),
    tests(of: "Tensors"),
    tests(of: "Tokens"),
    tests(
      of: "Evaluation", ["Generation", "Imaging", "Layers", "Scenes", "Tensors", "Tokens"],
      exclude: ["BlindTest", "References"]),
    tests(of: "Modeling", ["Layers", "Tensors", "Tokens"]),
    tests(of: "Retrieval", ["Layers", "Tensors", "Tokens"]),
    tests(of: "Imaging", exclude: ["make_references.py"]),
    tests(of: "Decoding", ["Tokens", "Modeling", "Tensors"]),
    tests(of: "Scenes", ["Imaging", "Tensors"]),
    tests(
      of: "Generation",
      ["Retrieval", "Scenes", "Tensors", "Tokens", "Tokenizers", "Imaging"]),
    tests(of: "Terminal", ["Imaging", "Tensors"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["leon", "TestSupport", "Generation", "History", "Imaging", "Tokens"],
      swiftSettings: strict),
    tests(of: "History", [grdb]),
    tests(
      of: "Studio", ["Generation", "History", "Imaging", "Tensors", "Terminal", "Tokens"],
      exclude: ["Snapshots", "Terminal"]),
    tests(
      of: "Tokenizers", ["Imaging", "Layers", "Tensors", "Tokens"], exclude: ["References"]),
    tests(
      of: "Training",
      ["Imaging", "Layers", "Modeling", "Retrieval", "Scenes", "Tensors", "Tokenizers", "Tokens"],
      exclude: ["References"]),
  ]
)
