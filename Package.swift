// swift-tools-version: 6.2
import PackageDescription

// The order of the targets is the order of the layers: a target imports only targets above it.
let package = Package(
  name: "roe",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "roe", targets: ["roe"]),
    .library(name: "RoeMachine", targets: ["RoeMachine"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(name: "RoeLogic"),
    .target(name: "RoeSource", dependencies: ["CLibYAML"]),
    .target(name: "RoeMachine"),
    .target(name: "RoeCompiler", dependencies: ["RoeLogic", "RoeSource", "RoeMachine"]),
    .target(name: "RoeReports", dependencies: ["RoeCompiler", "RoeSource", "RoeMachine"]),
    .executableTarget(
      name: "roe",
      dependencies: [
        "RoeSource", "RoeMachine", "RoeCompiler", "RoeReports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "RoeBenchmark",
      dependencies: ["CLibYAML", "RoeLogic", "RoeSource", "RoeMachine", "RoeCompiler"]),

    .target(
      name: "RoeTestSupport", dependencies: ["RoeSource", "RoeMachine"],
      path: "Tests/RoeTestSupport"),
    .testTarget(
      name: "RoeLogicTests", dependencies: ["RoeLogic", "RoeMachine", "RoeTestSupport"],
      exclude: ["Python"]),
    .testTarget(
      name: "RoeSourceTests", dependencies: ["RoeSource", "RoeTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RoeMachineTests", dependencies: ["RoeMachine", "RoeTestSupport"],
      exclude: ["Fixtures", "Python"]),
    .testTarget(
      name: "RoeCompilerTests",
      dependencies: ["RoeLogic", "RoeSource", "RoeMachine", "RoeCompiler", "RoeTestSupport"],
      exclude: ["Fixtures", "Python"]),
    .testTarget(
      name: "RoeProofTests",
      dependencies: ["RoeLogic", "RoeSource", "RoeMachine", "RoeCompiler", "RoeTestSupport"],
      exclude: ["Python"]),
    .testTarget(
      name: "RoeReportsTests",
      dependencies: ["RoeSource", "RoeMachine", "RoeCompiler", "RoeReports", "RoeTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RoeTests", dependencies: ["roe", "RoeTestSupport"], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
