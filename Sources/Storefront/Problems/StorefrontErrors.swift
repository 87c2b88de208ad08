import Accounts
import HTTPTypes
import Ordering
import Payments
import TokoCore
import Web

/// The storefront's one list from error to what the customer is told. Errors that a page answers itself are not here.
enum StorefrontErrors {
    static func explain(_ error: any Error) -> Problem? {
        switch error {
        case AddressError.unknown, OrderError.notFound: .notFound
        case let error as CartError: Problem(.conflict, "cart", CartWords.reason(error))
        case is MoneyError, is WeightError:
            Problem(
                .unprocessableContent, "too_much",
                "Jumlah belanja ini melebihi yang bisa dibayar sekaligus. Kurangi isi keranjang, lalu coba lagi.")
        case is PaymentSetupError:
            Problem(
                .serviceUnavailable, "payments_not_set_up",
                "Toko ini belum dapat menerima pembayaran. Silakan hubungi penjual.")
        default: nil
        }
    }
}
