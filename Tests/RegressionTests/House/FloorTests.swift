import Testing

/// The arrows between targets point down only. Package.swift says what each target may open; this says what
/// Package.swift may say.
@Suite struct FloorTests {
    @Test func `every target stands on a floor`() throws {
        let targets = Set(try Checkout.files(in: "Sources").map(\.target))
        #expect(targets.contains("TokoCore"))
        #expect(targets.subtracting(Floor.ofTarget.keys).isEmpty)
    }

    @Test(arguments: Floor.ofTarget.keys.sorted())
    func `a target imports only what lies below it`(target: String) throws {
        let floor = try #require(Floor.ofTarget[target])
        let files = try Checkout.files(in: "Sources").filter { $0.target == target }
        for file in files {
            for module in file.imports where module != target {
                #expect(floor.opens(module, for: target), "\(file) imports \(module)")
            }
        }
    }
}

struct Floor {
    /// Targets of this house.
    let targets: Set<String>
    /// Modules from elsewhere, the standard library's apart.
    var modules: Set<String> = []
    /// Doors open everything.
    var isDoor = false

    func opens(_ module: String, for target: String) -> Bool {
        if isDoor || targets.contains(module) || modules.contains(module) { return true }
        return Self.exceptions[target]?.contains(module) ?? false
    }

    private static let foundation: Set = ["Foundation", "FoundationEssentials", "Synchronization", "Glibc"]
    private static let served: Set = ["Hummingbird", "HTTPTypes", "NIOCore", "ServiceLifecycle", "Logging"]
    /// The only targets that see a C library.
    static let pipes: Set = ["Postgres", "Redis", "WebClient", "Vault", "Gzip", "PDF", "HTMLText"]
    private static let rooms: Set = [
        "Tenancy", "Catalog", "Accounts", "Payments", "Shipping", "Jobs", "Messaging", "Analytics", "Ordering",
    ]

    private static func pipe(_ c: String...) -> Floor {
        Floor(targets: ["TokoCore"], modules: foundation.union(c).union(["Logging"]))
    }

    private static func room(_ others: Set<String> = ["Tenancy"]) -> Floor {
        Floor(targets: pipes.union(["TokoCore"]).union(others), modules: foundation.union(["Logging"]))
    }

    private static let page = Floor(
        targets: rooms.union(["TokoCore", "QR", "Theming", "Web"]), modules: served.union(foundation))

    static let ofTarget: [String: Floor] = [
        "TokoCore": Floor(targets: [], modules: ["FoundationEssentials"]),
        // Draws QR codes and knows nothing else: a value of the ground that few need.
        "QR": Floor(targets: [], modules: ["FoundationEssentials"]),
        "Postgres": pipe("CLibPQ"), "Redis": pipe("CHiredis"), "WebClient": pipe("CCurl"),
        "Vault": pipe("COpenSSL", "CArgon2"), "Gzip": pipe("CZlib"),
        "PDF": pipe("CPango"), "HTMLText": pipe("CXML2"),
        "Tenancy": room([]), "Catalog": room(), "Accounts": room(), "Payments": room(), "Shipping": room(),
        "Jobs": room(),
        // They work off what the outbox holds.
        "Messaging": room(["Tenancy", "Jobs"]), "Analytics": room(["Tenancy", "Jobs"]),
        "Ordering": room(rooms.subtracting(["Ordering"])),
        "Theming": Floor(targets: ["TokoCore"], modules: foundation.union(["Mustache", "TOMLKit", "Logging"])),
        "Web": Floor(
            targets: ["TokoCore", "Redis", "Vault", "Gzip", "Tenancy", "Accounts", "Theming"],
            modules: served.union(foundation)),
        "Storefront": page, "Admin": page, "Webhooks": page,
        "Sandbox": Floor(targets: [], isDoor: true), "tokoku": Floor(targets: [], isDoor: true),
    ]

    /// Known trespasses, each with its reason; none may be added without one.
    static let exceptions: [String: Set<String>] = [
        // Only for the hash in the name of its style sheet.
        "Admin": ["Vault"]
    ]
}

extension Checkout.File {
    /// `public import struct A.B` -> `A`
    fileprivate var imports: [String] {
        code.compactMap { line in
            var words = line.text.split(separator: " ")
            words = Array(
                words.drop { $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0) })
            guard words.count >= 2, words[0] == "import" else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = kinds.contains(String(words[1])) ? words.dropFirst(2).first : words[1]
            return name.map { String($0.split(separator: ".")[0]) }
        }
    }
}
