/// A business and its one number at the made-up Meta.
public struct WhatsAppAccount: Sendable {
    public let name: String
    public let accessToken: String
    public let phoneNumberID: String
    public let wabaID: String
    public let appSecret: String
    public let verifyToken: String
    /// Where statuses are told; nil: nowhere.
    public let webhookURL: String?

    public init(
        name: String, accessToken: String, phoneNumberID: String, wabaID: String, appSecret: String,
        verifyToken: String, webhookURL: String?
    ) {
        self.name = name
        self.accessToken = accessToken
        self.phoneNumberID = phoneNumberID
        self.wabaID = wabaID
        self.appSecret = appSecret
        self.verifyToken = verifyToken
        self.webhookURL = webhookURL
    }
}

extension DemoCredentials {
    /// The demo shops' accounts. Their shops listen 19 ports below the sandbox, as `ops/run` has it.
    public static func whatsAppAccounts(shopPort: Int) -> [WhatsAppAccount] {
        zip(shops, 1...).map { shop, number in
            WhatsAppAccount(
                name: shop.name, accessToken: "EAAG-\(shop.slug)-demo", phoneNumberID: "10654035224292\(number)",
                wabaID: "10229012934039\(number)", appSecret: "\(number)123456789abcdef0123456789abcdef",
                verifyToken: "\(shop.slug)-verify-demo",
                webhookURL: "http://\(shop.slug).localhost:\(shopPort)/webhook/whatsapp")
        }
    }
}

/// A template of an account.
struct WhatsAppTemplate: Sendable {
    let id: String
    let name: String
    let language: String
    var status: String
    let body: String
    /// Text and address of the one button, `{{1}}` at its end.
    let button: (text: String, url: String)?

    /// The body's variables in their order.
    var parameters: [String] {
        body.matches(of: /\{\{([a-z0-9_]+)\}\}/).map { String($0.output.1) }
    }

    /// What the receiver reads.
    func filled(_ values: [(String, String)]) -> String {
        // In one pass: what a customer calls himself is no variable.
        body.replacing(/\{\{([a-z0-9_]+)\}\}/) { found in
            values.first { $0.0 == found.output.1 }?.1 ?? String(found.output.0)
        }
    }
}

extension WhatsAppTemplate {
    /// What TokoKu asks shops to have approved, as its doctor prints it.
    static func standard(_ account: WhatsAppAccount) -> [WhatsAppTemplate] {
        let origin = account.webhookURL.map { $0.replacing("/webhook/whatsapp", with: "") } ?? "https://toko.example"
        let owner = ("Buka pesanan", "\(origin)/admin/pesanan/{{1}}")
        let pay = ("Bayar pesanan", "\(origin)/pesanan/{{1}}")
        let see = ("Lihat pesanan", "\(origin)/pesanan/{{1}}")
        let all: [(String, String, (String, String)?)] = [
            (
                "pesanan_baru",
                "Pesanan baru {{nomor_pesanan}} dari {{nama}} sebesar {{total}} menunggu pembayaran.", owner
            ),
            (
                "pesanan_dibayar_toko",
                "Pesanan {{nomor_pesanan}} dari {{nama}} sebesar {{total}} sudah dibayar dan siap diproses.", owner
            ),
            ("stok_menipis", "Stok {{produk}} menipis: tersisa {{sisa}} buah di toko Anda.", nil),
            (
                "resi_bermasalah",
                "Nomor resi {{resi}} dari {{kurir}} untuk pesanan {{nomor_pesanan}} tidak dikenal kurir. Mohon diperiksa.",
                owner
            ),
            (
                "pesanan_diterima",
                "Halo {{nama}}, pesanan {{nomor_pesanan}} sebesar {{total}} sudah kami terima. Silakan bayar lewat tautan di bawah ini.",
                pay
            ),
            (
                "pesanan_dibayar",
                "Halo {{nama}}, pembayaran untuk pesanan {{nomor_pesanan}} sebesar {{total}} sudah kami terima. Terima kasih!",
                see
            ),
            (
                "pesanan_dikirim",
                "Halo {{nama}}, pesanan {{nomor_pesanan}} sudah dikirim lewat {{kurir}} dengan nomor resi {{resi}}. Semoga cepat sampai.",
                see
            ),
            (
                "pesanan_dibatalkan",
                "Halo {{nama}}, pesanan {{nomor_pesanan}} dibatalkan. Hubungi kami bila ada pertanyaan.", see
            ),
        ]
        return zip(all, 1...).map { entry, number in
            WhatsAppTemplate(
                id: "59442547\(number)", name: entry.0, language: "id", status: "APPROVED", body: entry.1,
                button: entry.2.map { (text: $0.0, url: $0.1) })
        }
    }
}
