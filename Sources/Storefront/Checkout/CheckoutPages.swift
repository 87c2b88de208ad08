import Accounts
import HTTPTypes
import Hummingbird
import Ordering
import Shipping
import Tenancy
import Theming
import TokoCore
import Web

/// `/checkout`: everything on one page.
struct CheckoutPages: Sendable {
    let easel: Easel
    let checkout: CheckoutService
    let regions: RegionRepository
    let postalCodes: PostalCodeRefresh?
    let limiter: RateLimiter

    func show(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        let wanted = Form.query(request)["alamat"]
        var typed = CheckoutTyped()
        typed.address = AddressID(typed: wanted)
        let overview = try await checkout.overview(for: customer, in: context.shop, address: typed.address)
        guard overview.cart.isReady else { return .redirect(to: "/keranjang") }
        guard overview.address == nil || wanted == "baru" else {
            return try await draw(try CheckoutView(overview, typed), context)
        }
        var address = AddressTyped()
        address.form.recipient = customer.name
        address.form.phone = customer.phone
        let form = try await form(address, overview)
        return try await draw(try CheckoutView(overview, typed, addressForm: form), context)
    }

    /// Chooses a saved address, or saves the one typed and chooses it.
    func address(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        let posted = try await Form.posted(request)
        try CSRF.check(posted, context.session)
        if let id = AddressID(typed: posted["alamat"]) {
            guard try await AddressRepository(context.shop.database).get(id, of: customer.id) != nil else {
                throw Problem.notFound
            }
            return Self.chosen(id)
        }
        let address = AddressTyped(posted)
        var problems: [AddressField: AddressProblem] = [:]
        var reason: String?
        if address.step == .save {
            switch try await AddressBook(context.shop, regions: regions).save(address, for: customer.id) {
            case .saved(let id): return Self.chosen(id)
            case .refused(let found): problems = found
            case .notSaved(let why): reason = why
            }
        }
        let overview = try await checkout.overview(for: customer, in: context.shop, address: nil)
        guard overview.cart.isReady else { return .redirect(to: "/keranjang") }
        let form = try await form(address, overview, problems)
        var page = CheckoutProblems()
        if let reason { page.add(reason, at: .page) }
        return try await draw(
            try CheckoutView(overview, CheckoutTyped(), page, addressForm: form), context,
            status: address.step == .save ? .unprocessableContent : .ok)
    }

    /// Places the order, or, for the button that only asks for it, counts the total again.
    func place(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        let posted = try await Form.posted(request)
        try CSRF.check(posted, context.session)
        let typed = CheckoutTyped(posted)
        if posted["langkah"] == "total" { return try await again(typed, CheckoutProblems(), customer, context) }
        let missing = CheckoutProblems(typed)
        guard missing.summary.isEmpty, let address = typed.address, let courier = typed.courier,
            let total = typed.totalShown
        else { return try await again(typed, missing, customer, context) }
        let order = PlaceOrder(
            key: typed.key, address: address, courier: courier.code, service: courier.service,
            channel: typed.channel, note: typed.note, totalShown: total,
            analyticsID: await easel.counting(of: context.shop) == nil ? nil : Consent(request, context).visitor,
            wantsWhatsApp: typed.wantsWhatsApp && context.shop.settings.whatsApp.customers)
        // Each press may open a bill at the payment provider, so a card tester's script ends here.
        try await limiter.count(
            "checkout", by: "\(customer.id)", of: context.shop.tenant.id, limit: 30, window: .seconds(600))
        do {
            let placed = try await checkout.place(
                order, for: customer, in: context.shop, origin: context.publicOrigin)
            return .redirect(to: Link("pesanan", placed.code.text).text)
        } catch CheckoutError.alreadyPlaced(let code) {
            return .redirect(to: Link("pesanan", code.text).text)
        } catch let error as CheckoutError {
            guard let problems = CheckoutProblems(error) else { return .redirect(to: "/keranjang") }
            return try await again(typed, problems, customer, context)
        }
    }

    private static func chosen(_ address: AddressID) -> Page {
        .redirect(to: Link("checkout", query: [("alamat", "\(address)")]).text)
    }

    /// The page with everything typed kept. A press that failed is over, so the next one is a new intention.
    private func again(
        _ typed: CheckoutTyped, _ problems: CheckoutProblems, _ customer: Customer, _ context: ShopContext
    ) async throws -> Page {
        let overview = try await checkout.overview(for: customer, in: context.shop, address: typed.address)
        guard overview.cart.isReady else { return .redirect(to: "/keranjang") }
        guard overview.address != nil else { return .redirect(to: "/checkout") }
        var typed = typed
        if !problems.summary.isEmpty { typed.key = .fresh() }
        return try await draw(
            try CheckoutView(overview, typed, problems), context,
            status: problems.summary.isEmpty ? .ok : .unprocessableContent)
    }

    private func form(
        _ typed: AddressTyped, _ overview: CheckoutOverview, _ problems: [AddressField: AddressProblem] = [:]
    ) async throws -> AddressFormView {
        AddressFormView(
            typed: typed, picker: try await RegionPicker(typed, regions, postalCodes),
            action: Link("checkout", "alamat"),
            cancel: overview.addresses.isEmpty ? nil : Link("/checkout"), problems: problems)
    }

    private func draw(
        _ view: CheckoutView, _ context: ShopContext, status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        var view = view
        view.offersWhatsApp = context.shop.settings.whatsApp.customers
        return try await easel.draw(
            "checkout", .own("Checkout", in: context.shop.settings.name), view.view,
            for: .customer(context.session, pieces: view.overview.cart.pieces), in: context, status: status)
    }
}
