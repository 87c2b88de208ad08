import FoundationEssentials
import Hummingbird

/// JSON under `/_sandbox/parcels` for tests: register, push, decide.
struct ParcelInterface {
    let parcels: Parcels
    let clock: SandboxClock

    func addRoutes(to router: Router<SandboxContext>) {
        let list = router.group("_sandbox/parcels")
        list.get { request, context in
            let call = try await Call(request, context)
            let wanted = call.query.filled("waybill")
            let found = await parcels.all.filter { wanted == nil || $0.waybill == wanted }
            return Answer.json(["parcels": .list(found.map(\.json))]).response
        }
        list.post { try await register(Call($0, $1)).response }
        list.post(":courier/:waybill/push") { request, context in
            let call = try await Call(request, context)
            return Self.answer(
                await parcels.push(courier: call.parameter("courier"), waybill: call.parameter("waybill"))
            ).response
        }
        list.post(":courier/:waybill/fate") { request, context in
            let call = try await Call(request, context)
            guard let fate = call.body.filled("fate").flatMap(SandboxParcel.Fate.init(rawValue:)) else {
                return Self.wrongFate.response
            }
            return Self.answer(
                await parcels.decide(
                    courier: call.parameter("courier"), waybill: call.parameter("waybill"), fate)
            ).response
        }
    }

    /// `{"courier", "waybill"}`, and if wanted `recipient`, `origin`, `destination`, `fate`, `pace_seconds`, and
    /// `silent_seconds` until the courier first knows it.
    private func register(_ call: Call) async -> Answer {
        let body = call.body
        guard let courier = body.filled("courier"), BinderByteCouriers.names[courier] != nil else {
            return Self.error("courier: must be one of BinderByte's codes", 400)
        }
        guard let waybill = body.filled("waybill")?.uppercased() else { return Self.error("waybill: is missing", 400) }
        guard let fate = SandboxParcel.Fate(rawValue: body.filled("fate") ?? "delivered") else { return Self.wrongFate }
        let pace = body.integer("pace_seconds") ?? 6 * 3_600
        let silence = body.integer("silent_seconds") ?? 0
        guard (1...8_640_000).contains(pace), (0...8_640_000).contains(silence) else {
            return Self.error("pace_seconds, silent_seconds: must be below 100 days", 400)
        }
        let parcel = SandboxParcel(
            courier: courier, waybill: waybill, recipient: body.filled("recipient") ?? "SITI",
            origin: body.filled("origin") ?? "JAKARTA", destination: body.filled("destination") ?? "BANDUNG",
            firstAt: clock.now + TimeInterval(silence), pace: TimeInterval(pace), fate: fate)
        await parcels.register(parcel)
        return .json(parcel.json, status: 201)
    }

    private static func answer(_ parcel: SandboxParcel?) -> Answer {
        parcel.map { .json($0.json) } ?? error("No such parcel", 404)
    }

    private static let wrongFate = error(
        "fate: must be one of \(SandboxParcel.Fate.allCases.map(\.rawValue).joined(separator: ", "))", 400)

    private static func error(_ message: String, _ status: Int) -> Answer {
        .json(["error": .text(message)], status: status)
    }
}

extension SandboxParcel {
    var json: JSON {
        [
            "courier": .text(courier), "waybill": .text(waybill), "fate": .text(fate.rawValue),
            "status": .text(status), "is_over": .bool(isOver),
            "next_at": .integer(Int64(nextAt.timeIntervalSince1970)),
            "steps": .list(
                steps.map {
                    ["at": .integer(Int64($0.at.timeIntervalSince1970)), "stage": .text($0.stage.rawValue)]
                }),
        ]
    }
}
