import Accounts
import FoundationEssentials
import Hummingbird
import Jobs
import Ordering
import Tenancy
import TokoCore
import Web

/// Routes under `/admin/pesan`.
struct MessagePages {
    func add(to group: RouterGroup<ShopContext>) {
        group.get("pesan", use: show)
        group.post("pesan/ulangi-semua") { request, context in
            try await change(request, context) { jobs, _ in
                let count = try await jobs.retryAll(at: Date())
                return ("tertahan", count == 0 ? "sudah-tidak-ada" : "diulangi-semua")
            }
        }
        group.post("pesan/:id/ulangi") { request, context in
            try await change(request, context) { jobs, _ in
                let found = try await jobs.retry(try Self.number(context), at: Date())
                return ("tertahan", found ? "diulangi" : "sudah-tidak-ada")
            }
        }
        group.post("pesan/:id/buang") { request, context in
            try await change(request, context) { jobs, form in
                let found = try await jobs.drop(try Self.number(context), at: Date())
                let filter = MessageListPage.Filter(rawValue: form["dari"]) ?? .parked
                return (filter.rawValue, found ? "dibuang" : "sudah-tidak-ada")
            }
        }
    }

    private static let done: [String: AdminLayout.Notice] = [
        "diulangi": .done("Pesan dicoba lagi."),
        "diulangi-semua": .done("Semua pesan yang tertahan dicoba lagi."),
        "dibuang": .done("Pesan dibuang dan tidak akan dikirim."),
        "sudah-tidak-ada": .problem("Pesan itu sudah tidak di sini: mungkin sudah terkirim atau diubah orang lain."),
    ]

    @Sendable private func show(request: Request, context: ShopContext) async throws -> Page {
        guard try context.staff().role.maySeeMessages else { throw AdminProblem.notYours }
        let query = Form.query(request)
        let jobs = JobRepository(context.shop.database)
        let filter = MessageListPage.Filter(rawValue: query["status"]) ?? .parked
        let size = MessageListPage.pageSize
        async let found = jobs.list(state: filter.state, before: Int64(query["sebelum"]), limit: size + 1)
        async let counted = jobs.counts()
        let list = try await found
        let shown = Array(list.prefix(Int(size)))
        let orders = try await OrderBrief.all(Array(Set(shown.compactMap(\.order))), in: context.shop.database)
        let counts = try await counted.reduce(into: [:]) { $0[$1.state, default: 0] += $1.jobs }
        return MessageListPage(
            context: context, filter: filter, jobs: shown, hasMore: list.count > shown.count, orders: orders,
            counts: counts, now: Date()
        ).page(notice: Self.done[query["selesai"]])
    }

    private func change(
        _ request: Request, _ context: ShopContext,
        _ step: (JobRepository, Form) async throws -> (filter: String, done: String)
    ) async throws -> Page {
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        guard try context.staff().role.maySeeMessages else { throw AdminProblem.notYours }
        let (filter, done) = try await step(JobRepository(context.shop.database), form)
        return .redirect(to: "/admin/pesan?status=\(filter)&selesai=\(done)")
    }

    private static func number(_ context: ShopContext) throws -> Int64 {
        guard let number = Int64(try context.parameters.require("id")), number > 0 else { throw Problem.notFound }
        return number
    }
}
