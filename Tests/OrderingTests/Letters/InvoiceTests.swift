import Catalog
import FoundationEssentials
import Payments
import Postgres
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct InvoiceTests {
    private func pages(_ bytes: [UInt8]) -> Int {
        let mark = Array("/Type /Page ".utf8)
        return bytes.indices.count { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
    }

    private func count(_ text: String, in bytes: [UInt8]) -> Int {
        let part = Array(text.utf8)
        return bytes.indices.count { bytes[$0] == part[0] && bytes[$0...].starts(with: part) }
    }

    @Test func `there is no receipt before the money or after the order was called off`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let invoices = InvoicePDF(media: desk.media)
            let order = try await shops[0].buyer().write()
            func receipt() async throws -> InvoicePDF.File? {
                let detail = try await order.detail()
                let file = try await invoices.receipt(of: detail, in: shops[0].shop)
                #expect(detail.hasReceipt == (file != nil))
                return file
            }
            #expect(try await receipt() == nil)
            try await order.pay()
            #expect(try await receipt() != nil)
            try await Fulfilment(shops[0].shop).cancel(order.code, by: .staff(1))
            #expect(try await receipt() == nil)
        }
    }

    @Test func `a receipt is the same each time, longer with more lines, and tells of a refund`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let desk = try await LetterDesk(shops[0])
            let invoices = InvoicePDF(media: desk.media)
            let order = try await shops[0].buyer().write()
            try await order.pay()
            func receipt() async throws -> [UInt8] {
                try #require(try await invoices.receipt(of: try await order.detail(), in: shops[0].shop)).bytes
            }
            let first = try await receipt()
            #expect(try await receipt() == first)
            #expect(pages(first) == 1)
            #expect(count("Kuitansi \(order.code)", in: first) == 1, "the title")
            try await shops[0].database.query(LetterSQLForTests.moreLines, .id(order.order), .int(80))
            #expect(pages(try await receipt()) == 4)
            _ = try await order.settle(.refunded)
            #expect(try await receipt() != first)
        }
    }

    @Test func `a logo in PNG is drawn, one that is a drawing is told by the shop's name`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:9") { shops in
            let folder = FileManager.default.temporaryDirectory.appending(path: "letters-\(UUID())")
            defer { try? FileManager.default.removeItem(at: folder) }
            let media = MediaStore(directory: folder.path)
            let tenant = shops[0].shop.tenant.id
            let order = try await shops[0].buyer().write()
            try await order.pay()
            func pictures(_ bytes: [UInt8]) async throws -> Int {
                let logo = try media.store(bytes, tenant: tenant)
                let desk = try await LetterDesk(shops[0], media: media)
                try await desk.change { $0.themeSettings["logo"] = "/media/\(logo.file)" }
                let receipt = try await LetterDesk(shops[0], media: media).write(.receipt, of: order.order)?.receipt
                return count("/Subtype /Image", in: try #require(receipt).bytes)
            }
            #expect(try await pictures(Self.png) == 1)
            #expect(
                try await pictures(
                    Array(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9\"/></svg>"
                            .utf8))
                    == 0)
        }
    }

    /// 2 x 1 pixels.
    static let png: [UInt8] = Array(
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==")
            ?? Data())
}
