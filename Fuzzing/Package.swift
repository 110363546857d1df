// swift-tools-version: 6.2
import PackageDescription

// Each target is a libFuzzer program, which brings its own `main`; `Fuzzing/run` builds with
// --sanitize=fuzzer, so that the readers themselves are instrumented.
let package = Package(
  name: "tally-fuzz",
  dependencies: [.package(name: "tally", path: "..")],
  targets: [
    .executableTarget(
      name: "FuzzTables", dependencies: [.product(name: "Ingest", package: "tally")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "FuzzArticles", dependencies: [.product(name: "Ingest", package: "tally")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
  ]
)
