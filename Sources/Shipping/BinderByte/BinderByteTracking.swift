public import FoundationEssentials
import Logging
import Synchronization
import Tenancy
public import WebClient

/// BinderByte's tracking: `docs.binderbyte.com/api/cek-resi`. The key stands in the query, so no URL of it may reach a log
/// or an error.
public struct BinderByteTracking: TrackingProvider {
    public static let productionURL = "https://api.binderbyte.com"

    private let client: BinderByteClient

    public init(key: String, baseURL: String, transport: WebTransport) {
        client = BinderByteClient(key: key, baseURL: baseURL, transport: transport)
    }

    init(client: BinderByteClient) { self.client = client }

    public func track(
        courier: String, waybill: String, recipientPhone: String, at now: Date
    ) async throws(TrackingError) -> TrackedParcel {
        guard let code = CourierCodes.code(of: courier, at: .binderbyte) else { throw .noCourier }
        var query = [("courier", code), ("awb", waybill)]
        let digits = recipientPhone.filter(\.isNumber).suffix(5)
        // JNE wants it; whoever does not, ignores it.
        if digits.count == 5 { query.append(("number", String(digits))) }
        let answer = try await client.get("v1/track", query)
        return try BinderByteParcel(answer).parcel(at: now)
    }
}

/// One GET with one more try for what the network or the server broke, never for a 4xx: each may cost a hit.
struct BinderByteClient: Sendable {
    let key: String
    let baseURL: String
    let transport: WebTransport
    /// It asks the courier while we wait.
    var timeout: Duration = .seconds(15)

    func get(_ path: String, _ query: [(String, String)] = []) async throws(TrackingError) -> [UInt8] {
        let base = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        var request = WebRequest.get(
            "\(base)/\(path)", query: [("api_key", key)] + query, headers: [("Accept", "application/json")])
        request.timeout = timeout
        var triesLeft = 2
        while true {
            triesLeft -= 1
            do {
                let response = try await transport.send(request)
                if response.status < 500 { return try BinderByteRefusal.check(response) }
                if triesLeft == 0 { throw TrackingError.unavailable("HTTP \(response.status)") }
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
}

/// What BinderByte says when it does not answer the question. The body decides: it may differ from the HTTP status.
enum BinderByteRefusal {
    private struct Head: Decodable {
        let status: KomerceText?
        let message: String?
    }

    /// The body of an answer that is none of them.
    static func check(_ response: WebResponse) throws(TrackingError) -> [UInt8] {
        guard let first = response.body.first(where: { $0 > 0x20 }), first == 0x7b || first == 0x5b else {
            if response.status == 429 { throw .quota("HTTP 429") }
            throw .unavailable("HTTP \(response.status), no JSON")
        }
        // Lists come bare, and only when all is well.
        if first == 0x5b, response.isSuccess { return response.body }
        let head: Head
        do {
            head = try JSONDecoder().decode(Head.self, from: Data(response.body))
        } catch {
            throw .unavailable("HTTP \(response.status), another form of JSON")
        }
        let status = head.status?.text ?? ""
        let message = (head.message ?? "").lowercased()
        if response.isSuccess, status == "200" || status == "true" { return response.body }
        throw reason(Int(status) ?? response.status, message, "HTTP \(response.status)")
    }

    private static func reason(_ status: Int, _ message: String, _ what: String) -> TrackingError {
        func says(_ words: String...) -> Bool { words.contains { message.contains($0) } }
        if says("limit", "quota", "kuota") || status == 429 || status == 402 { return .quota(what) }
        if says("api key", "api_key", "apikey") || status == 401 {
            return .refusedKey("BinderByte does not know the shop's api_key")
        }
        if status >= 500 || status == 403 { return .unavailable(what) }
        if says("invalid awb", "awb invalid", "invalid resi", "resi tidak valid", "nomor resi salah") {
            return .impossibleWaybill
        }
        if says("courier", "kurir"), !says("awb", "resi", "found", "ditemukan") { return .noCourier }
        if status == 404 || says("not found", "tidak ditemukan", "no data", "belum") { return .unknownWaybill }
        // Some other refusal of this one question. The texts are not documented; most are about the number.
        return status == 400 ? .unknownWaybill : .unavailable(what)
    }
}

/// `GET /v1/track`. Names and addresses of the people in it (`detail`) are not read at all.
struct BinderByteParcel: Decodable {
    private struct Body: Decodable {
        let summary: Summary?
        let history: LooseList<Entry>?
    }
    private struct Summary: Decodable { let status: KomerceText? }
    private struct Entry: Decodable {
        let date: KomerceText?
        let desc: KomerceText?
        let location: KomerceText?
    }
    private let data: Body?

    init(_ body: [UInt8]) throws(TrackingError) {
        do {
            self = try JSONDecoder().decode(BinderByteParcel.self, from: Data(body))
        } catch {
            throw .unavailable("the answer is no parcel")
        }
    }

    func parcel(at now: Date) throws(TrackingError) -> TrackedParcel {
        guard let data, let status = data.summary?.status?.text else { throw .unavailable("the answer has no parcel") }
        let history = TrackedHistory.steps(
            (data.history?.elements ?? []).map {
                .init(time: $0.date?.text ?? "", text: $0.desc?.text ?? "", place: $0.location?.text ?? "")
            }, now: now)
        UnknownWords.note(status)
        let isDelivered = status.uppercased().trimmingPrefix(" ").hasPrefix("DELIVERED")
        return TrackedParcel(
            state: .init(word: status, isDelivered: isDelivered, history: history),
            word: TrackedHistory.words(status, 60), history: history)
    }
}

/// A list whose broken elements are left out; what is no list is empty.
struct LooseList<Element: Decodable>: Decodable {
    let elements: [Element]

    private struct Slot: Decodable {
        let element: Element?
        init(from decoder: any Decoder) {
            do { element = try Element(from: decoder) } catch { element = nil }
        }
    }

    init(from decoder: any Decoder) throws {
        do {
            elements = try decoder.singleValueContainer().decode([Slot].self).compactMap(\.element)
        } catch is DecodingError {
            elements = []
        }
    }
}

/// States that the contract does not name: logged once, so that somebody may teach them to us.
private enum UnknownWords {
    private static let known: Set<String> = ["DELIVERED", "ON PROCESS", "ON PROCCESS", "HILANG"]
    private static let seen = Mutex<Set<String>>([])

    static func note(_ status: String) {
        let word = TrackedHistory.words(status, 60).uppercased()
        guard !known.contains(word) else { return }
        let isNew = seen.withLock { $0.count < 100 && $0.insert(word).inserted }
        if isNew { Logger.current.notice("unknown parcel status", metadata: ["status": "\(word)"]) }
    }
}
