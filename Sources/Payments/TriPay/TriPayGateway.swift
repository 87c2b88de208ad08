import FoundationEssentials
import TokoCore
import Vault
public import WebClient

/// TriPay's closed payments, as `tripay.co.id/developer` describes them.
public struct TriPayGateway: PaymentGateway {
    private let credentials: TriPayCredentials
    let baseURL: String
    private let transport: WebTransport
    /// TriPay documents no limits of its own.
    var createTimeout: Duration = .seconds(20)
    var readTimeout: Duration = .seconds(10)

    /// - Parameter baseURL: such as `https://tripay.co.id/api-sandbox`.
    public init(credentials: TriPayCredentials, baseURL: String, transport: WebTransport) {
        self.credentials = credentials
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.transport = transport
    }

    /// Tells this account from every other, without being a secret.
    var account: String {
        Hex.encode(Digest.sha256(Array("\(baseURL) \(credentials.merchantCode) \(credentials.apiKey)".utf8)))
    }

    public func channels() async throws(GatewayError) -> [PaymentChannel] {
        let list = try await read(TriPayChannelList.self, "merchant/payment-channel")
        if list.channels.isEmpty, list.broken > 0 { throw .unavailable("no channel of the list is readable") }
        return list.channels
    }

    public func detail(reference: String) async throws(GatewayError) -> BillDetail {
        let bill = try await readBills(TriPayBillJSON.self, "transaction/detail", [("reference", reference)]) { [$0] }
        guard let bill = bill.first, bill.reference == reference else {
            throw .unavailable("the detail is of another bill")
        }
        return bill
    }

    public func find(merchantRef: String) async throws(GatewayError) -> [BillDetail] {
        let query = [("merchant_ref", merchantRef), ("per_page", "50"), ("sort", "desc")]
        // A row that cannot be read is not left out: it may be the bill that is looked for.
        let bills = try await readBills([TriPayBillJSON].self, "merchant/transactions", query) { $0 }
        return bills.filter { $0.merchantRef == merchantRef }
    }

    public func open(_ bill: BillRequest) async throws(GatewayError) -> OpenedBill {
        let request = try createRequest(bill)
        let response: WebResponse
        do {
            response = try await transport.send(request)
        } catch let error as WebError where !error.outcomeUnknown {
            throw .unavailable(error.description)
        } catch let error as WebError {
            throw .outcomeUnknown(error.description)
        } catch {
            throw .outcomeUnknown("the call ended early")
        }
        switch TriPayAnswer(response) {
        case .success(let body):
            return try opened(body, for: bill)
        case .failure(let message) where response.status < 500:
            throw .refused(refusal(message))
        case .failure:
            throw .outcomeUnknown("HTTP \(response.status)")
        case .unreadable(let what):
            throw .outcomeUnknown(what)
        }
    }

    private func createRequest(_ bill: BillRequest) throws(GatewayError) -> WebRequest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body: [UInt8]
        do {
            body = Array(try encoder.encode(TriPayCreateJSON(bill, credentials: credentials)))
        } catch {
            throw .unavailable("the bill cannot be written as JSON")
        }
        var request = WebRequest.json("\(baseURL)/transaction/create", body: body, headers: authorization)
        request.timeout = createTimeout
        request.ipv4Only = needsIPv4
        return request
    }

    /// TriPay said yes; what it opened must be what was asked for.
    private func opened(_ body: [UInt8], for bill: BillRequest) throws(GatewayError) -> OpenedBill {
        let answered: BillDetail
        do {
            answered = try TriPayAnswer.data(TriPayBillJSON.self, of: body).bill()
        } catch {
            throw .outcomeUnknown("the opened bill is unreadable")
        }
        guard let opened = answered.opened, opened.merchantRef == bill.merchantRef, opened.channel == bill.channel
        else { throw .outcomeUnknown("the opened bill is another one") }
        guard answered.amountMatches(bill.amount) else {
            // Nobody will be shown its code, so it runs out unpaid.
            throw .refused(
                GatewayRefusal(
                    category: .amount,
                    logText: "bill \(credentials.safeForLog(opened.reference)) charges \(opened.due.rupiah) "
                        + "with fee \(opened.feeCustomer.rupiah) for \(bill.amount.rupiah)"))
        }
        return opened
    }

    private func readBills<Payload: Decodable>(
        _ type: Payload.Type, _ path: String, _ query: [(String, String)],
        rows: (Payload) -> [TriPayBillJSON]
    ) async throws(GatewayError) -> [BillDetail] {
        let payload = try await read(type, path, query)
        do {
            return try rows(payload).map { try $0.bill() }
        } catch {
            throw .unavailable("\(path): a bill is unreadable")
        }
    }

    private func read<Payload: Decodable>(
        _ type: Payload.Type, _ path: String, _ query: [(String, String)] = []
    ) async throws(GatewayError) -> Payload {
        var request = WebRequest.get("\(baseURL)/\(path)", query: query, headers: authorization)
        request.timeout = readTimeout
        request.ipv4Only = needsIPv4
        let response: WebResponse
        do {
            response = try await transport.send(request)
        } catch let error as WebError {
            throw .unavailable("\(path): \(error.description)")
        } catch {
            throw .unavailable("\(path): the call ended early")
        }
        switch TriPayAnswer(response) {
        case .success(let body):
            do {
                return try TriPayAnswer.data(type, of: body)
            } catch {
                throw .unavailable("\(path): unreadable data")
            }
        case .failure(let message) where response.status < 500:
            throw .refused(refusal(message))
        case .failure:
            throw .unavailable("\(path): HTTP \(response.status)")
        case .unreadable(let what):
            throw .unavailable("\(path): \(what)")
        }
    }

    private func refusal(_ message: String) -> GatewayRefusal {
        GatewayRefusal(
            category: TriPayRefusal.category(of: message), logText: credentials.safeForLog(message))
    }

    private var authorization: [(String, String)] {
        [("Authorization", "Bearer \(credentials.apiKey)"), ("Accept", "application/json")]
    }

    /// Where money is real.
    var isProduction: Bool { baseURL == PaymentGateways.productionURL }

    /// Keys of TriPay's simulator begin so.
    var hasSandboxKey: Bool { credentials.apiKey.hasPrefix("DEV-") }

    /// The merchant's allow-list holds the server's IPv4 address.
    private var needsIPv4: Bool { baseURL.hasPrefix("https://tripay.co.id/") }
}
