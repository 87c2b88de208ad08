import FoundationEssentials
import TokoCore
import WebClient

/// The two calls of the "Shipping Delivery" product that are needed: another key, another header, other numbers for
/// places, and kilograms.
struct KomerceDeliveryClient: Sendable {
    let key: String
    let baseURL: String
    let transport: WebTransport
    var timeout: Duration = .seconds(10)
    var budget: CallBudget?

    /// Empty when nothing is found. There are no pages.
    /// - Parameter keyword: a postal code, or a village's name.
    /// - Throws: ``RateError``, `DatabaseError`, `CancellationError`.
    func search(_ keyword: String) async throws -> [KomerceDeliveryPlace] {
        let request = WebRequest.get(
            "\(baseURL)/tariff/api/v1/destination/search", query: [("keyword", keyword)], headers: headers)
        return try await questions.ask(request, as: KomerceList<KomerceDeliveryPlace>.self)?.rows ?? []
    }

    /// Empty when no courier serves the way.
    /// - Parameter value: of the goods.
    /// - Throws: ``RateError``, `DatabaseError`, `CancellationError`.
    func cost(
        from origin: KomerceDeliveryPlaceID, to destination: KomerceDeliveryPlaceID, weight: Weight, value: Money
    ) async throws -> [KomerceDeliveryCost] {
        let request = WebRequest.get(
            "\(baseURL)/tariff/api/v1/calculate",
            query: [
                ("shipper_destination_id", String(origin.number)),
                ("receiver_destination_id", String(destination.number)), ("weight", Self.kilograms(weight)),
                ("item_value", String(value.rupiah)), ("cod", "no"),
            ], headers: headers)
        return try await questions.ask(request, as: KomerceDeliveryLists.self)?.rows ?? []
    }

    /// `0.999`, `1`, `1.2`: at least a gram, with a dot whatever the country.
    static func kilograms(_ weight: Weight) -> String {
        let (whole, rest) = max(1, weight.grams).quotientAndRemainder(dividingBy: 1_000)
        guard rest > 0 else { return String(whole) }
        var decimals = String(rest + 1_000).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        return "\(whole).\(decimals)"
    }

    private var questions: KomerceQuestions {
        KomerceQuestions(transport: transport, timeout: timeout, budget: budget, keyName: "shipping_delivery_key")
    }

    private var headers: [(String, String)] { [("x-api-key", key), ("Accept", "application/json")] }
}
