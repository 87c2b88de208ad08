import FoundationEssentials
import Logging
import Postgres
import TokoCore

/// `driver URL TENANT SLUG SECONDS CONNECTIONS TASKS`: how many units of three small queries the server's PostgreSQL
/// client does in a second. The same unit for pgbench is in unit.pgbench.
@main
struct Driver {
    static let product = SQL("bench_product", "SELECT id, name FROM {product} WHERE slug = $1")
    static let variants = SQL(
        "bench_variants",
        """
        SELECT v.id, v.price_rupiah, v.on_hand FROM {variant} v JOIN {product} p ON p.id = v.product_id
        WHERE p.slug = $1
        """)
    static let shop = SQL("bench_shop", "SELECT name, catalog_version FROM {shop}")

    static func main() async throws {
        let given = CommandLine.arguments
        guard given.count == 7, let tenant = Int32(given[2]), let seconds = Int(given[4]), let size = Int(given[5]),
            let tasks = Int(given[6])
        else { fatalError("driver URL TENANT SLUG SECONDS CONNECTIONS TASKS") }
        let pool = ConnectionPool(
            .init(url: given[1], size: size, applicationName: "tokoku bench"), logger: Logger(label: "bench"))
        let database = pool.tenant(TenantID(tenant))
        // The connections are made and their statements prepared before the clock starts.
        _ = try await load(database, given[3], for: .milliseconds(500), tasks: tasks)
        let start = ContinuousClock.now
        let times = try await load(database, given[3], for: .seconds(seconds), tasks: tasks).sorted()
        let elapsed = start.duration(to: .now) / .seconds(1)
        await pool.close()
        func milliseconds(_ place: Double) -> Double { times[Int(place * Double(times.count - 1))] / .milliseconds(1) }
        print(
            """
            RESULT {"requests": \(times.count), "seconds": \(elapsed), "p50_ms": \(milliseconds(0.5)), \
            "p99_ms": \(milliseconds(0.99)), "max_ms": \(milliseconds(1))}
            """)
    }

    /// How long each unit took.
    static func load(_ database: TenantDatabase, _ slug: String, for duration: Duration, tasks: Int) async throws
        -> [Duration]
    {
        let end = ContinuousClock.now + duration
        return try await withThrowingTaskGroup(of: [Duration].self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    var times: [Duration] = []
                    while ContinuousClock.now < end {
                        let start = ContinuousClock.now
                        let rows = try await database.run([
                            Statement(product, .text(slug)), Statement(variants, .text(slug)), Statement(shop),
                        ])
                        guard try rows[1].contains(where: { try $0.int("on_hand") > 0 }) else {
                            throw DatabaseError.missingRow(statement: variants.name)
                        }
                        times.append(start.duration(to: .now))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }
}
