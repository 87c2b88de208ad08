import HTTPTypes
import Theming
import Web

/// A page for what went wrong.
struct ProblemView {
    static let page = PageShape(
        "message",
        Frame.shape.merging(["code": .text, "heading": .text, "text": .text, "retryLink": .link]))

    let problem: Problem
    var retry: Link?

    static func heading(_ problem: Problem) -> String {
        switch problem.status {
        case .notFound: "Halaman tidak ditemukan"
        case .forbidden: "Permintaan ditolak"
        case .tooManyRequests: "Pelan-pelan dulu"
        case .serviceUnavailable: "Toko sedang sibuk"
        case let status where status.kind == .serverError: "Ada gangguan"
        default: "Tidak dapat diproses"
        }
    }

    var view: ViewTree {
        [
            "code": .text("\(problem.status.code)"), "heading": .text(Self.heading(problem)),
            "text": .text(problem.message), "retryLink": .link(retry),
        ]
    }
}
