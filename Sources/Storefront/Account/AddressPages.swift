import Accounts
import HTTPTypes
import Hummingbird
import Shipping
import Tenancy
import Theming
import TokoCore
import Web

/// `/akun/alamat`: the address book, and its form by `?baru=1` or `?ubah=<id>`.
struct AddressPages: Sendable {
    static let page = PageShape(
        "addresses",
        Frame.shape.merging([
            "heading": .text, "problems": .each(FormProblems.shape),
            "book": .each([
                "items": .each([
                    "number": .text, "recipient": .text, "label": .text, "phone": .text, "street": .text,
                    "place": .text, "isDefault": .flag, "editLink": .link,
                ])
            ]),
            "form": .each(AddressFormView.shape),
        ]))

    static let home = Link("akun", "alamat")

    let easel: Easel
    let regions: RegionRepository
    let postalCodes: PostalCodeRefresh?

    func show(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        let query = Form.query(request)
        let book = AddressRepository(context.shop.database)
        if let id = AddressID(typed: query["ubah"]) {
            guard let address = try await book.get(id, of: customer.id) else { throw Problem.notFound }
            return try await draw(AddressTyped(address), [:], context)
        }
        if query["baru"] == "1" || query.has("cari") {
            var typed = AddressTyped()
            typed.form.recipient = customer.name
            typed.form.phone = customer.phone
            typed.returnTo = LocalPath(query["kembali"])?.text ?? ""
            typed.search = String(query["cari"].prefix(60))
            if query.has("cari") { typed.step = .search }
            return try await draw(typed, [:], context)
        }
        return try await draw(try await book.list(of: customer.id), context)
    }

    func save(request: Request, context: ShopContext) async throws -> Page {
        let (form, customer) = try await posted(request, context)
        let typed = AddressTyped(form)
        guard typed.step == .save else { return try await draw(typed, [:], context) }
        let outcome = try await AddressBook(context.shop, regions: regions).save(typed, for: customer.id)
        switch outcome {
        case .saved: return .redirect(to: typed.returnTo.isEmpty ? Self.home.text : typed.returnTo)
        case .refused(let problems):
            return try await draw(typed, problems, context, status: .unprocessableContent)
        case .notSaved(let reason): return try await draw(typed, [:], context, reason, status: .unprocessableContent)
        }
    }

    func delete(request: Request, context: ShopContext) async throws -> Page {
        let (form, customer) = try await posted(request, context)
        guard let id = AddressID(typed: form["id"]) else { throw Problem.unreadable }
        try await AddressRepository(context.shop.database).delete(id, of: customer.id)
        return .redirect(to: Self.home.text)
    }

    func setDefault(request: Request, context: ShopContext) async throws -> Page {
        let (form, customer) = try await posted(request, context)
        guard let id = AddressID(typed: form["id"]) else { throw Problem.unreadable }
        try await AddressRepository(context.shop.database).setDefault(id, of: customer.id)
        return .redirect(to: Self.home.text)
    }

    private func posted(
        _ request: Request, _ context: ShopContext
    ) async throws -> (form: Form, customer: Customer) {
        let customer = try context.customer()
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        return (form, customer)
    }

    private func draw(_ addresses: [Address], _ context: ShopContext) async throws -> Page {
        let items: [ViewTree] = addresses.map { address in
            [
                "number": .text("\(address.id)"), "recipient": .text(address.recipient),
                "label": .text(address.label), "phone": .text(address.phone), "street": .text(address.street),
                "place": .text(address.area), "isDefault": .flag(address.isDefault),
                "editLink": .link(Link("akun", "alamat", query: [("ubah", "\(address.id)")])),
            ]
        }
        return try await draw(
            "Buku alamat", ["book": .list([["items": .list(items)]]), "form": .list([])], FormProblems(), context)
    }

    private func draw(
        _ typed: AddressTyped, _ problems: [AddressField: AddressProblem], _ context: ShopContext,
        _ reason: String = "", status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        let view = AddressFormView(
            typed: typed, picker: try await RegionPicker(typed, regions, postalCodes), action: Self.home,
            cancel: Link(typed.returnTo) ?? Self.home, problems: problems)
        var summary = view.summary
        if !reason.isEmpty { summary.add(reason) }
        return try await draw(
            typed.id == nil ? "Tambah alamat" : "Ubah alamat", ["book": .list([]), "form": .list([view.view])],
            summary, context, status: status)
    }

    private func draw(
        _ heading: String, _ body: ViewTree, _ problems: FormProblems, _ context: ShopContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        let body = body.merging(["heading": .text(heading), "problems": problems.view])
        return try await easel.draw(
            "addresses", .own(heading, in: context.shop.settings.name), body, for: .customer(context.session),
            in: context, status: status)
    }
}
