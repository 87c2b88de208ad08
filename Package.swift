// swift-tools-version: 6.2
import PackageDescription

/// What every target of the house is compiled with: see "The house" in the README.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let services: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let toml: Target.Dependency = .product(name: "TOMLKit", package: "TOMLKit")
let http: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// A target of the house: its floor is the list of doors it may open.
func room(_ name: String, _ opens: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: opens, resources: resources, swiftSettings: house)
}

func tests(of name: String, _ opens: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.byName(name: name)] + opens, swiftSettings: house)
}

let package = Package(
    name: "tokoku",
    products: [.executable(name: "tokoku", targets: ["tokoku"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // C libraries: a module map and a shim each.
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CHiredis", pkgConfig: "hiredis", providers: [.apt(["libhiredis-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        // Ground.
        room("TokoCore", []),
        room("QR", []),

        // Pipes: the only Swift that sees a C library.
        room("Postgres", ["TokoCore", "CLibPQ", log]),
        room("Redis", ["TokoCore", "CHiredis", log]),
        room("WebClient", ["TokoCore", "CCurl", log]),
        room("Vault", ["TokoCore", "COpenSSL", "CArgon2"]),
        room("Gzip", ["CZlib"]),
        room("PDF", ["TokoCore", "CPango"]),
        room("HTMLText", ["TokoCore", "CXML2"]),

        // Rooms.
        room("Tenancy", ["TokoCore", "Postgres", "Vault", "Gzip", log], resources: [.copy("Migrations")]),
        room("Catalog", ["TokoCore", "Postgres", "Tenancy", "Vault", log]),
        room("Accounts", ["TokoCore", "Postgres", "Tenancy", "Vault", "WebClient", log]),
        room("Payments", ["TokoCore", "Postgres", "Tenancy", "Vault", "WebClient", log]),
        room("Shipping", ["TokoCore", "Postgres", "Tenancy", "Vault", "WebClient", "HTMLText", log]),
        room("Jobs", ["TokoCore", "Postgres", "Redis", "Tenancy", log]),
        room("Messaging", ["TokoCore", "Postgres", "Tenancy", "Vault", "WebClient", "Jobs", log]),
        room("Analytics", ["TokoCore", "Postgres", "Tenancy", "Vault", "WebClient", "Jobs", log]),
        room(
            "Ordering",
            [
                "TokoCore", "Postgres", "Tenancy", "Catalog", "Accounts", "Payments", "Shipping", "Jobs", "Messaging",
                "Analytics", "PDF", log,
            ]),

        // Face.
        room("Theming", ["TokoCore", mustache, toml, log]),
        room(
            "Web",
            [
                "TokoCore", "Redis", "Vault", "Gzip", "Tenancy", "Accounts", "Theming", hummingbird, http, nio,
                services, log,
            ]),

        // Pages.
        room(
            "Storefront",
            [
                "TokoCore", "QR", "Tenancy", "Catalog", "Accounts", "Payments", "Shipping", "Analytics", "Ordering",
                "Theming", "Web", hummingbird, http, nio, log,
            ], resources: [.copy("Consent/Assets")]),
        room(
            "Admin",
            [
                "TokoCore", "Vault", "Tenancy", "Catalog", "Accounts", "Payments", "Shipping", "Jobs", "Messaging",
                "Ordering", "Web", hummingbird, http, nio, log,
            ], resources: [.copy("Assets")]),
        room(
            "Webhooks",
            ["TokoCore", "Tenancy", "Payments", "Messaging", "Ordering", "Web", hummingbird, http, nio, log]),

        // Doors.
        room(
            "Sandbox",
            ["TokoCore", "QR", "Gzip", "Vault", "WebClient", hummingbird, http, nio, nioPosix, services, log]),
        .executableTarget(
            name: "tokoku",
            dependencies: [
                "TokoCore", "Postgres", "Redis", "WebClient", "Vault", "Tenancy", "Catalog", "Accounts", "Payments",
                "Shipping", "Jobs", "Messaging", "Analytics", "Ordering", "Theming", "Web", "Storefront", "Admin",
                "Webhooks", "Sandbox", arguments, toml, hummingbird, http, nio, services, signals, log,
            ],
            swiftSettings: house),

        // What all tests may lean on: scratch databases with shops in them.
        .target(
            name: "TestSupport", dependencies: ["TokoCore", "Postgres", "Vault", "Tenancy", log],
            path: "Tests/TestSupport", swiftSettings: house),
        tests(of: "Postgres", ["TokoCore", log]),
        tests(of: "QR", []),
        tests(of: "Redis", ["TokoCore", log]),
        tests(of: "WebClient", ["TokoCore", log]),
        tests(of: "Vault", ["TokoCore"]),
        tests(of: "Gzip", []),
        tests(of: "PDF", ["TokoCore"]),
        tests(of: "HTMLText", []),
        // A server of shops and a browser; shops that sell, with the sandbox as their bank.
        .target(
            name: "WebSupport",
            dependencies: ["Postgres", "WebClient", "Tenancy", "Web", "TestSupport", hummingbird, log],
            path: "Tests/WebSupport", swiftSettings: house),
        .target(
            name: "OrderingSupport",
            dependencies: [
                "TokoCore", "Postgres", "Vault", "WebClient", "Tenancy", "Catalog", "Accounts", "Payments", "Shipping",
                "Jobs", "Ordering", "Sandbox", "TestSupport", log,
            ],
            path: "Tests/OrderingSupport", swiftSettings: house),
        // A sandbox of a test's own, and whom a contract suite talks to.
        .target(
            name: "SandboxSupport", dependencies: ["Sandbox", log], path: "Tests/SandboxSupport",
            swiftSettings: house),
        // What TokoKu relies on of each provider: at the sandbox, and at the real one where keys are given.
        .testTarget(
            name: "ContractTests",
            dependencies: [
                "TokoCore", "WebClient", "Tenancy", "Accounts", "Payments", "Shipping", "Analytics", "Sandbox",
                "SandboxSupport", "Jobs", "Messaging",
            ],
            swiftSettings: house),
        tests(of: "TokoCore", []),
        // A provider's server as a test wants it, nonsense included.
        .target(name: "ProviderDouble", path: "Tests/ProviderDouble", swiftSettings: house),
        tests(of: "Tenancy", ["TokoCore", "Postgres", "Vault", "Gzip", "TestSupport", log]),
        // What the whole house promises: its floors, its schema, its statements, its sums.
        .testTarget(
            name: "RegressionTests",
            dependencies: [
                "TokoCore", "Postgres", "Tenancy", "Catalog", "Accounts", "Payments", "Ordering", "TestSupport",
            ], swiftSettings: house),
        tests(of: "tokoku", ["TokoCore", "Postgres", "Vault", "Tenancy", "Catalog", "Accounts", "TestSupport"]),
        tests(
            of: "Ordering",
            [
                "TokoCore", "Postgres", "Vault", "WebClient", "Tenancy", "Catalog", "Accounts", "Payments", "Shipping",
                "Jobs", "Messaging", "Analytics", "PDF", "Sandbox", "TestSupport", "ProviderDouble", log,
            ]),
        tests(of: "Sandbox", ["TokoCore", "Vault", "WebClient", hummingbird, log]),
        tests(of: "Catalog", ["TokoCore", "Postgres", "Vault", "TestSupport"]),
        tests(
            of: "Accounts",
            ["TokoCore", "Postgres", "Tenancy", "Vault", "WebClient", "TestSupport", "ProviderDouble", log]),
        tests(of: "Payments", ["TokoCore", "WebClient", "ProviderDouble"]),
        tests(of: "Shipping", ["TokoCore", "Postgres", "Tenancy", "WebClient", "ProviderDouble", "TestSupport"]),
        tests(of: "Jobs", ["TokoCore", "Postgres", "Redis", "Tenancy", "TestSupport", log]),
        tests(
            of: "Messaging",
            [
                "TokoCore", "Postgres", "Vault", "WebClient", "Tenancy", "Jobs", "TestSupport", "ProviderDouble",
                "Sandbox", "SandboxSupport", log,
            ]),
        tests(
            of: "Analytics",
            [
                "TokoCore", "Postgres", "Vault", "WebClient", "Tenancy", "Jobs", "TestSupport", "ProviderDouble",
                "Sandbox", log,
            ]),
        tests(of: "Theming", [log]),
        tests(
            of: "Web",
            [
                "TokoCore", "Postgres", "Redis", "WebClient", "Tenancy", "Accounts", "TestSupport", "WebSupport",
                hummingbird, http, nio, log,
            ]),
        tests(
            of: "Webhooks",
            [
                "TokoCore", "Postgres", "Vault", "WebClient", "Tenancy", "Messaging", "Ordering", "Web",
                "OrderingSupport",
                "TestSupport", "WebSupport", hummingbird,
            ]),
        tests(
            of: "Admin",
            [
                "TokoCore", "Postgres", "WebClient", "Vault", "Jobs", "Tenancy", "Catalog", "Accounts", "Ordering",
                "Web",
                "OrderingSupport", "TestSupport", "WebSupport", hummingbird,
            ]),
        tests(
            of: "Storefront",
            [
                "TokoCore", "Postgres", "Redis", "Vault", "WebClient", "Tenancy", "Catalog", "Accounts", "Payments",
                "Shipping", "Analytics", "Jobs", "Ordering", "Theming", "Web", "QR", "Sandbox", "TestSupport",
                hummingbird,
                nio, log,
            ]),
    ]
)
