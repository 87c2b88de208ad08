import FoundationEssentials
import Payments
import Sandbox
import SandboxSupport
import Testing
import TokoCore
import WebClient

/// What TokoKu relies on of TriPay. At the real one it opens a bill of Rp 15.000 that nobody pays.
@Suite("TriPay contract") struct TriPayContractTests {
    private func withAccount(
        _ side: ContractSide, apiKey: String? = nil, privateKey: String? = nil,
        _ body: @Sendable (TriPayGateway) async throws -> Void
    ) async throws {
        let transport = WebTransport()
        @Sendable func gateway(_ base: String, _ own: TriPayCredentials) -> TriPayGateway {
            TriPayGateway(credentials: own, baseURL: base, transport: transport)
        }
        do {
            switch side {
            case .sandbox:
                let shop = DemoCredentials.batik
                let own = TriPayCredentials(
                    apiKey: apiKey ?? shop.tripayAPIKey, privateKey: privateKey ?? shop.tripayPrivateKey,
                    merchantCode: shop.tripayMerchantCode)
                try await withSandbox { base in try await body(gateway("\(base)/tripay", own)) }
            case .real:
                let own = TriPayCredentials(
                    apiKey: try apiKey ?? ContractSide.key("tripay", "api_key"),
                    privateKey: try privateKey ?? ContractSide.key("tripay", "private_key"),
                    merchantCode: try ContractSide.key("tripay", "merchant_code"))
                let isLive = try ContractSide.key("tripay", "mode") == "production"
                try await body(gateway(isLive ? PaymentGateways.productionURL : PaymentGateways.sandboxURL, own))
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    private static func request(_ channel: PaymentChannel) throws -> BillRequest {
        let amount = try Money(rupiah: 15_000)
        return BillRequest(
            order: .random(), attempt: 1, channel: channel.code, amount: amount,
            customer: .init(name: "Siti Rahma", email: "siti@example.com", phone: "081234567890"),
            lines: [.init(name: "Uji", sku: "UJI", price: amount, quantity: .one)], shipping: .zero,
            callbackURL: "https://batik.example.com/webhook/tripay",
            returnURL: "https://batik.example.com/pesanan/TK-7K2M9QXF", window: 60, now: Date())
    }

    private static func affordable(_ channels: [PaymentChannel]) throws -> PaymentChannel {
        try #require(channels.first { $0.isActive && $0.group == .virtualAccount }, "no virtual account is active")
    }

    @Test(arguments: ContractSide.sides(of: "tripay"))
    func `a bill is opened, read and found again, and is what was asked for`(side: ContractSide) async throws {
        try await withAccount(side) { gateway in
            let channel = try Self.affordable(try await gateway.channels())
            let request = try Self.request(channel)
            let opened = try await gateway.open(request)
            #expect(opened.merchantRef == request.merchantRef)
            #expect(opened.channel == channel.code)
            #expect(opened.due.rupiah - opened.feeCustomer.rupiah == request.amount.rupiah)
            #expect(opened.payCode?.isEmpty == false)
            #expect(!opened.instructions.isEmpty)
            #expect(opened.expiresAt > Date())
            let detail = try await gateway.detail(reference: opened.reference)
            #expect(detail.status == .unpaid)
            #expect(detail.amountMatches(request.amount))
            #expect(detail.payCode == opened.payCode)
            let found = try await gateway.find(merchantRef: request.merchantRef)
            #expect(found.map(\.reference) == [opened.reference])
            #expect(found.allSatisfy { $0.amountMatches(request.amount) })
        }
    }

    @Test(arguments: ContractSide.sides(of: "tripay"))
    func `what was never opened is not found`(side: ContractSide) async throws {
        try await withAccount(side) { gateway in
            let found = try await gateway.find(merchantRef: OrderCode.random().text)
            #expect(found.isEmpty)
        }
    }

    @Test(arguments: ContractSide.sides(of: "tripay"))
    func `a key that nobody has is refused`(side: ContractSide) async throws {
        try await withAccount(side, apiKey: "DEV-nobody") { gateway in
            let error = await #expect(throws: GatewayError.self) { _ = try await gateway.channels() }
            guard case .refused(let refusal) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(refusal.category == .credential)
        }
    }

    @Test(arguments: ContractSide.sides(of: "tripay"))
    func `a bill signed with another key is refused and not opened`(side: ContractSide) async throws {
        try await withAccount(side, privateKey: "somebody-elses") { gateway in
            let request = try Self.request(try Self.affordable(try await gateway.channels()))
            let error = await #expect(throws: GatewayError.self) { _ = try await gateway.open(request) }
            guard case .refused(let refusal) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(refusal.category == .credential)
            let found = try await gateway.find(merchantRef: request.merchantRef)
            #expect(found.isEmpty)
        }
    }
}
