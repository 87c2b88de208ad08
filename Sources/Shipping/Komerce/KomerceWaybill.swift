public import FoundationEssentials
import Tenancy
public import WebClient

/// RajaOngkir's waybill call (`rajaongkir.com/docs/shipping-cost`, track waybill): the second source for parcels. Counts
/// against the same plan as rates, so parcels leave half of each day's calls to customers who want to buy.
public struct KomerceWaybill: TrackingProvider {
    /// What the plan allows at a time, for parcels alone.
    typealias Budget = @Sendable (_ now: Date) -> CallBudget
    private let key: String
    private let baseURL: String
    private let transport: WebTransport
    private let budget: Budget?
    var timeout: Duration = .seconds(10)

    /// Asks without counting.
    public init(key: String, baseURL: String, transport: WebTransport) {
        self.init(key: key, baseURL: baseURL, transport: transport, budget: nil)
    }

    init(key: String, baseURL: String, transport: WebTransport, budget: Budget?) {
        self.key = key
        self.budget = budget
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.transport = transport
    }

    public func track(
        courier: String, waybill: String, recipientPhone: String, at now: Date
    ) async throws(TrackingError) -> TrackedParcel {
        guard let code = CourierCodes.code(of: courier, at: .komerce) else { throw .noCourier }
        var fields = [("awb", waybill), ("courier", code)]
        let digits = recipientPhone.filter(\.isNumber).suffix(5)
        if digits.count == 5 { fields.append(("last_phone_number", String(digits))) }
        var request = WebRequest(
            method: "POST", url: "\(baseURL)/track/waybill?\(Form.encode(fields))",
            headers: [("key", key), ("Accept", "application/json")], body: [])
        request.timeout = timeout
        let body = try await answer(to: request, budget?(now))
        do {
            return try JSONDecoder().decode(KomerceWaybillAnswer.self, from: Data(body)).parcel(at: now)
        } catch let error as TrackingError {
            throw error
        } catch {
            throw .unavailable("the answer is no parcel")
        }
    }

    private func answer(to request: WebRequest, _ budget: CallBudget?) async throws(TrackingError) -> [UInt8] {
        var triesLeft = 2
        while true {
            triesLeft -= 1
            try await Self.spend(budget)
            do {
                let response = try await transport.send(request)
                switch KomerceAnswer(response, keyName: "shipping_cost_key") {
                case .success(let body): return body
                case .notFound: throw TrackingError.unknownWaybill
                case .failure(let error): throw Self.reason(error, response)
                case .broken(let reason): if triesLeft == 0 { throw TrackingError.unavailable(reason) }
                }
            } catch let error as TrackingError {
                throw error
            } catch let error as WebError {
                let isWorthAnother = error == .cannotConnect || error == .broken
                if triesLeft == 0 || !isWorthAnother { throw .unavailable(error.description) }
            } catch {
                throw .unavailable("no answer")
            }
        }
    }

    private static func spend(_ budget: CallBudget?) async throws(TrackingError) {
        do {
            try await budget?.spend()
        } catch is RateError {
            throw .spent
        } catch {
            throw .unavailable("the count of calls cannot be kept")
        }
    }

    /// `Invalid Awb` is what it says of every number that it does not know, fresh ones too.
    private static func reason(_ error: RateError, _ response: WebResponse) -> TrackingError {
        switch error {
        case .quotaExhausted: return .quota("HTTP \(response.status)")
        case .refusedKey(let reason): return .refusedKey(reason)
        case .misconfigured: return .noCourier
        case .unavailable(let reason):
            let text = response.text.prefix(400).lowercased()
            return text.contains("awb") ? .unknownWaybill : .unavailable(reason)
        default: return .noCourier
        }
    }
}

/// `data` of `POST /track/waybill`. Addresses and names in it are not read at all.
struct KomerceWaybillAnswer: Decodable {
    private struct Body: Decodable {
        let delivered: Bool?
        let summary: Summary?
        let manifest: LooseList<Entry>?
        let proof: Proof?

        private enum CodingKeys: String, CodingKey {
            case delivered, summary, manifest
            case proof = "delivery_status"
        }
    }
    private struct Summary: Decodable { let status: KomerceText? }
    private struct Proof: Decodable {
        let date: String?
        let time: String?

        private enum CodingKeys: String, CodingKey {
            case date = "pod_date"
            case time = "pod_time"
        }
    }
    private struct Entry: Decodable {
        let text: KomerceText?
        let date: KomerceText?
        let time: KomerceText?
        let city: KomerceText?

        private enum CodingKeys: String, CodingKey {
            case text = "manifest_description"
            case date = "manifest_date"
            case time = "manifest_time"
            case city = "city_name"
        }
    }
    private let data: Body?

    func parcel(at now: Date) throws(TrackingError) -> TrackedParcel {
        guard let data, data.delivered != nil || data.summary != nil else {
            throw .unavailable("the answer has no parcel")
        }
        var lines = (data.manifest?.elements ?? []).map {
            TrackedHistory.Line(
                time: "\($0.date?.text ?? "") \($0.time?.text ?? "")", text: $0.text?.text ?? "",
                place: $0.city?.text ?? "")
        }
        let isDelivered = data.delivered ?? false
        // Delivered with nothing told of the way: the proof of delivery is at least a time.
        if isDelivered, lines.isEmpty, let date = data.proof?.date {
            lines.append(.init(time: "\(date) \(data.proof?.time ?? "")", text: "Paket diterima", place: ""))
        }
        let history = TrackedHistory.steps(lines, now: now)
        let word = data.summary?.status?.text ?? ""
        return TrackedParcel(
            state: .init(word: word, isDelivered: isDelivered, history: history),
            word: TrackedHistory.words(word, 60), history: history)
    }
}
