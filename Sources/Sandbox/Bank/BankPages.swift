import Hummingbird

/// The sandbox's bank: where a customer pays a bill, or lets it expire, and watches the shop being told.
struct BankPages {
    let records: Records
    let till: Till

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("bank") { try await list(Call($0, $1)).response }
        router.get("bank/cari") { try await find(Call($0, $1)).response }
        router.get("bayar/:reference") { try await show(Call($0, $1)).response }
        router.post("bayar/:reference/:deed") { try await act(Call($0, $1)).response }
    }

    private func list(_ call: Call) async -> Answer {
        .page(BankListView(bills: await records.allBills, merchants: await merchantNames).page)
    }

    private func find(_ call: Call) async -> Answer {
        let typed = call.query.text("kode") ?? ""
        if let bill = await records.bill(typed: typed) { return .redirect(to: "/bayar/\(bill.reference)") }
        let view = BankListView(bills: await records.allBills, merchants: await merchantNames, missed: typed)
        return .page(view.page, status: 404)
    }

    private func show(_ call: Call) async -> Answer {
        guard let bill = await records.bill(call.parameter("reference")) else { return Self.unknown }
        return .page(await view(of: bill).page)
    }

    /// Does what a button says and comes back, so that a reload does not do it again.
    private func act(_ call: Call) async throws -> Answer {
        let reference = call.parameter("reference")
        do {
            switch call.parameter("deed") {
            case "kirim-ulang": _ = try await till.repeatCallback(reference)
            case let name:
                guard let deed = BillView.deeds.first(where: { $0.path == name })?.deed else { return Self.unknown }
                try await till.settle(reference, deed)
            }
        } catch BillError.unknownReference {
            return Self.unknown
        } catch BillError.notAllowed(let from, _) {
            guard let bill = await records.bill(reference) else { return Self.unknown }
            let refusal = "Tagihan ini sudah \(from.rawValue); tombol itu tidak berlaku lagi."
            return .page(await view(of: bill, refusal: refusal).page, status: 409)
        }
        return .redirect(to: "/bayar/\(reference)")
    }

    private func view(of bill: Bill, refusal: String? = nil) async -> BillView {
        let merchant = await records.merchant(apiKey: bill.apiKey)
        return BillView(bill: bill, shop: merchant?.name ?? "Toko", refusal: refusal)
    }

    private var merchantNames: [String: String] {
        get async {
            Dictionary(uniqueKeysWithValues: await records.merchants.map { ($0.apiKey, $0.name) })
        }
    }

    private static let unknown = SandboxPage.message(
        "Tagihan tidak ditemukan", "Tidak ada tagihan dengan nomor itu di sandbox ini.", status: 404)
}
