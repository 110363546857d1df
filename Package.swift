// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: Swift 6 language mode comes with the tools version.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .strictMemorySafety(),  // SE-0458
  // What prose asks for at every token crosses modules: without this each class of words is a call.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
  name: "tally",
  products: [
    .executable(name: "tally", targets: ["Tally"]),
    // The readers alone, for programs of their own: Fuzzing/ is one.
    .library(name: "Ingest", targets: ["Ingest", "Records"]),
    // What the command is made of: Fuzzing/ reads options and configurations with it.
    .library(
      name: "Parts",
      targets: ["Load", "Report", "Check", "Ingest", "Storage", "Schema", "Records", "YAML"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(name: "CSystem"),
    // Its headers are used, but it is loaded only when a page is read: linking it would double the
    // start of every command.
    .target(
      name: "CLibXML2", cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])],
      linkerSettings: [.linkedLibrary("dl")]),
    // The archive, not the shared library: it gives the binary a few objects and costs no start.
    .target(name: "CCrypto", linkerSettings: [.linkedLibrary(":libcrypto.a")]),
    .target(name: "Digest", dependencies: ["CCrypto"], swiftSettings: settings),
    .target(name: "CSchema"),
    .target(name: "Schema", dependencies: ["CSchema"], swiftSettings: settings),
    .target(name: "Records", swiftSettings: settings),
    .target(name: "Text", dependencies: ["Records", "Schema"], swiftSettings: settings),
    .target(
      name: "Documents", dependencies: ["Text", "Records", "CZlib", "CLibXML2"],
      swiftSettings: settings),
    .target(name: "Learning", swiftSettings: settings),
    .target(
      name: "Articles", dependencies: ["Learning", "Text", "Records", "Schema"],
      swiftSettings: settings),
    .target(
      name: "Tables", dependencies: ["Documents", "Text", "Records", "Schema"],
      swiftSettings: settings),
    .target(
      name: "Ingest", dependencies: ["Articles", "Tables", "Documents", "Text", "Records"],
      swiftSettings: settings),
    .target(
      name: "Storage", dependencies: ["Records", "CSQLite", "Schema"], swiftSettings: settings),
    .target(
      name: "Load",
      dependencies: [
        "Ingest", "Articles", "Tables", "Documents", "Text", "Storage", "Records", "Digest",
      ],
      swiftSettings: settings),
    .target(
      name: "Report",
      dependencies: [
        "Storage", "Schema", "Records", "CZlib", "CSystem", "Digest",
      ],
      swiftSettings: settings),
    .target(
      name: "Check", dependencies: ["Storage", "Schema", "Records"], swiftSettings: settings),
    .target(name: "YAML", dependencies: ["CYAML", "Records"], swiftSettings: settings),
    .executableTarget(
      name: "Tally",
      dependencies: [
        "Load", "Report", "Check", "Ingest", "Articles", "Tables", "Documents", "Text", "Storage",
        "Schema", "Records", "YAML", "CSystem",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(name: "RecordsTests", dependencies: ["Records"]),
    .testTarget(name: "SchemaTests", dependencies: ["Schema"]),
    .testTarget(
      name: "IngestTests",
      dependencies: [
        "Ingest", "Articles", "Tables", "Documents", "Learning", "Text", "Schema", "Records",
      ]),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "Records"]),
    .testTarget(
      name: "LoadTests",
      dependencies: [
        "Load", "Ingest", "Articles", "Tables", "Documents", "Text", "Storage", "Report", "Records",
      ]),
    .testTarget(name: "ReportTests", dependencies: ["Report", "Storage", "Records", "Schema"]),
    .testTarget(name: "CheckTests", dependencies: ["Check", "Load", "Storage", "Records"]),
    .testTarget(name: "TallyTests", dependencies: ["Tally"]),
  ]
)
