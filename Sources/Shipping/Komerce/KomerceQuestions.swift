import FoundationEssentials
import WebClient

/// Puts questions to either of Komerce's products. All of them only read, so they may be repeated: once, when the network
/// or the server failed, but not after a time-out, for a customer is waiting. Each try counts against the shop's plan.
struct KomerceQuestions: Sendable {
    let transport: WebTransport
    /// Komerce documents no limit of its own.
    let timeout: Duration
    let budget: CallBudget?
    /// Which of the shop's keys is at fault when Komerce refuses it.
    let keyName: String

    /// Nil when nothing is found.
    /// - Throws: ``RateError``, `DatabaseError`, `CancellationError`.
    func ask<Answer: Decodable & Sendable>(_ request: WebRequest, as _: Answer.Type) async throws -> Answer? {
        var request = request
        request.timeout = timeout
        var triesLeft = 2
        while true {
            triesLeft -= 1
            try await budget?.spend()
            do {
                let response = try await transport.send(request)
                switch KomerceAnswer(response, keyName: keyName) {
                case .success(let body): return try JSONDecoder().decode(Answer.self, from: Data(body))
                case .notFound: return nil
                case .failure(.quotaExhausted):
                    try await budget?.exhausted(retryAfter: Self.retryAfter(response))
                    throw RateError.quotaExhausted
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
                throw RateError.unavailable("the answer's data are of another form")
            }
        }
    }

    /// Documented for another product of theirs only, and honoured if it comes.
    private static func retryAfter(_ response: WebResponse) -> Duration? {
        response.header("Retry-After").flatMap(Int64.init).map { .seconds($0) }
    }
}
