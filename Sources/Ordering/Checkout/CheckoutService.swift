public import Accounts
import FoundationEssentials
import Logging
public import Payments
import Postgres
public import Shipping
public import Tenancy
public import TokoCore

/// From cart to bill. Everything that costs is computed here from what the server knows.
public struct CheckoutService: Sendable {
    let gateways: PaymentGateways
    let rates: ShippingRates
    let regions: RegionRepository

    public init(gateways: PaymentGateways, rates: ShippingRates, regions: RegionRepository) {
        self.gateways = gateways
        self.rates = rates
        self.regions = regions
    }

    /// - Parameter chosen: an address of the customer; nil, or another's, means the default one.
    /// - Throws: ``DatabaseError``. Providers that are away are part of the overview, not errors.
    public func overview(for customer: Customer, in shop: Shop, address chosen: AddressID?) async throws
        -> CheckoutOverview
    {
        let cart = try await CartService(shop.database).cartSeeingPrices(of: customer.id)
        let addresses = try await AddressRepository(shop.database).list(of: customer.id)
        let address =
            addresses.first { $0.id == chosen } ?? addresses.first { $0.isDefault } ?? addresses.first
        async let shipping = offer(cart, to: address, for: customer, in: shop)
        async let payment = paymentOffer(in: shop)
        return CheckoutOverview(
            cart: cart, addresses: addresses, address: address, shipping: try await shipping,
            payment: try await payment)
    }

    /// Places the order and opens its bill. Pressing twice, reloading and retrying with one key give one order.
    /// - Parameter origin: the shop's public origin, for the addresses that the payment provider calls.
    /// - Throws: ``CheckoutError``: nothing is charged or held then, and the cart is as it was. ``DatabaseError``.
    public func place(_ request: PlaceOrder, for customer: Customer, in shop: Shop, origin: String) async throws
        -> PlacedOrder
    {
        if let earlier = try await OrderRepository(shop.database).code(for: request.key, of: customer.id) {
            return try await self.earlier(earlier, of: customer, in: shop)
        }
        let draft = try await draft(request, for: customer, in: shop)
        let channel = try await channel(request.channel, taking: draft.total, in: shop)
        let gateway = try await gateway(of: shop)
        let bill = BillRequest(
            order: draft.code, attempt: 1, channel: channel.code, amount: draft.total,
            customer: .init(name: customer.name, email: customer.email, phone: draft.address.phone),
            lines: draft.billLines, shipping: draft.rate.cost, callbackURL: "\(origin)/webhook/tripay",
            returnURL: "\(origin)/pesanan/\(draft.code)", window: shop.settings.paymentExpiryMinutes, now: Date())
        let outcome = try await OrderWriter(database: shop.database)
            .write(draft, merchantRef: bill.merchantRef, channelName: channel.name, ends: bill.deadline)
        switch outcome {
        case .earlier(let code):
            return try await earlier(code, of: customer, in: shop)
        case .written(let written):
            Logger.current.info(
                "order placed", metadata: ["order": "\(draft.code)", "rupiah": "\(draft.total.rupiah)"])
            let result = try await BillOpening(database: shop.database)
                .open(bill, payment: written.payment, order: written.order, at: gateway)
            switch result {
            case .opened, .unknown: return try await earlier(draft.code, of: customer, in: shop)
            case .refused: throw CheckoutError.paymentRefused
            case .unavailable: throw CheckoutError.paymentUnavailable
            }
        }
    }

    private func draft(_ request: PlaceOrder, for customer: Customer, in shop: Shop) async throws -> OrderDraft {
        let cart = try await CartService(shop.database).cart(of: customer.id)
        guard !cart.isEmpty else {
            if let recent = try await shop.database.query(PlacingSQL.recent, .id(customer.id)).first {
                throw CheckoutError.alreadyPlaced(try OrderCode(row: recent))
            }
            throw CheckoutError.emptyCart
        }
        guard cart.isReady else { throw CheckoutError.cartNotReady }
        guard let address = try await AddressRepository(shop.database).get(request.address, of: customer.id) else {
            throw CheckoutError.noAddress
        }
        let parcel = try await parcel(cart, to: address, in: shop)
        // Only a quote that was shown counts: it is not asked for anew behind the customer's back.
        guard let quote = try await QuoteRepository(shop.database).fresh(customer.id, QuoteBasis(parcel)) else {
            throw CheckoutError.quoteGone
        }
        return try OrderDraft(request, cart: cart, customer: customer, address: address, rates: quote.rates)
    }

    private func earlier(_ code: OrderCode, of customer: Customer, in shop: Shop) async throws -> PlacedOrder {
        let detail = try await OrderRepository(shop.database).detail(code, of: customer.id)
        if detail?.order.state == .cancelled, detail?.payment?.state == .refused { throw CheckoutError.paymentRefused }
        return PlacedOrder(code: code, payURL: detail?.payment?.payURL)
    }

    private func channel(_ code: String, taking total: Money, in shop: Shop) async throws -> PaymentChannel {
        do {
            let offered = try await gateways.channels(for: shop.tenant.id).channels
                .offered(for: total, allowed: shop.settings.channels)
            guard let channel = offered.first(where: { $0.code == code }) else {
                throw CheckoutError.channelNotOffered
            }
            return channel
        } catch let error as GatewayError {
            Logger.current.warning("channels not known", metadata: ["why": "\(error)"])
            throw CheckoutError.paymentUnavailable
        } catch let error as PaymentSetupError {
            Logger.current.error("payments not set up", metadata: ["why": "\(error)"])
            throw CheckoutError.paymentNotSetUp
        }
    }

    private func gateway(of shop: Shop) async throws -> TriPayGateway {
        do {
            return try await gateways.gateway(for: shop.tenant.id)
        } catch let error as PaymentSetupError {
            Logger.current.error("payments not set up", metadata: ["why": "\(error)"])
            throw CheckoutError.paymentNotSetUp
        }
    }
}
