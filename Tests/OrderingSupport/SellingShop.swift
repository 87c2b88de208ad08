public import Accounts
import Catalog
import FoundationEssentials
public import Ordering
public import Payments
import Postgres
import Sandbox
import Shipping
public import Tenancy
public import TestSupport
public import TokoCore
import Vault

/// A shop that sells one shirt, with the sandbox as its bank: orders in it are made and paid as customers do it.
public struct SellingShop: Sendable {
    public static let price: Int64 = 100_000
    public static let shippingCost: Int64 = 20_000

    public let fixture: ShopFixture
    public let shop: Shop
    public let gateways: PaymentGateways
    public let variant: VariantID
    let checkout: CheckoutService
    /// The key that signs this shop's callbacks.
    let privateKey: String

    /// An order that waits for its money.
    public func order(by name: String = "Siti", street: String = "Jl. Melati 5", note: String = "") async throws
        -> OrderCode
    {
        let subject = "google-\(UInt64.random(in: 0...UInt64.max))"
        let id: CustomerID = try await shop.database.query(
            SellingSQL.customer, .text(subject), .text("\(subject)@example.test"), .text(name)
        ).one().id("id")
        guard let customer = try await CustomerRepository(shop.database).customer(id) else { throw Absent.customer }
        let form = AddressForm(
            recipient: name, phone: "081234567890", street: street, villageCode: "31.71.06.1001", postalCode: "10310")
        let lineage = RegionLineage(
            villageCode: "31.71.06.1001", village: "Menteng", district: "Menteng",
            regency: "Kota Administrasi Jakarta Pusat", province: "DKI Jakarta", postalCode: "10310")
        let address = try await AddressRepository(shop.database).save(try form.check(lineage: lineage), of: id)
        try await CartService(shop.database).add(variant, .one, for: id)
        _ = try await checkout.overview(for: customer, in: shop, address: nil)
        guard let key = IdempotencyKey("key-\(UInt64.random(in: 1_000_000_000...UInt64.max))") else {
            throw Absent.order
        }
        let request = PlaceOrder(
            key: key, address: address.id, courier: "jne", service: "REG", channel: "BNIVA", note: note,
            totalShown: try Money(rupiah: Self.price + Self.shippingCost))
        return try await checkout.place(request, for: customer, in: shop, origin: "http://\(fixture.host)").code
    }

    /// An order whose money has come.
    public func paidOrder(by name: String = "Siti", street: String = "Jl. Melati 5", note: String = "") async throws
        -> OrderCode
    {
        let code = try await order(by: name, street: street, note: note)
        let callback = try await callback(for: code)
        let answer = try await PaymentCallbacks(gateways: gateways).take(
            rawBody: callback.body, signature: callback.signature, event: TriPayCallback.event, for: shop)
        guard answer == .success else { throw Absent.payment }
        return code
    }

    /// What TriPay posts about an order's bill.
    public func callback(for code: OrderCode, status: String = "PAID", total: Int64? = nil) async throws -> BillCallback
    {
        guard let payment = try await detail(code).payment, let reference = payment.reference else {
            throw Absent.payment
        }
        return signed(
            """
            {"reference":"\(reference)","merchant_ref":"\(payment.merchantRef)",\
            "payment_method":"BNI Virtual Account","payment_method_code":"\(payment.channel)",\
            "total_amount":\(total ?? payment.due.rupiah),"fee_merchant":0,"fee_customer":\(payment.customerFee.rupiah),\
            "total_fee":\(payment.customerFee.rupiah),"amount_received":\(payment.requested.rupiah),\
            "is_closed_payment":1,"status":"\(status)","paid_at":1772341200,"note":null}
            """)
    }

    /// Any bytes with this shop's signature.
    public func signed(_ text: String) -> BillCallback {
        let body = Array(text.utf8)
        let mac = HMAC.sha256(key: Array(privateKey.utf8), message: body)
        return BillCallback(body: body, signature: Hex.encode(mac))
    }

    public func detail(_ code: OrderCode) async throws -> OrderDetail {
        guard let detail = try await OrderRepository(shop.database).detail(code, of: nil) else { throw Absent.order }
        return detail
    }

    public func state(of code: OrderCode) async throws -> OrderState { try await detail(code).order.state }

    public func onHand() async throws -> Int64 {
        try await shop.database.query(SellingSQL.onHand, .id(variant)).one().int("on_hand")
    }

    /// Somebody of the staff, signed in: the cookie's value and the token of their forms.
    public func staff(_ role: StaffRole = .owner) async throws -> NewSession {
        let people = StaffRepository(shop.database)
        let link = try await people.invite(email: "\(role)@\(fixture.host)", name: "Ibu \(role)", role: role)
        return try await people.acceptLink(link.text, password: "kopi tubruk manis")
    }
}

public struct BillCallback: Sendable {
    public let body: [UInt8]
    /// Hex, for `X-Callback-Signature`.
    public let signature: String
}

public enum Absent: Error { case customer, order, payment, shop }
