import Accounts
import Catalog
import Shipping
import Tenancy
import TokoCore

/// Reads one shop's file and notes every mistake in it.
struct TenantFileReader {
    let environment: [String: String]
    let themes: ThemeShelf
    let pictures: PictureBox

    /// - Throws: ``FileProblems`` with everything that is wrong in the file and in its catalogue's.
    func read(_ path: String) throws(FileProblems) -> (file: TenantFile, source: TOMLFile) {
        let file = try TOMLFile(path: path)
        let root = file.root
        let before = pictures.files.count
        let slug = root.requiredText("slug").flatMap { text in
            if let slug = Slug(text), text.utf8.count <= 40 { return slug }
            root.note("slug", "expected up to 40 of a-z, 0-9 and single hyphens, not \"\(text)\"")
            return nil
        }
        let domains = domains(root)
        let settings = settings(root)
        let unsaid = unsaid(root)
        var unset: [TenantFile.UnsetSecret] = []
        let owner = root.has("owner") ? owner(root.inner("owner"), &unset) : nil
        root.knows("owner")
        let secrets = secrets(root.inner("secrets"), &unset)
        let catalog = catalog(root.inner("catalog"))
        root.finish()
        guard file.problems.isEmpty, let slug else { throw FileProblems(all: file.problems) }
        let shop = TenantFile(
            path: path, slug: slug, domains: domains, settings: settings, unsaid: unsaid, owner: owner,
            secrets: secrets,
            unset: unset, catalog: catalog, pictures: Array(pictures.files[before...]))
        return (shop, file)
    }

    private func domains(_ root: TableReader) -> [HostName] {
        guard root.require("domains", "a list of texts such as [\"batik.example\"]") else { return [] }
        guard let texts = root.texts("domains") else { return [] }
        if texts.isEmpty { root.note("domains", "expected at least one domain") }
        let hosts = texts.compactMap { text in
            let host = HostName(text)
            if host == nil { root.note("domains", "expected a domain without http:// and port, not \"\(text)\"") }
            return host
        }
        if Set(hosts).count < hosts.count { root.note("domains", "names a domain twice") }
        return hosts
    }

    private func settings(_ root: TableReader) -> ShopSettings {
        var settings = ShopSettings(name: root.requiredText("name", length: 1...100) ?? "")
        settings.tagline = root.text("tagline", length: 0...200) ?? ""
        settings.description = root.text("description", length: 0...2_000) ?? ""
        settings.zone =
            root.parsed("zone", "WIB, WITA or WIT") { ShopZone(rawValue: $0.lowercased()) } ?? settings.zone
        settings.phone = root.text("phone", length: 0...40) ?? ""
        settings.email = root.text("email", length: 0...254) ?? ""
        settings.address = root.text("address", length: 0...300) ?? ""
        theme(root.inner("theme"), into: &settings)
        origin(root.inner("origin"), into: &settings)
        let shipping = root.inner("shipping")
        settings.couriers = couriers(shipping)
        settings.hiddenServices = shipping.texts("hidden_services") ?? []
        settings.trackingSource =
            shipping.parsed("tracking", "binderbyte or komerce", TrackingSource.init(rawValue:))
            ?? settings.trackingSource
        settings.completeAfterDays =
            shipping.integer("complete_after_days", in: 0...60) ?? settings.completeAfterDays
        settings.rates = RateChoicesReader(shipping).read()
        shipping.finish()
        let payment = root.inner("payment")
        settings.channels = payment.texts("channels") ?? []
        settings.paymentExpiryMinutes =
            payment.integer("expiry_minutes", in: 10...43_200) ?? settings.paymentExpiryMinutes
        payment.finish()
        settings.whatsApp = NoticeChoicesReader(table: root.inner("whatsapp")).read()
        let stock = root.inner("stock")
        settings.lowStockPieces = stock.integer("low", in: 0...100_000) ?? settings.lowStockPieces
        stock.finish()
        return settings
    }

    private func unsaid(_ root: TableReader) -> Set<TenantFile.Choice> {
        let shipping = root.inner("shipping")
        let said: [(TenantFile.Choice, Bool)] = [
            (.tracking, shipping.has("tracking")), (.completion, shipping.has("complete_after_days")),
            (.product, shipping.has("product")), (.callsPerDay, shipping.has("calls_per_day")),
            (.flatRates, shipping.has("flat_rates")), (.pickup, shipping.has("pickup")),
            (.whatsApp, root.has("whatsapp")), (.lowStock, root.has("stock")),
        ]
        return Set(said.filter { !$0.1 }.map(\.0))
    }

    private func theme(_ theme: TableReader, into settings: inout ShopSettings) {
        settings.themeID = theme.text("id", length: 1...80) ?? settings.themeID
        if let problem = themes.problem(with: settings.themeID) {
            theme.note("id", problem)
        }
        let chosen = theme.inner("settings")
        for key in chosen.keys.sorted() {
            guard let text = chosen.text(key, length: 0...2_000) else { continue }
            var value = text
            if PictureBox.looksLikeFile(text) {
                value = pictures.picture(text, alt: "", at: chosen.place(key), in: chosen.file)?.path ?? ""
            }
            if let problem = themes.problem(with: value, of: key, in: settings.themeID) { chosen.note(key, problem) }
            settings.themeSettings[key] = value
        }
        theme.finish()
    }

    private func origin(_ origin: TableReader, into settings: inout ShopSettings) {
        settings.originVillage = origin.parsed("village", "a village's code such as 31.71.06.1001") {
            $0.wholeMatch(of: /[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}/) == nil ? nil : $0
        }
        settings.originPostalCode = origin.parsed("postal_code", "five digits") {
            $0.wholeMatch(of: /[0-9]{5}/) == nil ? nil : $0
        }
        let address = origin.text("address", length: 0...300) ?? ""
        if settings.address.isEmpty { settings.address = address }
        origin.finish()
    }

    private func couriers(_ shipping: TableReader) -> [String] {
        let codes = shipping.texts("couriers") ?? []
        for code in codes where CourierNames.name(of: code) == nil {
            let known = CourierNames.all.map(\.code).joined(separator: ", ")
            shipping.note("couriers", "\"\(code)\" is no courier; expected some of \(known)")
        }
        return codes
    }

    private func owner(_ owner: TableReader, _ unset: inout [TenantFile.UnsetSecret]) -> TenantFile.Owner? {
        let name = owner.requiredText("name", length: 1...100)
        let email = owner.requiredText("email").flatMap { text in
            if text.wholeMatch(of: /[^@\s]+@[^@\s.]+(\.[^@\s.]+)+/) != nil { return text }
            owner.note("email", "expected an e-mail address, not \"\(text)\"")
            return nil
        }
        let password: String?
        switch SecretReference.read("password", of: owner, environment: environment) {
        case .value(let text): password = text
        case .unset(let variable):
            password = nil
            unset.append(.init(what: .ownerPassword, variable: variable, key: owner.place("password")))
        case nil: password = nil
        }
        owner.knows("password")
        owner.finish()
        guard let name, let email else { return nil }
        if let password {
            do { try PasswordRule.check(password, email: email) } catch {
                owner.note("password", Program.words(for: StaffError.password(error)))
            }
        }
        return TenantFile.Owner(name: name, email: email, password: password)
    }

    private func secrets(
        _ secrets: TableReader, _ unset: inout [TenantFile.UnsetSecret]
    ) -> [TenantFile.Secret] {
        var all: [TenantFile.Secret] = []
        for name in secrets.keys.sorted() {
            guard let provider = Provider(rawValue: name) else {
                let known = Provider.allCases.map(\.rawValue).joined(separator: ", ")
                secrets.note(name, "is no provider; expected one of \(known)")
                continue
            }
            let table = secrets.inner(name)
            for field in table.keys.sorted() {
                guard provider.field(field) != nil else {
                    let known = provider.fields.map(\.name).joined(separator: ", ")
                    table.note(field, "\(name) has no such field; expected one of \(known)")
                    continue
                }
                switch SecretReference.read(field, of: table, environment: environment) {
                case .value(let value):
                    if let problem = SecretField.problem(with: value, provider, field) {
                        table.note(field, "the secret \(problem)")
                    }
                    all.append(TenantFile.Secret(provider: provider, field: field, value: value))
                case .unset(let variable):
                    unset.append(
                        .init(
                            what: .secret(provider, field: field), variable: variable, key: table.place(field)))
                case nil: continue
                }
            }
        }
        return all
    }

    private func catalog(_ table: TableReader) -> CatalogDescription? {
        defer { table.finish() }
        guard let name = table.text("file", length: 1...1_000) else { return nil }
        do throws(FileProblems) {
            return try CatalogFileReader(pictures: pictures).read(table.file.resolve(name))
        } catch {
            for problem in error.all { table.file.note(problem) }
            return nil
        }
    }
}
