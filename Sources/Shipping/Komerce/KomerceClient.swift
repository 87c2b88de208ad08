import FoundationEssentials
import TokoCore
import WebClient

/// The two calls of the "Shipping Cost" product that are needed. Both only read, so they may be repeated: once, when
/// the network or the server failed, but not after a time-out, for a customer is waiting.
struct KomerceClient: Sendable {
    let key: String
    let baseURL: String
    let transport: WebTransport
    /// Komerce documents no limit of its own.
    var timeout: Duration = .seconds(10)

    /// Empty when nothing is found.
    /// - Throws: ``RateError``, `CancellationError`.
    func search(_ text: String, limit: Int, offset: Int) async throws -> [KomerceCostPlace] {
        let request = WebRequest.get(
            "\(baseURL)/destination/domestic-destination",
            query: [("search", text), ("limit", String(limit)), ("offset", String(offset))], headers: headers)
        return try await rows(of: request)
    }

    /// Empty when no courier serves the way.
    /// - Parameter couriers: known codes only, for one unknown makes the whole call fail.
    /// - Throws: ``RateError``, `CancellationError`.
    func cost(
        from origin: KomerceCostPlaceID, to destination: KomerceCostPlaceID, weight: Weight, couriers: [String]
    ) async throws -> [KomerceCost] {
        let request = WebRequest.form(
            "\(baseURL)/calculate/domestic-cost",
            [
                ("origin", String(origin.number)), ("destination", String(destination.number)),
                ("weight", String(max(1, weight.grams))), ("courier", couriers.joined(separator: ":")),
                ("price", "lowest"),
            ], headers: headers)
        return try await rows(of: request)
    }

    private func rows<Row: Decodable & Sendable>(of request: WebRequest) async throws -> [Row] {
        var request = request
        request.timeout = timeout
        var triesLeft = 2
        while true {
            triesLeft -= 1
            do {
                switch KomerceAnswer(try await transport.send(request)) {
                case .success(let body):
                    return try JSONDecoder().decode(KomerceList<Row>.self, from: Data(body)).rows
                case .notFound: return []
                case .failure(let error): throw error
                case .broken(let reason): if triesLeft == 0 { throw RateError.unavailable(reason) }
                }
            } catch let error as WebError {
                switch error {
                case .cannotConnect, .broken: if triesLeft == 0 { throw RateError.unavailable(error.description) }
                case .cancelled: throw CancellationError()
                default: throw RateError.unavailable(error.description)
                }
            } catch is DecodingError {
                throw RateError.unavailable("the answer's data are no list")
            }
        }
    }

    private var headers: [(String, String)] { [("key", key), ("Accept", "application/json")] }
}
