import Hummingbird
import Synchronization

/// Komerce's Shipping Delivery interface under `/komerce-delivery`: search of places, and tariffs.
///
/// Another key in another header, kilograms, numbers of places that mean something else in Shipping Cost, a misspelt
/// message, and searches by postal code whose first row lies elsewhere.
struct KomerceDeliveryCalls {
    let keys: KomerceDeliveryKeys
    let hits: DailyHits
    let received: Received
    let stage: Stage
    let book: PlaceBook

    func addRoutes(to router: Router<SandboxContext>) {
        let tariff = router.group("komerce-delivery/tariff/api/v1")
        tariff.get("destination/search", use: handler("delivery_search", search))
        tariff.get("calculate", use: handler("delivery_cost", calculate))
        router.post("_sandbox/komerce-delivery-keys") { request, context in
            let call = try await Call(request, context)
            guard let key = call.body.filled("key") else {
                return Answer.json(["error": "key: is missing"], status: 400).response
            }
            keys.add(key)
            if let shop = call.body.filled("name") { await received.know(shop, by: [key]) }
            return Answer.json(["key": .text(key)], status: 201).response
        }
    }

    private func handler(
        _ endpoint: String, _ work: @escaping Stage.Act
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        let keys = keys
        let hits = hits
        return stage.handler(
            .komerce, endpoint, names: { [Self.key(of: $0)] },
            { call in
                guard let key = Self.key(of: call), keys.knows(key) else {
                    return KomerceRefusal(status: 401, message: "Invalid API Key", word: "failed").answer
                }
                guard hits.hit(key, of: "delivery") else { return Excuses.quota(.komerce) }
                return try await work(call)
            })
    }

    private static func key(of call: Call) -> String? {
        call.request.headers.first { $0.name.canonicalName == "x-api-key" }?.value
    }

    private func success(_ message: String, _ data: JSON) -> Answer {
        .json(["meta": ["message": .text(message), "code": 200, "status": "success"], "data": data], style: .go)
    }

    // MARK: Places

    /// From the other end than Shipping Cost, so that most numbers exist in both and mean different places.
    private func number(_ index: Int) -> Int64 { PlaceBook.firstPlaceNumber + Int64(book.places.count - 1 - index) }

    private func place(_ number: Int64) -> PlaceBook.Place? {
        let index = Int64(book.places.count) - 1 - (number - PlaceBook.firstPlaceNumber)
        return book.places.indices.contains(Int(clamping: index)) ? book.places[Int(index)] : nil
    }

    @Sendable private func search(_ call: Call) -> Answer {
        guard let keyword = call.query.filled("keyword") else {
            return KomerceRefusal(status: 422, message: "keyword: cannot be blank.", word: "failed").answer
        }
        var found = book.search(keyword, limit: 200, offset: 0)
        // By a postal code something of the same village's name comes first, wherever it lies.
        let isCode = keyword.count == 5 && keyword.allSatisfy(\.isNumber)
        if isCode, let first = found.first, let stray = book.places.indices.first(where: { stray(first, $0, keyword) })
        {
            found.insert(stray, at: 0)
        }
        return success("Sucessfully Get Destination Data", .list(found.map(row)))
    }

    private func stray(_ first: Int, _ other: Int, _ keyword: String) -> Bool {
        book.places[other].zip != keyword && book.places[other].name != "-"
            && book.places[other].district != book.places[first].district
    }

    private func row(_ index: Int) -> JSON {
        let place = book.places[index]
        let district = book.districts[place.district]
        let city = book.cities[district.city]
        return [
            "id": .integer(number(index)),
            "label": .text("\(place.name), \(district.name), \(city.name), \(place.zip)"),
            "subdistrict_name": .text(place.name), "district_name": .text(district.name),
            "city_name": .text(city.name), "zip_code": .text(place.zip),
        ]
    }

    // MARK: Tariffs

    /// Takes any number that exists, and any weight for kilograms: what is meant otherwise is merely priced wrongly.
    @Sendable private func calculate(_ call: Call) -> Answer {
        let query = call.query
        guard let origin = query.integer("shipper_destination_id"),
            let destination = query.integer("receiver_destination_id"),
            let grams = query.filled("weight").flatMap(Self.grams), grams > 0,
            let value = query.integer("item_value"), value >= 0
        else { return KomerceRefusal(status: 422, message: "Missing Params", word: "failed").answer }
        guard let from = place(origin), let to = place(destination) else {
            return KomerceRefusal(status: 400, message: "Destination is not valid", word: "failed").answer
        }
        let route = Route(from: book.districts[from.district], to: book.districts[to.district], in: book)
        let rows = KomerceDeliveryTariff.rows(on: route, grams: grams, value: value)
        return success(
            "Success Calculate Shipping",
            [
                "calculate_reguler": .list(rows.filter { !$0.isCargo }.map(\.json)),
                "calculate_cargo": .list(rows.filter(\.isCargo).map(\.json)), "calculate_instant": [],
            ])
    }

    /// Kilograms with a dot and up to three decimals.
    private static func grams(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }),
            let whole = Int64(parts[0]), whole <= 1_000_000
        else { return nil }
        guard parts.count == 2 else { return whole * 1_000 }
        return Int64((String(parts[1]) + "000").prefix(3)).map { whole * 1_000 + $0 }
    }
}

/// Which keys of Shipping Delivery count. A key of Shipping Cost does not.
final class KomerceDeliveryKeys: Sendable {
    private let keys: Mutex<Set<String>>

    init(_ keys: [String]) { self.keys = Mutex(Set(keys)) }

    func add(_ key: String) { keys.withLock { _ = $0.insert(key) } }

    func knows(_ key: String) -> Bool { keys.withLock { $0.contains(key) } }
}
