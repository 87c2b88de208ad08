import OrderingSupport
import Testing
import TokoCore
import WebClient
import WebSupport

@Suite struct OrderListTests {
    /// The codes on a page of the list, in their order.
    private func codes(_ page: String) -> [String] {
        page.split(separator: "<span class=\"code\">", omittingEmptySubsequences: false).dropFirst().map {
            String($0.prefix(11))
        }
    }

    @Test func `each tab has the orders of its states and counts them`() async throws {
        try await withOffice { server, shops in
            let waiting = try await shops[0].order()
            let paid = try await shops[0].paidOrder()
            let packing = try await shops[0].paidOrder()
            let desk = try await server.desk(in: shops[0])
            #expect(try await desk.press("/admin/pesanan/\(packing)/proses").status == 303)
            for (query, expected) in [
                ("", [paid]), ("?status=proses", [paid]), ("?status=dikemas", [packing]), ("?status=dikirim", []),
                ("?status=menunggu", [waiting]), ("?status=berakhir", []),
                ("?status=semua", [packing, paid, waiting]), ("?status=%3Cscript%3E", [paid]),
                ("?hal=2", []), ("?hal=-5", [paid]), ("?hal=99999999999999999999", [paid]), ("?hal=x", [paid]),
                ("?%ff", [paid]),
            ] as [(String, [OrderCode])] {
                #expect(codes(try await desk.page("/admin/pesanan\(query)")) == expected.map(\.text), "\(query)")
            }
            let list = try await desk.page("/admin/pesanan")
            #expect(list.contains("Perlu diproses <span class=\"count\">1</span>"))
            #expect(list.contains("Semua <span class=\"count\">3</span>"))
            #expect(list.contains("Berakhir <span class=\"count\">0</span>"))
        }
    }

    @Test func `a search looks for letters, and percent signs are letters`() async throws {
        try await withOffice { server, shops in
            let siti = try await shops[0].order(by: "Siti 100% Asli")
            let budi = try await shops[0].paidOrder(by: "Budi_Santoso")
            let ani = try await shops[0].paidOrder(by: "Ani \\ Rahma")
            let desk = try await server.desk(in: shops[0])
            let shipped = try await desk.press(
                "/admin/pesanan/\(ani)/kirim", [("kurir", "jne"), ("resi", "jp 123-456")])
            #expect(shipped.status == 303)
            for (typed, expected) in [
                ("siti", [siti]), ("%25", [siti]), ("0%25+A", [siti]), ("_", [budi]), ("%5C", [ani]),
                (budi.text.lowercased(), [budi]), (String(budi.text.suffix(6)), [budi]), ("JP123", [ani]),
                ("0812", [ani, budi, siti]), ("tidak+ada", []), ("%27+OR+1%3D1+--", []),
            ] as [(String, [OrderCode])] {
                let page = try await desk.page("/admin/pesanan?status=semua&cari=\(typed)")
                #expect(codes(page) == expected.map(\.text), "\(typed)")
            }
            // What cannot be read is as if nothing had been asked for.
            #expect(codes(try await desk.page("/admin/pesanan?status=semua&cari=%00")) == [budi.text])
            // Without a tab a search looks everywhere.
            #expect(codes(try await desk.page("/admin/pesanan?cari=siti")) == [siti.text])
            let none = try await desk.page("/admin/pesanan?cari=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")
            #expect(none.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""))
            #expect(!none.contains("<script"))
        }
    }

    @Test func `twenty orders fill a page, and links lead on and back`() async throws {
        try await withOffice { server, shops in
            for _ in 0..<21 { _ = try await shops[0].order(by: "Siti") }
            let desk = try await server.desk(in: shops[0])
            let first = try await desk.page("/admin/pesanan?status=semua&cari=siti")
            #expect(codes(first).count == 20)
            let next = "/admin/pesanan?status=semua&amp;cari=siti&amp;hal=2"
            #expect(first.contains("<a href=\"\(next)\">Lebih lama →</a>"))
            #expect(!first.contains("Lebih baru"))
            let second = try await desk.page(next.replacing("&amp;", with: "&"))
            #expect(codes(second).count == 1)
            #expect(Set(codes(first) + codes(second)).count == 21)
            #expect(second.contains("<a href=\"/admin/pesanan?status=semua&amp;cari=siti&amp;hal=1\">← Lebih baru</a>"))
            #expect(!second.contains("Lebih lama"))
        }
    }
}
