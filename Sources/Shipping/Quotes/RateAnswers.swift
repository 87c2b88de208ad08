import FoundationEssentials
import Postgres
import TokoCore

/// What the provider said of a way and a weight.
enum RateAnswer: Hashable, Sendable {
    case rates([ShippingRate])
    case noCourier
    case unknownDestination
    case unknownOrigin

    /// How long it is taken for what the provider would say now.
    var freshness: TimeInterval {
        switch self {
        case .rates: 12 * 3_600
        // A mistake of theirs may be mended sooner, and an owner may be waiting for it.
        case .noCourier, .unknownDestination, .unknownOrigin: 3_600
        }
    }

    /// How long it will do while the provider says nothing.
    static let lastResort: TimeInterval = 24 * 3_600
}

/// A shop's answers of the rate provider, so that the next customer's question costs none of the plan's calls. All of it
/// throws `DatabaseError`.
struct RateAnswerRepository: Sendable {
    private let database: TenantDatabase

    init(_ database: TenantDatabase) { self.database = database }

    func kept(_ basis: AnswerBasis) async throws -> (answer: RateAnswer, askedAt: Date)? {
        guard let row = try await database.query(RateAnswerSQL.kept, .bytes(basis.bytes)).first else { return nil }
        let answer: RateAnswer
        switch try row.text("outcome") {
        case "rates": answer = .rates(try ShippingRate.list(row.text("rates")))
        case "no_courier": answer = .noCourier
        case "unknown_origin": answer = .unknownOrigin
        case "unknown_destination": answer = .unknownDestination
        default: throw DatabaseError.decoding(column: "outcome", expected: "the outcome of a question for rates")
        }
        return (answer, try row.date("asked_at"))
    }

    /// Keeps an answer in place of the one before, and clears away those that will not even do as a last resort.
    func keep(_ answer: RateAnswer, for basis: AnswerBasis, at now: Date) async throws {
        var rates: [ShippingRate] = []
        let outcome: String
        switch answer {
        case .rates(let list): (outcome, rates) = ("rates", list)
        case .noCourier: outcome = "no_courier"
        case .unknownDestination: outcome = "unknown_destination"
        case .unknownOrigin: outcome = "unknown_origin"
        }
        try await database.run([
            Statement(RateAnswerSQL.forget, .timestamp(now - RateAnswer.lastResort)),
            Statement(
                RateAnswerSQL.keep, .bytes(basis.bytes), .text(outcome), .json(try ShippingRate.json(rates)),
                .timestamp(now)),
        ])
    }
}

extension ShippingRate {
    static func json(_ rates: [ShippingRate]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(rates), as: UTF8.self)
    }

    static func list(_ json: String) throws -> [ShippingRate] {
        do {
            return try JSONDecoder().decode([ShippingRate].self, from: Data(json.utf8))
        } catch is DecodingError {
            throw DatabaseError.decoding(column: "rates", expected: "a list of shipping rates")
        }
    }
}

enum RateAnswerSQL {
    /// $1 basis -> outcome, rates, asked_at; at most one row
    static let kept = SQL(
        "rate_answer.kept", "SELECT outcome, rates, asked_at FROM {rate_answer} WHERE basis = $1")

    /// $1 asked before when
    static let forget = SQL("rate_answer.forget", "DELETE FROM {rate_answer} WHERE asked_at < $1")

    /// $1 basis, $2 outcome, $3 rates, $4 now
    static let keep = SQL(
        "rate_answer.keep",
        """
        INSERT INTO {rate_answer} (basis, outcome, rates, asked_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (basis) DO UPDATE
        SET outcome = excluded.outcome, rates = excluded.rates, asked_at = excluded.asked_at
        """)
}
