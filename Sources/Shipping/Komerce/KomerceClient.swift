import TokoCore
import WebClient

/// The two calls of the "Shipping Cost" product that are needed.
struct KomerceClient: Sendable {
    let key: String
    let baseURL: String
    let transport: WebTransport
    var timeout: Duration = .seconds(10)
    var budget: CallBudget?

    /// Empty when nothing is found.
    /// - Throws: ``RateError``, `DatabaseError`, `CancellationError`.
    func search(_ text: String, limit: Int, offset: Int) async throws -> [KomerceCostPlace] {
        let request = WebRequest.get(
            "\(baseURL)/destination/domestic-destination",
            query: [("search", text), ("limit", String(limit)), ("offset", String(offset))], headers: headers)
        return try await questions.ask(request, as: KomerceList<KomerceCostPlace>.self)?.rows ?? []
    }

    /// Empty when no courier serves the way.
    /// - Parameter couriers: known codes only, for one unknown makes the whole call fail.
    /// - Throws: ``RateError``, `DatabaseError`, `CancellationError`.
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
        return try await questions.ask(request, as: KomerceList<KomerceCost>.self)?.rows ?? []
    }

    private var questions: KomerceQuestions {
        KomerceQuestions(transport: transport, timeout: timeout, budget: budget, keyName: "shipping_cost_key")
    }

    private var headers: [(String, String)] { [("key", key), ("Accept", "application/json")] }
}
