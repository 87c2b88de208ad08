import FoundationEssentials
public import Tenancy

/// What a template of a shop must be so that our notices fit in it, and the words to hand in for approval.
public struct NoticeTemplate: Sendable, Hashable {
    public let kind: NoticeKind
    /// With `{{nama}}` and the like.
    public let body: String
    /// Of the body, in our order, each with a sample.
    public let parameters: [(name: String, example: String)]
    public let button: Button?

    public struct Button: Sendable, Hashable {
        public let text: String
        /// Before the suffix, on the shop's host: `/pesanan/`.
        public let path: String
    }

    public static func == (left: Self, right: Self) -> Bool { left.kind == right.kind }
    public func hash(into hasher: inout Hasher) { hasher.combine(kind) }

    public init(_ kind: NoticeKind) {
        self.kind = kind
        let code = ("nomor_pesanan", "TK-7H3KQ9WX")
        let name = ("nama", "Siti")
        let total = ("total", "Rp 170.000")
        let parcel = [("kurir", "JNE REG"), ("resi", "JP1234567890")]
        switch kind {
        case .newOrder:
            body = "Pesanan baru {{nomor_pesanan}} dari {{nama}} sebesar {{total}} menunggu pembayaran."
            parameters = [code, name, total]
        case .ownerPaid:
            body = "Pesanan {{nomor_pesanan}} dari {{nama}} sebesar {{total}} sudah dibayar dan siap diproses."
            parameters = [code, name, total]
        case .lowStock:
            body = "Stok {{produk}} menipis: tersisa {{sisa}} buah di toko Anda."
            parameters = [("produk", "Kemeja Parang (Biru, XL)"), ("sisa", "3")]
        case .waybillWrong:
            body =
                "Nomor resi {{resi}} dari {{kurir}} untuk pesanan {{nomor_pesanan}} tidak dikenal kurir. Mohon diperiksa."
            parameters = [code] + parcel
        case .placed:
            body =
                "Halo {{nama}}, pesanan {{nomor_pesanan}} sebesar {{total}} sudah kami terima. Silakan bayar lewat tautan di bawah ini."
            parameters = [name, code, total]
        case .paid:
            body =
                "Halo {{nama}}, pembayaran untuk pesanan {{nomor_pesanan}} sebesar {{total}} sudah kami terima. Terima kasih!"
            parameters = [name, code, total]
        case .shipped:
            body =
                "Halo {{nama}}, pesanan {{nomor_pesanan}} sudah dikirim lewat {{kurir}} dengan nomor resi {{resi}}. Semoga cepat sampai."
            parameters = [name, code] + parcel
        case .cancelled:
            body = "Halo {{nama}}, pesanan {{nomor_pesanan}} dibatalkan. Hubungi kami bila ada pertanyaan."
            parameters = [name, code]
        }
        switch kind {
        case .lowStock: button = nil
        case .newOrder, .ownerPaid, .waybillWrong: button = Button(text: "Buka pesanan", path: "/admin/pesanan/")
        case .placed: button = Button(text: "Bayar pesanan", path: "/pesanan/")
        case .paid, .shipped, .cancelled: button = Button(text: "Lihat pesanan", path: "/pesanan/")
        }
    }

    /// The JSON for `POST /{waba_id}/message_templates`.
    /// - Parameter origin: of the shop: `https://kopi.example`.
    public func submission(named name: String, language: String, origin: String) throws -> String {
        let text = Submission.Component(
            type: "body", text: body,
            example: .init(named: parameters.map { .init(name: $0.name, example: $0.example) }))
        let link = button.map { button in
            Submission.Component(
                type: "buttons",
                buttons: [
                    .init(
                        text: button.text, url: "\(origin)\(button.path){{1}}",
                        example: ["\(origin)\(button.path)TK-7H3KQ9WX"])
                ])
        }
        let whole = Submission(name: name, language: language, components: [text] + (link.map { [$0] } ?? []))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(whole), as: UTF8.self)
    }
}

private struct Submission: Encodable {
    struct Component: Encodable {
        struct Example: Encodable {
            struct Named: Encodable {
                let name: String
                let example: String

                private enum CodingKeys: String, CodingKey {
                    case example
                    case name = "param_name"
                }
            }

            let named: [Named]

            private enum CodingKeys: String, CodingKey { case named = "body_text_named_params" }
        }

        struct Button: Encodable {
            let type = "url"
            let text: String
            let url: String
            let example: [String]

            private enum CodingKeys: String, CodingKey { case type, text, url, example }
        }

        let type: String
        var text: String?
        var example: Example?
        var buttons: [Button]?
    }

    let name: String
    let category = "UTILITY"
    let language: String
    let format = "named"
    let components: [Component]

    private enum CodingKeys: String, CodingKey {
        case name, category, language, components
        case format = "parameter_format"
    }
}
