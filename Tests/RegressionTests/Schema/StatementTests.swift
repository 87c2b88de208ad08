import Postgres
import TestSupport
import Testing
import TokoCore

@Suite struct StatementTests {
    @Test func `every statement has a name of its own, which errors and logs call it by`() throws {
        let names = try StatementSource.all().map(\.name)
        #expect(names.count > 100)
        #expect(Set(names).count == names.count)
    }

    /// As the server would: a shop's statement by the shop's role, one of the registry by the agency.
    @Test func `every statement prepares on the migrated schema`() async throws {
        let statements = try StatementSource.all()
        try await withShop { shop in
            let ours = try await shop.tables(of: shop.id.schema)
            // Of the registry the server also calls functions, by the same marks.
            let registry = try await shop.tables(of: "tokoku").union(["keep_mailbox"])
            #expect(ours.isDisjoint(with: registry))
            for statement in statements {
                let isOfShop = statement.tables.isSubset(of: ours)
                #expect(isOfShop || statement.tables.isSubset(of: registry), "\(statement)")
                try await prepare(
                    statement, in: isOfShop ? shop.id.schema : "tokoku", as: isOfShop ? shop.id.schema : nil,
                    on: shop.admin)
            }
        }
    }

    private func prepare(
        _ statement: StatementSource, in schema: String, as role: String?, on pool: ConnectionPool
    ) async throws {
        do {
            try await pool.withExclusive { connection in
                let become = role.map { "SELECT set_config('role', '\($0)', true);" } ?? ""
                try await connection.script(
                    "BEGIN; \(become) PREPARE probe AS \(statement.rendered(schema: schema)); ROLLBACK",
                    name: statement.name)
            }
        } catch let error as DatabaseError {
            Issue.record("\(statement): \(error)")
        }
    }
}

extension ShopFixture {
    fileprivate func tables(of schema: String) async throws -> Set<String> {
        try await admin.withExclusive { connection in
            Set(
                try await connection.query(
                    "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = $1", .text(schema)
                ).map { try $0.text("name") })
        }
    }
}
