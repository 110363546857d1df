// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "learning-tables",
  dependencies: [.package(name: "tally", path: "../..")],
  targets: [
    .executableTarget(
      name: "TableCandidates", dependencies: [.product(name: "Ingest", package: "tally")])
  ]
)
