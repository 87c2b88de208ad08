import Catalog
import Hummingbird
import Ordering
public import Web

/// What the owner's pages tell when something is refused.
public enum AdminProblem {
    static let notYours = Problem(
        .forbidden, "not_yours", "Akun Anda tidak boleh melakukan ini. Mintalah kepada pemilik toko.")

    public static func explain(_ error: any Error) -> Problem? {
        switch error {
        case OrderError.notFound: .notFound
        case OrderError.notAllowed(let from, let to):
            Problem(
                .conflict, "order_state",
                "Pesanan ini berstatus “\(AdminWords.state(from))”, jadi tidak bisa diubah menjadi “\(AdminWords.state(to))”. "
                    + "Mungkin sudah ada yang mengubahnya; muat ulang halamannya.")
        case StockError.unknownVariant: .notFound
        default: nil
        }
    }

    public static func draw(_ problem: Problem, _ context: ShopContext) -> Page? {
        AdminLayout(context: context, section: nil, title: title(problem), notice: .problem(problem.message))
            .page("<p><a class=\"button\" href=\"/admin\">Kembali ke pesanan</a></p>", status: problem.status)
    }

    private static func title(_ problem: Problem) -> String {
        switch problem.status.code {
        case 404: "Tidak ditemukan"
        case 403: "Tidak diizinkan"
        case 409: "Belum bisa"
        default: "Ada gangguan"
        }
    }
}
