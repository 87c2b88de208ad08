import ProviderDouble
import Testing
import TokoCore
import WebClient

@testable import Payments

struct GatewaysTests {
    private static let whole = [
        "api_key": "DEV-key-0001", "private_key": "sandbox-demo-private-key-0001", "merchant_code": "T12345",
    ]

    @Test(arguments: [
        ([:], ["api_key", "private_key", "merchant_code"]), (["api_key": "x", "merchant_code": "T1"], ["private_key"]),
        (whole.merging(["api_key": ""]) { $1 }, ["api_key"]), (whole.merging(["mode": "live"]) { $1 }, ["mode"]),
    ])
    func `a shop whose keys are not whole is told which`(keys: [String: String], fields: [String]) async throws {
        let gateways = PaymentGateways(baseURL: nil, transport: WebTransport()) { _ in keys }
        await #expect(throws: PaymentSetupError.misconfigured(fields: fields)) {
            try await gateways.gateway(for: TenantID(1))
        }
        await #expect(throws: PaymentSetupError.misconfigured(fields: fields)) {
            try await gateways.channels(for: TenantID(1))
        }
    }

    @Test(
        arguments: [
            (nil, nil, "https://tripay.co.id/api-sandbox"), ("sandbox", nil, "https://tripay.co.id/api-sandbox"),
            ("production", nil, "https://tripay.co.id/api"), ("production", "http://127.0.0.1:9", "http://127.0.0.1:9"),
        ] as [(String?, String?, String)])
    func `the shop's mode chooses the provider's base, the installation's setting overrides it`(
        mode: String?, override: String?, base: String
    ) async throws {
        let keys = mode.map { mode in Self.whole.merging(["mode": mode]) { $1 } } ?? Self.whole
        let gateways = PaymentGateways(baseURL: override, transport: WebTransport()) { _ in keys }
        #expect(try await gateways.gateway(for: TenantID(1)).baseURL == base)
    }

    @Test func `each shop asks with its own key and sees its own list`() async throws {
        try await ProviderDouble.answering({ request in
            let key = request.headers["authorization"] ?? ""
            return .json(Samples.success(#"[{"code": "\#(key.suffix(2))", "name": "x"}]"#))
        }) { tripay in
            let gateways = PaymentGateways(baseURL: tripay.baseURL, transport: WebTransport()) { tenant in
                Self.whole.merging(["api_key": "DEV-0\(tenant)"]) { $1 }
            }
            for _ in 0..<2 {
                let first = try await gateways.channels(for: TenantID(1))
                let second = try await gateways.channels(for: TenantID(2))
                #expect(first.channels.map(\.code) == ["01"])
                #expect(second.channels.map(\.code) == ["02"])
            }
            #expect(tripay.requests.count == 2)
        }
    }

    @Test func `a callback is checked with the shop's own private key`() async throws {
        let gateways = PaymentGateways(baseURL: nil, transport: WebTransport()) { tenant in
            tenant == TenantID(1) ? Self.whole : [:]
        }
        #expect(try await gateways.privateKey(for: TenantID(1)) == "sandbox-demo-private-key-0001")
        await #expect(throws: PaymentSetupError.misconfigured(fields: ["private_key"])) {
            try await gateways.privateKey(for: TenantID(2))
        }
    }
}
