import FoundationEssentials
import Hummingbird

/// BinderByte's interface under `/binderbyte`: `docs.binderbyte.com/api/cek-resi`.
struct BinderByteCalls {
    let desk: BinderByteDesk
    let parcels: Parcels
    let received: Received
    let stage: Stage

    func addRoutes(to router: Router<SandboxContext>) {
        let calls = router.group("binderbyte/v1")
        calls.get("track", use: handler("track", track))
        calls.get("list_courier", use: handler("couriers", listCouriers))
        calls.get("checkQuota", use: handler("quota", quota))
        router.post("_sandbox/binderbyte-keys") { request, context in
            let call = try await Call(request, context)
            guard let key = call.body.filled("key") else {
                return Answer.json(["error": "key: is missing"], status: 400).response
            }
            await desk.add(key, limit: call.body.integer("limit") ?? BinderByteDesk.standardLimit)
            if let shop = call.body.filled("shop") { await received.know(shop, by: [key]) }
            return Answer.json(["key": .text(key)], status: 201).response
        }
    }

    private func handler(
        _ endpoint: String, _ work: @escaping Stage.Act
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        let desk = desk
        return stage.handler(
            .binderbyte, endpoint, names: { [$0.query.filled("api_key")] },
            { call in
                guard let key = call.query.filled("api_key"), await desk.knows(key) else {
                    return Self.refusal("API Key not found")
                }
                return try await work(call)
            })
    }

    private static func refusal(_ message: String) -> Answer {
        .json(["status": 400, "message": .text(message)], status: 400)
    }

    @Sendable private func track(_ call: Call) async -> Answer {
        guard let key = call.query.filled("api_key"), await desk.hit(key) else {
            return Self.refusal("Limit kuota habis")
        }
        guard let courier = call.query.filled("courier"), BinderByteCouriers.names[courier] != nil else {
            return Self.refusal("Courier not found")
        }
        guard let awb = call.query.filled("awb") else { return Self.refusal("AWB is required") }
        // JNE wants the recipient's last five digits.
        if courier == "jne", call.query.filled("number")?.count != 5 { return Self.refusal("Data not found") }
        switch await parcels.find(courier: courier, waybill: awb) {
        case .found(let parcel): return .json(BinderByteAnswer(parcel).json)
        case .unknown: return Self.refusal("Data not found")
        case .impossible: return Self.refusal("Invalid awb or courier")
        }
    }

    @Sendable private func listCouriers(_ call: Call) -> Answer {
        .json(
            .list(BinderByteCouriers.all.map { ["code": .text($0.code), "description": .text($0.name)] }))
    }

    @Sendable private func quota(_ call: Call) async -> Answer {
        let usage = await desk.usage(of: call.query.filled("api_key") ?? "")
        return .json([
            [
                "status": 200, "product": "cek-resi", "count": .text(String(usage.count)),
                "limit": .text(String(usage.limit)), "price": "0", "balance": "0",
            ]
        ])
    }
}

/// Whose keys count, and how much of their plans is used.
actor BinderByteDesk {
    static let standardLimit: Int64 = 2_000

    private var limits: [String: Int64]
    private var hits: [String: Int64] = [:]

    init(keys: [String]) { limits = Dictionary(uniqueKeysWithValues: keys.map { ($0, Self.standardLimit) }) }

    func add(_ key: String, limit: Int64) { limits[key] = limit }

    func knows(_ key: String) -> Bool { limits[key] != nil }

    /// - Returns: whether the plan allowed it.
    func hit(_ key: String) -> Bool {
        guard hits[key, default: 0] < limits[key, default: 0] else { return false }
        hits[key, default: 0] += 1
        return true
    }

    func usage(of key: String) -> (count: Int64, limit: Int64) { (hits[key, default: 0], limits[key, default: 0]) }
}
