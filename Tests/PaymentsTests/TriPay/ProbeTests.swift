import ProviderDouble
import Tenancy
import Testing
import TokoCore
import WebClient

@testable import Payments

struct ProbeTests {
    private static let whole = [
        "api_key": "DEV-key-0001", "private_key": "sandbox-demo-private-key-0001", "merchant_code": "T12345",
    ]
    private static let channels = Samples.success(
        #"[{"code": "BNIVA", "name": "BNI", "active": true}, {"code": "QRIS2", "name": "QRIS", "active": false}]"#)

    private func result(of reply: ProviderDouble.Reply, _ keys: [String: String] = whole) async throws -> ProbeResult {
        try await ProviderDouble.replying(reply) { tripay in
            let transport = WebTransport()
            let gateways = PaymentGateways(baseURL: tripay.baseURL, transport: transport) { _ in keys }
            let result = await TriPayProbe(gateways: gateways).probe(TenantID(1))
            await transport.close()
            return result
        }
    }

    static let answers: [(ProviderDouble.Reply, ProbeResult)] = [
        (.json(channels), ProbeResult(.works, "1 dari 2 kanal pembayaran aktif")),
        (
            .json(Samples.success("[]")),
            ProbeResult(.incomplete, "kunci diterima, tetapi belum ada kanal pembayaran yang aktif")
        ),
        (
            .json(#"{"success": false, "message": "Invalid API Key"}"#, status: 401),
            ProbeResult(.refused, "TriPay menolak: Invalid API Key")
        ),
        (
            .json(
                #"{"success": false, "message": "Unauthorized IP (203.0.113.9). Please add this IP to your merchant Whitelist IP (T12345)"}"#,
                status: 403),
            ProbeResult(
                .incomplete, "alamat server 203.0.113.9 belum ada di Whitelist IP merchant: tambahkan di dasbor TriPay")
        ),
        (
            .page("<html>Just a moment...</html>", status: 403),
            ProbeResult(
                .unreachable,
                "TriPay tidak menjawab dengan benar: merchant/payment-channel: HTTP 403, text/html, 29 bytes: a web page"
            )
        ),
    ]

    @Test(arguments: answers)
    func `TriPay's answer is told in words`(reply: ProviderDouble.Reply, expected: ProbeResult) async throws {
        #expect(try await result(of: reply) == expected)
    }

    @Test func `a refusal that repeats the key does not show it`() async throws {
        let told = try await result(
            of: .json(#"{"success": false, "message": "Invalid API Key DEV-key-0001"}"#, status: 401))
        #expect(told == ProbeResult(.refused, "TriPay menolak: Invalid API Key [key]"))
    }

    @Test func `missing fields are named and nobody is asked`() async throws {
        try await ProviderDouble.replying(.json(Self.channels)) { tripay in
            let gateways = PaymentGateways(baseURL: tripay.baseURL, transport: WebTransport()) { _ in ["api_key": "x"] }
            let result = await TriPayProbe(gateways: gateways).probe(TenantID(1))
            #expect(result == ProbeResult(.notSetUp, "belum diisi: private_key, merchant_code"))
            #expect(tripay.requests.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("Unauthorized IP (203.0.113.9). Please", "203.0.113.9"), ("(2001:db8::7)", "2001:db8::7"),
            ("Unauthorized IP", nil), ("(<b>x</b>)", nil), ("()", nil), ("(1.2", nil),
        ] as [(String, String?)])
    func `only an address is taken for the address`(text: String, address: String?) {
        #expect(TriPayProbe.address(in: text) == address)
    }

    @Test(arguments: [
        ("production", "DEV-key", true), ("production", "live-key", false), ("sandbox", "DEV-key", false),
    ])
    func `a simulator's key in production is told`(mode: String, key: String, isTold: Bool) async throws {
        let keys = Self.whole.merging(["mode": mode, "api_key": key]) { $1 }
        let gateways = PaymentGateways(baseURL: nil, transport: WebTransport()) { _ in keys }
        #expect((try await gateways.gateway(for: TenantID(1)).modeTrouble != nil) == isTold)
    }
}
