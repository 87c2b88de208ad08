import TokoCore

/// How to pay, step by step, for `GET /payment/instruction` and inside a bill.
struct Instructions {
    let ways: [(title: String, steps: [String])]

    /// - Parameters:
    ///   - payCode: without it the steps keep `{{pay_code}}`.
    ///   - amount: in rupiah; without it the steps keep `{{amount}}`.
    ///   - isHTML: false leaves the tags out.
    init(_ method: String, payCode: String?, amount: Int64?, isHTML: Bool) {
        let channel = Channel.named(method)
        let name = channel?.name.replacing(" Virtual Account", with: "") ?? method
        let code = payCode ?? "{{pay_code}}"
        let sum = amount.map { "Rp \($0.groupedIndonesian)" } ?? "{{amount}}"
        let templates: [(title: String, steps: [String])]
        switch channel?.kind {
        case .store:
            templates = [
                (
                    "Di kasir \(name)",
                    [
                        "Datang ke gerai <b>\(name)</b> terdekat",
                        "Katakan ke kasir: pembayaran <b>TriPay</b>",
                        "Tunjukkan kode bayar <b>\(code)</b>",
                        "Bayar <b>\(sum)</b>, lalu simpan struknya",
                    ]
                )
            ]
        case .qris:
            templates = [
                (
                    "Pindai QRIS",
                    [
                        "Buka aplikasi bank atau dompet digital",
                        "Pilih <b>Bayar</b> atau <b>Pindai QR</b>, lalu pindai kode di layar",
                        "Periksa jumlahnya: <b>\(sum)</b>",
                        "Masukkan PIN, selesai",
                    ]
                )
            ]
        case .wallet:
            templates = [
                (
                    "Aplikasi \(name)",
                    [
                        "Tekan tombol bayar; halaman <b>\(name)</b> akan terbuka",
                        "Periksa jumlahnya: <b>\(sum)</b>", "Setujui dengan PIN \(name)",
                    ]
                )
            ]
        case .virtualAccount, nil:
            templates = [
                (
                    "ATM \(name)",
                    [
                        "Masukkan kartu dan PIN", "Pilih <b>Transfer</b>, lalu <b>Virtual Account Billing</b>",
                        "Masukkan nomor VA (<b>\(code)</b>)",
                        "Periksa rincian dan jumlah <b>\(sum)</b>, lalu setujui",
                    ]
                ),
                (
                    "Mobile banking \(name)",
                    [
                        "Masuk ke aplikasi", "Pilih <b>Pembayaran</b>, lalu <b>Virtual Account</b>",
                        "Masukkan nomor VA (<b>\(code)</b>)<br>dan tekan <b>Lanjut</b>",
                        "Periksa jumlah <b>\(sum)</b>, lalu masukkan PIN",
                    ]
                ),
            ]
        }
        ways = isHTML ? templates : templates.map { ($0.title, $0.steps.map(Self.withoutTags)) }
    }

    var json: JSON {
        .list(
            ways.map { way in
                ["title": .text(way.title), "steps": .list(way.steps.map(JSON.text))]
            })
    }

    private static func withoutTags(_ step: String) -> String {
        var out = ""
        var isTag = false
        for character in step.replacing("<br>", with: " ") {
            if character == "<" { isTag = true }
            if !isTag { out.append(character) }
            if character == ">" { isTag = false }
        }
        return out
    }
}
