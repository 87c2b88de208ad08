import Accounts
import Logging
import Payments
import Shipping
import Tenancy
import TokoCore

extension CheckoutService {
    /// What couriers ask for this cart to this address; the reason when there is nothing to choose from.
    func offer(_ cart: Cart, to address: Address?, for customer: Customer, in shop: Shop) async throws
        -> ShippingOffer
    {
        guard let address, cart.isReady else { return .needsAddress }
        do {
            let quote = try await rates.quote(
                for: customer.id, try await parcel(cart, to: address, in: shop), in: shop.database)
            guard let missing = quote.missing else { return .rates(quote.rates) }
            Logger.current.warning("no rates of couriers", metadata: ["why": "\(missing)"])
            return .ownRates(quote.rates, insteadOf: ShippingGap(missing))
        } catch let error as RateError {
            Logger.current.warning("no rates", metadata: ["why": "\(error)"])
            return .nothing(ShippingGap(error))
        }
    }

    func paymentOffer(in shop: Shop) async throws -> PaymentOffer {
        do {
            let list = try await gateways.channels(for: shop.tenant.id)
            return .channels(list.channels.choosable(allowed: shop.settings.channels))
        } catch let error as GatewayError {
            Logger.current.warning("channels not known", metadata: ["why": "\(error)"])
            return .unavailable
        } catch let error as PaymentSetupError {
            Logger.current.error("payments not set up", metadata: ["why": "\(error)"])
            return .notSetUp
        }
    }

    /// The parcel that the cart makes.
    func parcel(_ cart: Cart, to address: Address, in shop: Shop) async throws -> Parcel {
        var origin: ShippingPlace?
        if let village = shop.settings.originVillage, let lineage = try await regions.lineage(of: village) {
            origin = ShippingPlace(lineage, postalCode: shop.settings.originPostalCode)
        }
        return Parcel(
            lines: cart.lines.map { Parcel.Line(variant: $0.variant, quantity: $0.quantity) }, weight: cart.weight,
            value: cart.subtotal, origin: origin,
            destination: ShippingPlace(
                villageCode: address.villageCode, village: address.village, district: address.district,
                regency: address.regency, province: address.province, postalCode: address.postalCode),
            couriers: shop.settings.couriers, hiddenServices: shop.settings.hiddenServices,
            choices: shop.settings.rates)
    }
}

extension Sequence<PaymentChannel> {
    /// What a customer may look at, whatever the total: those that take it are chosen from these.
    fileprivate func choosable(allowed: [String]) -> [PaymentChannel] {
        filter { $0.isActive && (allowed.isEmpty || allowed.contains($0.code)) }
            .sorted { left, right in (left.group, left.name) < (right.group, right.name) }
    }
}
