/// A courier with its services, as the sandbox's Komerce sells them.
struct Courier: Sendable {
    let code: String
    let name: String
    /// Whether it goes to Maluku and Papua.
    let goesEast: Bool
    let services: [CourierService]

    static func named(_ code: String) -> Courier? { all.first { $0.code == code } }

    /// The couriers of Komerce's domestic cost, with service names as they were seen there.
    static let all: [Courier] = [
        Courier(
            code: "jne", name: "Jalur Nugraha Ekakurir (JNE)", goesEast: true,
            services: [
                // Inside one city it is not called REG.
                CourierService(name: "CTC", description: "JNE City Courier", percent: 100, bands: .city ... .city),
                CourierService(
                    name: "CTCYES", description: "JNE City Courier", percent: 180, days: .zero, bands: .city ... .city),
                CourierService(name: "REG", description: "Layanan Reguler", percent: 100, bands: .near ... .edge),
                CourierService(
                    name: "YES", description: "Yakin Esok Sampai", percent: 175, days: .most, bands: .near ... .island),
                CourierService(
                    name: "JTR", description: "JNE Trucking", percent: 35, leastKilograms: 10, bands: .near ... .edge),
                CourierService(
                    name: "JTR<130", description: "JNE Trucking", percent: 35, fixedKilograms: 60,
                    bands: .near ... .across),
                CourierService(
                    name: "JTR>130", description: "JNE Trucking", percent: 35, fixedKilograms: 90,
                    bands: .near ... .across),
                CourierService(
                    name: "JTR>200", description: "JNE Trucking", percent: 35, fixedKilograms: 140,
                    bands: .near ... .across),
            ]),
        Courier(
            code: "sicepat", name: "SiCepat Express", goesEast: true,
            services: [
                CourierService(name: "REG", description: "Reguler", percent: 94),
                CourierService(
                    name: "BEST", description: "Besok Sampai Tujuan", percent: 160, days: .most,
                    bands: .city ... .island),
                CourierService(
                    name: "GOKIL", description: "Cargo (Minimal 10kg)", percent: 33, leastKilograms: 10,
                    bands: .near ... .remote),
            ]),
        Courier(
            code: "jnt", name: "J&T Express", goesEast: true,
            services: [CourierService(name: "EZ", description: "Reguler", percent: 97, days: .silent)]),
        Courier(
            code: "pos", name: "POS Indonesia (POS)", goesEast: true,
            services: [
                CourierService(name: "Pos Reguler", description: "240", percent: 90, days: .most),
                CourierService(
                    name: "Pos Nextday", description: "447", percent: 150, days: .most, bands: .city ... .region),
            ]),
        Courier(
            code: "tiki", name: "Citra Van Titipan Kilat (TIKI)", goesEast: true,
            services: [
                CourierService(name: "ECO", description: "Economy Service", percent: 84, days: .indonesian),
                CourierService(name: "REG", description: "Regular Service", percent: 102),
                CourierService(
                    name: "ONS", description: "Over Night Service", percent: 185, days: .most, isFreeFrom: .far),
            ]),
        Courier(
            code: "anteraja", name: "AnterAja", goesEast: false,
            services: [CourierService(name: "REG", description: "Regular", percent: 93)]),
        Courier(
            code: "lion", name: "Lion Parcel", goesEast: false,
            services: [
                CourierService(name: "JAGOPACK", description: "Economy Service", percent: 74, days: .indonesian),
                CourierService(name: "REGPACK", description: "Regular Service", percent: 86),
                CourierService(
                    name: "BOSSPACK", description: "Premium Service", percent: 170, days: .most, bands: .city ... .far),
            ]),
        Courier(
            code: "ninja", name: "Ninja Xpress", goesEast: false,
            services: [CourierService(name: "STANDARD", description: "Standard Service", percent: 92, days: .silent)]),
        Courier(
            code: "ide", name: "ID Express", goesEast: false,
            services: [CourierService(name: "STD", description: "Standard Service", percent: 88)]),
        Courier(
            code: "sap", name: "SAP Express", goesEast: true,
            services: [CourierService(name: "UDRREG", description: "Layanan Reguler", percent: 91)]),
        Courier(
            code: "wahana", name: "Wahana Prestasi Logistik", goesEast: true,
            services: [
                CourierService(name: "Ekonomis", description: "Ekonomis", percent: 70, days: .silent),
                CourierService(name: "Express", description: "Express", percent: 82, days: .indonesian),
                CourierService(
                    name: "Kargo", description: "Kargo", percent: 30, leastKilograms: 20, days: .silent,
                    bands: .near ... .edge),
            ]),
        Courier(
            code: "ncs", name: "Nusantara Card Semesta (NCS)", goesEast: false,
            services: [
                CourierService(name: "NRS", description: "Regular Service", percent: 95),
                CourierService(
                    name: "DARAT", description: "Regular Darat", percent: 60, leastKilograms: 5, days: .most,
                    bands: .near ... .far),
            ]),
        Courier(
            code: "rex", name: "Royal Express Indonesia (REX)", goesEast: false,
            services: [
                CourierService(name: "REG", description: "Regular", percent: 105),
                CourierService(
                    name: "EXP", description: "Express", percent: 160, days: .most, bands: .city ... .island),
                CourierService(
                    name: "M-100", description: "Motor 100cc", percent: 40, fixedKilograms: 70, bands: .near ... .across
                ),
            ]),
        Courier(
            code: "dse", name: "21 Express", goesEast: false,
            services: [
                CourierService(name: "ECO", description: "Economy", percent: 72, days: .silent),
                CourierService(name: "REGULAR", description: "Regular", percent: 84),
            ]),
        // Their services are not known from any capture; one plain service each, on the islands in between.
        Courier(
            code: "rpx", name: "RPX Holding", goesEast: false,
            services: [CourierService(name: "REG", description: "Regular", percent: 110, bands: .city ... .across)]),
        Courier(
            code: "sentral", name: "Sentral Cargo", goesEast: false,
            services: [
                CourierService(
                    name: "REG", description: "Reguler", percent: 40, leastKilograms: 10, bands: .near ... .across)
            ]),
        Courier(
            code: "star", name: "Star Cargo", goesEast: false,
            services: [
                CourierService(
                    name: "REG", description: "Reguler", percent: 42, leastKilograms: 10, bands: .near ... .across)
            ]),
    ]

    /// Rows of an answer: nothing when the courier does not serve the route.
    func rates(on route: Route, grams: Int64) -> [CourierRate] {
        if route.isEastern, !goesEast { return [] }
        return services.filter { $0.serves(route) }.map { service in
            CourierRate(
                courier: name, code: code, service: service.name, description: service.description,
                cost: service.cost(on: route, grams: grams), estimate: service.estimate(on: route))
        }
    }
}

/// A row of `calculate/domestic-cost`.
struct CourierRate: Sendable, Equatable {
    let courier: String
    let code: String
    let service: String
    let description: String
    /// Rupiah for the whole parcel.
    let cost: Int64
    let estimate: String

    var json: JSON {
        [
            "name": .text(courier), "code": .text(code), "service": .text(service),
            "description": .text(description), "cost": .integer(cost), "etd": .text(estimate),
        ]
    }
}
