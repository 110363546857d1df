// swift-tools-version: 6.2
import PackageDescription

// Each target is a libFuzzer program, which brings its own `main`; `Fuzzing/run` builds with
// --sanitize=fuzzer, so that the readers themselves are instrumented.
let package = Package(
  name: "tally-fuzz",
  dependencies: [
    .package(name: "tally", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .executableTarget(
      name: "FuzzTables", dependencies: [.product(name: "Ingest", package: "tally")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "FuzzArticles", dependencies: [.product(name: "Ingest", package: "tally")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "FuzzZip", dependencies: [.product(name: "Ingest", package: "tally")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "FuzzMetadata", dependencies: [.product(name: "Ingest", package: "tally")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    // The command's own files, by a link, whose `main` is called otherwise.
    .executableTarget(
      name: "FuzzCommand",
      dependencies: [
        .product(name: "Parts", package: "tally"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .unsafeFlags([
          "-parse-as-library", "-Xfrontend", "-entry-point-function-name", "-Xfrontend",
          "tally_main",
        ]),
      ]),
  ]
)
