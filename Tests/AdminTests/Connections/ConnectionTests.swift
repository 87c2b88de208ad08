import Accounts
import Admin
import FoundationEssentials
import OrderingSupport
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore
import Vault
import WebClient
import WebSupport

/// Says what the test wants of a provider.
private struct ToldProbe: ProviderProbe {
    let provider: Provider
    let result: ProbeResult
    func probe(_ tenant: TenantID) async -> ProbeResult { result }
}

extension AdminOutside {
    /// Keys sealed as the agency seals them, and a TriPay that answers so.
    fileprivate static func telling(_ result: ProbeResult, in shops: [SellingShop]) async throws -> AdminOutside {
        let master = try MasterKey(bytes: Array(repeating: 7, count: 32))
        let sealing = ProviderSecrets.sealingKey(master)
        let agency = ProviderSecrets(database: shops[0].fixture.admin.control, sealing: sealing)
        for (field, value) in [("api_key", "geheim-api"), ("merchant_code", "T0815")] {
            try await agency.set(.tripay, field, to: value, of: shops[0].fixture.id, actor: "test")
        }
        try await agency.set(.binderbyte, "api_key", to: "geheim-bb", of: shops[0].fixture.id, actor: "test")
        return AdminOutside(
            secrets: ProviderSecrets(database: shops[0].fixture.control, sealing: sealing),
            probes: [
                ToldProbe(provider: .tripay, result: result), ToldProbe(provider: .binderbyte, result: result),
            ])
    }
}

@Suite struct ConnectionTests {
    @Test func `what is missing is named, and no value is ever shown`() async throws {
        try await withOffice(outside: { try await .telling(ProbeResult(.works, "ya"), in: $0) }) { server, shops in
            let page = try await server.desk(in: shops[0]).page("/admin/sambungan")
            #expect(page.contains("Belum diisi: private_key."))
            #expect(page.contains("Belum diisi: client_id, client_secret."))
            #expect(page.contains("Belum dipakai. Tanpa layanan ini toko tetap bisa berjualan."))
            #expect(page.contains("Sudah diatur, belum pernah dipakai."))
            for value in ["geheim", "T0815"] { #expect(!page.contains(value)) }
        }
    }

    static let verdicts: [(ProbeResult, String, ProviderHealth.State?)] = [
        (ProbeResult(.works, "8 dari 9 kanal"), "Berfungsi", .ok),
        (ProbeResult(.refused, "Invalid <b>API</b> Key"), "Kunci ditolak", .refused),
        (ProbeResult(.unreachable, "HTTP 503"), "Tidak terjawab", .unsteady),
        (ProbeResult(.incomplete, "alamat server belum terdaftar"), "Perlu dilengkapi", nil),
    ]

    @Test(arguments: verdicts)
    func `the button tells the answer in words and notes it`(
        result: ProbeResult, words: String, state: ProviderHealth.State?
    ) async throws {
        try await withOffice(outside: { try await .telling(result, in: $0) }) { server, shops in
            let desk = try await server.desk(in: shops[0])
            let answer = try await desk.press("/admin/sambungan/binderbyte/tes")
            #expect(answer.status == 200)
            #expect(answer.text.contains("Hasil tes: \(words)."))
            #expect(answer.text.contains(result.detail.replacing("<", with: "&lt;").replacing(">", with: "&gt;")))
            let health = try await ProviderHealthRepository(shops[0].shop.database).health(of: .binderbyte)
            #expect(health?.state == state)
            let home = try await desk.page("/admin/pesanan")
            #expect(home.contains("BinderByte bermasalah.") == (state == .refused))
        }
    }

    @Test func `a refused key is told with its beginning, its reason and what to do`() async throws {
        try await withOffice(outside: { try await .telling(ProbeResult(.works, "ya"), in: $0) }) { server, shops in
            let health = ProviderHealthRepository(shops[0].shop.database)
            let since = Date(timeIntervalSince1970: 1_795_500_000)
            try await health.failed(.binderbyte, reason: "<i>401</i> invalid key", isRefusal: true, at: since)
            let page = try await server.desk(in: shops[0]).page("/admin/sambungan")
            #expect(page.contains("&lt;i&gt;401&lt;/i&gt; invalid key"))
            #expect(page.contains(shops[0].shop.settings.zone.dateTime(since)))
            #expect(page.contains("Buka dasbor BinderByte"))
            #expect(page.contains("hanya kabar paket yang tidak diperbarui"))
        }
    }

    @Test func `who tries too often waits`() async throws {
        try await withOffice(outside: { try await .telling(ProbeResult(.works, "ya"), in: $0) }) { server, shops in
            let desk = try await server.desk(in: shops[0])
            for _ in 0..<6 { #expect(try await desk.press("/admin/sambungan/tripay/tes").status == 200) }
            #expect(try await desk.press("/admin/sambungan/tripay/tes").status == 429)
            #expect(try await desk.press("/admin/sambungan/binderbyte/tes").status == 200)
        }
    }

    @Test func `a manager looks, a packer does not, and only the owner tries`() async throws {
        try await withOffice(outside: { try await .telling(ProbeResult(.refused, "x"), in: $0) }) { server, shops in
            let manager = try await server.desk(.manager, in: shops[0])
            #expect(!(try await manager.page("/admin/sambungan")).contains("/tes"))
            let packer = try await server.desk(.packer, in: shops[0])
            _ = try await packer.page("/admin/sambungan", status: 403)
            for desk in [manager, packer] {
                #expect(try await desk.press("/admin/sambungan/tripay/tes").status == 403)
            }
            let owner = try await server.desk(in: shops[0])
            #expect(try await owner.browser.post("/admin/sambungan/tripay/tes", []).status == 403)
            for unknown in ["google", "tidak-ada", "%3Cscript%3E"] {
                #expect(try await owner.press("/admin/sambungan/\(unknown)/tes").status == 404, "\(unknown)")
            }
            #expect(try await ProviderHealthRepository(shops[0].shop.database).list().isEmpty)
        }
    }

    @Test func `one shop's keys and troubles are not on another's page`() async throws {
        try await withOffice(2, outside: { try await .telling(ProbeResult(.refused, "x"), in: $0) }) { server, shops in
            #expect(try await server.desk(in: shops[0]).press("/admin/sambungan/binderbyte/tes").status == 200)
            let neighbour = try await server.desk(in: shops[1])
            let page = try await neighbour.page("/admin/sambungan")
            #expect(page.contains("Belum diisi: api_key, private_key, merchant_code."))
            #expect(!page.contains("Bermasalah sejak"))
            #expect(!(try await neighbour.page("/admin/pesanan")).contains("bermasalah"))
        }
    }
}
