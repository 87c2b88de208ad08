import FoundationEssentials
import Logging
import Postgres
import Tenancy
import TokoCore

/// Asks a shop's rate provider as seldom as possible: an answer counts for every customer of the shop, a provider that
/// fails is left alone, and while it is silent a day-old answer will do.
struct RateDesk: Sendable {
    let provider: ShippingRates.Providers

    struct Rates: Hashable, Sendable {
        let list: [ShippingRate]
        /// Whether the provider would say so now, as far as anybody knows.
        let isFresh: Bool
    }

    /// - Throws: ``RateError``, `DatabaseError`, and what reading the key throws.
    func rates(for exact: Parcel, in database: TenantDatabase, at now: Date) async throws -> Rates {
        let parcel = exact.inSteps
        let basis = AnswerBasis(parcel)
        let answers = RateAnswerRepository(database)
        let kept = try await answers.kept(basis)
        if let kept, now.timeIntervalSince(kept.askedAt) < kept.answer.freshness {
            return Rates(list: try Self.rates(kept.answer, parcel), isFresh: true)
        }
        do {
            let answer = try await ask(parcel, in: database, at: now)
            try await answers.keep(answer, for: basis, at: now)
            return Rates(list: try Self.rates(answer, parcel), isFresh: true)
        } catch let error as RateError {
            guard error.isSilence, let kept, case .rates(let list) = kept.answer,
                now.timeIntervalSince(kept.askedAt) < RateAnswer.lastResort
            else { throw error }
            Logger.current.info("yesterday's rates will do", metadata: ["why": "\(error)"])
            return Rates(list: list, isFresh: false)
        }
    }

    private static func rates(_ answer: RateAnswer, _ parcel: Parcel) throws(RateError) -> [ShippingRate] {
        switch answer {
        case .rates(let list): return list
        case .noCourier: throw .noCourier
        case .unknownDestination: throw .unknownDestination
        case .unknownOrigin: throw .unknownOrigin(parcel.origin?.villageCode ?? "")
        }
    }

    private func ask(_ parcel: Parcel, in database: TenantDatabase, at now: Date) async throws -> RateAnswer {
        let health = ProviderHealthRepository(database)
        guard try await health.mayTry(.komerce, at: now) else {
            throw RateError.unavailable("it failed too often lately, and is left alone for a while")
        }
        let answer: RateAnswer
        do {
            answer = .rates(try await provider(database).rates(for: parcel))
        } catch let error as RateError {
            switch error {
            case .noCourier: answer = .noCourier
            case .unknownDestination: answer = .unknownDestination
            case .unknownOrigin: answer = .unknownOrigin
            case .refusedKey(let reason):
                try await health.failed(.komerce, reason: reason, isRefusal: true, at: now)
                throw error
            case .unavailable(let reason):
                try await health.failed(.komerce, reason: reason, isRefusal: false, at: now)
                throw error
            case .quotaExhausted, .misconfigured: throw error
            }
        }
        try await health.succeeded(.komerce, at: now)
        return answer
    }
}

extension Parcel {
    /// The same with its weight rounded up to 100 grams: couriers bill no finer, and nearly equal carts share an answer.
    var inSteps: Parcel {
        let grams = max(1, (weight.grams + 99) / 100) * 100
        let stepped: Weight
        // Only the heaviest weight there is has no step above.
        do { stepped = try Weight(grams: grams) } catch { stepped = weight }
        return Parcel(
            lines: lines, weight: stepped, value: value, origin: origin, destination: destination, couriers: couriers,
            hiddenServices: hiddenServices, choices: choices)
    }
}

extension RateError {
    /// Whether the provider says nothing for now, which is no word about this way.
    var isSilence: Bool {
        switch self {
        case .quotaExhausted, .unavailable, .refusedKey: true
        case .noCourier, .unknownDestination, .unknownOrigin, .misconfigured: false
        }
    }
}
