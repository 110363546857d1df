// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "tally-bench",
  targets: [.executableTarget(name: "TallyBench")]
)
