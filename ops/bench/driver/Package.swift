// swift-tools-version: 6.2
import PackageDescription

// Put together by ops/bench/parts.sh: Sources/ holds links to the server's own TokoCore, CLibPQ and Postgres.
let package = Package(
    name: "driver",
    dependencies: [.package(url: "https://github.com/apple/swift-log", from: "1.16.2")],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq"),
        .target(name: "TokoCore", swiftSettings: house),
        .target(
            name: "Postgres", dependencies: ["TokoCore", "CLibPQ", .product(name: "Logging", package: "swift-log")],
            swiftSettings: house),
        .executableTarget(
            name: "driver",
            dependencies: ["Postgres", "TokoCore", .product(name: "Logging", package: "swift-log")],
            swiftSettings: house),
    ])

var house: [SwiftSetting] {
    [
        .swiftLanguageMode(.v6), .strictMemorySafety(), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
