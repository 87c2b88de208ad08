import Hummingbird
import TestSupport
import Testing
import TokoCore
import Web
import WebClient
import WebSupport

@Suite struct ProblemTests {
    /// Its text names what no page may show.
    struct Secret: Error, CustomStringConvertible {
        let description = "password=rahasia-123"
    }

    struct Outage: LoggableError {
        let logDescription = "rahasia-123 is away"
        let isOutage = true
    }

    struct Known: Error {}

    private func withThrowing(
        _ errors: [any Error], explain: @escaping ProblemMiddleware.Explanation = { _ in nil },
        _ body: @Sendable (Browser) async throws -> Void
    ) async throws {
        try await withShops { shops in
            try await withServer(of: shops) { group in
                let pages = group.withPlainProblems(explain: explain)
                for (number, error) in errors.enumerated() {
                    pages.get("x/\(number)") { _, _ -> Page in throw error }
                    pages.post("x/\(number)") { _, _ -> Page in throw error }
                }
            } _: { server in
                try await body(server.browser(at: "shop-1.test"))
            }
        }
    }

    struct Case: Sendable {
        let error: any Error
        let status: Int
        let code: String
    }

    static let cases = [
        Case(error: Problem.tooMany, status: 429, code: "too_many"),
        Case(error: Problem.foreignForm, status: 403, code: "foreign_form"),
        Case(error: HTTPError(.notFound), status: 404, code: "not_found"),
        Case(error: HTTPError(.contentTooLarge), status: 413, code: "too_large"),
        Case(error: HTTPError(.badRequest, message: "rahasia-123"), status: 400, code: "unreadable"),
        Case(error: HTTPError(.unsupportedMediaType), status: 400, code: "unreadable"),
        Case(error: HTTPError(.badGateway, message: "rahasia-123"), status: 500, code: "broken"),
        Case(error: Secret(), status: 500, code: "broken"),
        Case(error: Outage(), status: 503, code: "unavailable"),
        Case(error: CancellationError(), status: 500, code: "broken"),
    ]

    @Test func `an error becomes the problem that a visitor can be told`() async throws {
        try await withThrowing(Self.cases.map(\.error)) { browser in
            for (number, expected) in Self.cases.enumerated() {
                let response = try await browser.get("/x/\(number)")
                #expect(response.status == expected.status, "\(expected)")
                #expect(response.text == expected.code, "\(expected)")
            }
        }
    }

    @Test func `a group's own errors are explained by it`() async throws {
        try await withThrowing([Known()]) { error in
            error is Known ? Problem(.conflict, "known", "Sudah ada.") : nil
        } _: { browser in
            let response = try await browser.get("/x/0")
            #expect(response.status == 409)
            #expect(response.text == "known")
        }
    }

    @Test func `whoever must sign in comes back to a page, but not to a form that was posted`() async throws {
        try await withThrowing([SignInNeeded.staff]) { browser in
            let page = try await browser.get("/x/0?a=%2F&b=2")
            #expect(page.status == 303)
            #expect(page.location == "/masuk/staff?kembali=%2Fx%2F0%3Fa%3D%252F%26b%3D2")
            let form = try await browser.post("/x/0", [("a", "1")])
            #expect(form.status == 303)
            #expect(form.location == "/masuk/staff?kembali=%2F")
        }
    }

    @Test(
        arguments: [
            (Problem.notFound, 404), (.foreignForm, 403), (.broken, 500), (.unavailable, 503),
        ] as [(Problem, Int)])
    func `a problem that cannot be drawn is told on a plain page`(problem: Problem, status: Int) async throws {
        try await withShops { shops in
            try await withServer(of: shops) { group in
                group.group()
                    .add(
                        middleware: ProblemMiddleware(
                            explain: { _ in nil }, signIn: { _, _ in .redirect(to: "/") }, draw: { _, _ in nil })
                    )
                    .get("x") { _, _ -> Page in throw problem }
            } _: { server in
                let response = try await server.browser(at: "shop-1.test").get("/x")
                #expect(response.status == status)
                #expect(response.text.contains(problem.message))
                #expect(response.header("Content-Type") == "text/html; charset=utf-8")
                #expect(response.header("Cache-Control") == "no-store")
            }
        }
    }

    @Test func `a page of last resort says nothing of the cause`() async throws {
        try await withShops { shops in
            try await withServer(of: shops) { group in
                group.group()
                    .add(
                        middleware: ProblemMiddleware(
                            explain: { _ in nil }, signIn: { _, _ in .redirect(to: "/") }, draw: { _, _ in nil })
                    )
                    .get("x") { _, _ -> Page in throw Secret() }
            } _: { server in
                let response = try await server.browser(at: "shop-1.test").get("/x")
                #expect(response.status == 500)
                #expect(!response.text.contains("rahasia"))
                #expect(!response.text.contains("Secret"))
                #expect(!response.headers.contains { $0.1.contains("rahasia") })
            }
        }
    }
}
