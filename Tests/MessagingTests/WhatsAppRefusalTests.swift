import Jobs
import Testing
import WebClient

@testable import Messaging

/// What each of Meta's error codes does to a job.
@Suite struct WhatsAppRefusalTests {
    private enum Fate: Hashable {
        case later(Duration?), notYet(Duration?), permanent, account(Duration?)
    }

    private func fate(_ code: Int, status: Int, headers: [(String, String)] = []) throws -> Fate {
        let body =
            #"{"error":{"message":"(#\#(code)) Words","type":"OAuthException","code":\#(code),"error_data":{"messaging_product":"whatsapp","details":"More words"},"fbtrace_id":"A"}}"#
        let response = WebResponse(status: status, headers: headers, body: Array(body.utf8))
        let refusal = try #require(WhatsAppRefusal(response))
        #expect(refusal.words == "\(code): (#\(code)) Words (More words)")
        switch refusal.failure(response) {
        case .later(let reason, let after):
            #expect(reason.contains("\(code)"))
            return .later(after)
        case .notYet(let reason, let after):
            #expect(reason.contains("\(code)"))
            return .notYet(after)
        case .permanent(let reason):
            #expect(reason.contains("\(code)"))
            return .permanent
        case .account(let reason, let after):
            #expect(reason.contains("\(code)"))
            return .account(after)
        case .unknown:
            Issue.record("a refusal is no doubt")
            return .permanent
        }
    }

    @Test(arguments: [
        (0, 401), (3, 500), (10, 403), (190, 401), (200, 403), (299, 403), (368, 403), (131_005, 403), (131_031, 403),
        (131_042, 400), (131_045, 500), (133_010, 400),
    ])
    func `what is wrong with the account holds up the lane for an hour`(code: Int, status: Int) throws {
        #expect(try fate(code, status: status) == .account(.seconds(3_600)))
    }

    @Test func `a number held for spam waits four hours`() throws {
        #expect(try fate(131_048, status: 400) == .account(.seconds(4 * 3_600)))
    }

    @Test(arguments: [4, 80_007, 130_429])
    func `a limit of the shop's rate waits a minute, or as long as Meta says`(code: Int) throws {
        #expect(try fate(code, status: 429) == .later(.seconds(60)))
        #expect(try fate(code, status: 429, headers: [("Retry-After", "120")]) == .later(.seconds(120)))
    }

    @Test func `maintenance of the number waits an hour`() throws {
        #expect(try fate(131_057, status: 400) == .later(.seconds(3_600)))
    }

    @Test func `one receiver who has had enough holds up nobody else`() throws {
        #expect(try fate(131_056, status: 400) == .notYet(.seconds(60)))
        #expect(try fate(131_049, status: 400) == .notYet(.seconds(86_400)))
    }

    @Test(arguments: [132_001, 132_015])
    func `a template that is missing or paused waits ten minutes`(code: Int) throws {
        #expect(try fate(code, status: 404) == .notYet(.seconds(600)))
    }

    @Test(arguments: [1, 2, 131_000, 131_016, 133_004])
    func `a trouble of Meta's own is tried again as the lane does`(code: Int) throws {
        #expect(try fate(code, status: 500) == .later(nil))
    }

    @Test(arguments: [
        33, 100, 131_008, 131_009, 131_021, 131_026, 131_047, 131_050, 131_051, 132_000, 132_016, 132_005, 132_007,
        132_012,
    ])
    func `what is wrong with one message parks that message alone`(code: Int) throws {
        #expect(try fate(code, status: 400) == .permanent)
    }

    @Test func `a body that is no error of Meta's is no refusal`() {
        #expect(WhatsAppRefusal(WebResponse(status: 502, headers: [], body: Array("<html>".utf8))) == nil)
    }
}
