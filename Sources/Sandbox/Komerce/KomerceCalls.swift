import Hummingbird

/// Komerce's Shipping Cost interface under `/komerce`.
struct KomerceCalls {
    let records: Records
    let hits: DailyHits
    let stage: Stage
    let book: PlaceBook

    func addRoutes(to router: Router<SandboxContext>) {
        let komerce = router.group("komerce")
        komerce.get("destination/domestic-destination", use: handler("search", search))
        komerce.get("destination/province", use: handler("list", listProvinces))
        komerce.get("destination/city/:id", use: handler("list", listCities))
        komerce.get("destination/district/:id", use: handler("list", listDistricts))
        komerce.get("destination/sub-district/:id", use: handler("list", listPlaces))
        komerce.post("calculate/domestic-cost", use: handler("cost", priceByPlaces))
        komerce.post("calculate/district/domestic-cost", use: handler("cost", priceByDistricts))
        // Its server is written in Go, and says so here.
        let notFound = Answer(status: 404, type: "text/plain; charset=utf-8", text: "404 page not found")
        komerce.get("**") { _, _ in notFound.response }
        komerce.post("**") { _, _ in notFound.response }
    }

    private func handler(
        _ endpoint: String, _ work: @escaping Stage.Act
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        let records = records
        let hits = hits
        return stage.handler(
            .komerce, endpoint, names: { [Self.key(of: $0)] },
            { call in
                do {
                    guard let key = Self.key(of: call), await records.knowsKomerceKey(key) else {
                        throw KomerceRefusal.invalidKey
                    }
                    guard hits.hit(key, of: "cost") else { return Excuses.quota(.komerce) }
                    return try await work(call)
                } catch let refusal as KomerceRefusal {
                    return refusal.answer
                }
            })
    }

    /// Komerce's header is named plainly `key`.
    private static func key(of call: Call) -> String? {
        call.request.headers.first { $0.name.canonicalName == "key" }?.value
    }

    private func success(_ message: String, _ rows: [JSON]) -> Answer {
        .json(
            ["meta": ["message": .text(message), "code": 200, "status": "success"], "data": .list(rows)], style: .go)
    }

    // MARK: Places

    @Sendable private func search(_ call: Call) throws -> Answer {
        guard let text = call.query.filled("search") else { throw KomerceRefusal.blank("search") }
        let limit = Int(min(100, max(1, call.query.integer("limit") ?? 10)))
        let offset = Int(min(1_000_000, max(0, call.query.integer("offset") ?? 0)))
        let found = book.search(text, limit: limit, offset: offset)
        if found.isEmpty { throw KomerceRefusal.noPlace }
        return success(
            "Success Get Domestic Destinations",
            found.map { index in
                let place = book.places[index]
                let district = book.districts[place.district]
                let city = book.cities[district.city]
                return [
                    "id": .integer(PlaceBook.firstPlaceNumber + Int64(index)), "label": .text(book.label(place)),
                    "province_name": .text(book.provinces[city.province].name), "city_name": .text(city.name),
                    "district_name": .text(district.name), "subdistrict_name": .text(place.name),
                    "zip_code": .text(place.zip),
                ]
            })
    }

    /// Numbered and ordered in a way of its own: one province twice, those of 2022 not at all.
    @Sendable private func listProvinces(_ call: Call) -> Answer {
        success(
            "Success Get Province",
            KomerceProvince.all(in: book).map { ["id": .integer($0.id), "name": .text($0.name)] })
    }

    @Sendable private func listCities(_ call: Call) throws -> Answer {
        let wanted = call.parameter("id")
        guard let province = KomerceProvince.all(in: book).first(where: { String($0.id) == wanted }) else {
            throw KomerceRefusal.noPlace
        }
        return success(
            "Success Get City By Province ID",
            province.cities.map {
                ["id": .integer(Int64($0) + 1), "name": .text(book.cities[$0].name), "zip_code": "0"]
            })
    }

    @Sendable private func listDistricts(_ call: Call) throws -> Answer {
        guard let index = Int(call.parameter("id")).map({ $0 - 1 }), book.cities.indices.contains(index) else {
            throw KomerceRefusal.noPlace
        }
        let city = book.cities[index]
        let first: JSON = ["id": .integer(city.number), "name": .text(city.name), "zip_code": "0"]
        let rows = book.districts[city.districts].map { district -> JSON in
            let zip = book.places[district.places].first { $0.name != "-" }?.zip ?? "0"
            return ["id": .integer(district.number), "name": .text(district.name), "zip_code": .text(zip)]
        }
        return success("Success Get District By City ID", [first] + rows)
    }

    @Sendable private func listPlaces(_ call: Call) throws -> Answer {
        guard let district = Int64(call.parameter("id")).flatMap(book.district) else { throw KomerceRefusal.noPlace }
        return success(
            "Success Get Sub District By District ID",
            district.places.map { index in
                [
                    "id": .integer(PlaceBook.firstPlaceNumber + Int64(index)),
                    "name": .text(book.places[index].name), "zip_code": .text(book.places[index].zip),
                ]
            })
    }

    // MARK: Prices

    @Sendable private func priceByPlaces(_ call: Call) throws -> Answer {
        try price(call) { id in book.place(id).map { book.districts[$0.district] } }
    }

    @Sendable private func priceByDistricts(_ call: Call) throws -> Answer {
        try price(call, book.district)
    }

    /// A number of the wrong kind is not noticed as long as it exists in the other kind: the price is merely wrong.
    private func price(_ call: Call, _ district: (Int64) -> PlaceBook.District?) throws -> Answer {
        let fields = call.body
        let names = ["origin", "destination", "weight", "courier"]
        guard names.allSatisfy({ fields.filled($0) != nil }), let origin = fields.integer("origin"),
            let destination = fields.integer("destination"), let grams = fields.integer("weight"),
            (1...1_000_000_000).contains(grams)
        else { throw KomerceRefusal.missing }
        let codes = (fields.text("courier") ?? "").split(separator: ":", omittingEmptySubsequences: false)
        let couriers = codes.compactMap { Courier.named(String($0)) }
        guard couriers.count == codes.count else { throw KomerceRefusal.unknownCourier }
        guard let from = district(origin), let to = district(destination) else { throw KomerceRefusal.noRate }
        let route = Route(from: from, to: to, in: book)
        let rates = couriers.flatMap { $0.rates(on: route, grams: grams) }
        if rates.isEmpty { throw KomerceRefusal.noRate }
        let isHighestFirst = fields.text("price") == "highest"
        let sorted = rates.sorted { isHighestFirst ? $0.cost > $1.cost : $0.cost < $1.cost }
        return success("Success Calculate Domestic Shipping cost", sorted.map(\.json))
    }
}

/// A no in Komerce's words: HTTP status, `meta.code`, and one of its two words for failure.
struct KomerceRefusal: Error, Equatable {
    let status: Int
    let message: String
    let word: String

    static let invalidKey = KomerceRefusal(status: 400, message: "Invalid Api key, key not found", word: "failed")
    static let noPlace = KomerceRefusal(status: 404, message: "Domestic Destinations Data not found", word: "error")
    static let noRate = KomerceRefusal(
        status: 400, message: "Calculate Domestic Shipping Cost not found", word: "error")
    static let missing = KomerceRefusal(status: 400, message: "Missing Params", word: "error")
    static let unknownCourier = KomerceRefusal(status: 422, message: "Invalid Courier", word: "error")

    static func blank(_ field: String) -> KomerceRefusal {
        KomerceRefusal(status: 422, message: "\(field): cannot be blank.", word: "error")
    }

    var answer: Answer {
        .json(
            [
                "meta": ["message": .text(message), "code": .integer(Int64(status)), "status": .text(word)],
                "data": nil,
            ], status: status, style: .go)
    }
}
