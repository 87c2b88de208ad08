import FoundationEssentials
public import Tenancy
public import TokoCore
public import WebClient

/// What is wrong with one of a shop's templates, and what to do.
public struct TemplateFinding: Sendable, Hashable {
    public let template: String
    /// `not there`, `PENDING`, `PAUSED`, `has other variables: ...`
    public let problem: String
    public let advice: String
}

/// Why a shop's templates cannot be compared.
public struct TemplateListError: Error, Sendable, CustomStringConvertible {
    public let description: String
}

/// Compares what TokoKu sends with what Meta has approved for the shop.
public struct WhatsAppTemplates: Sendable {
    private let accounts: WhatsAppAccounts
    private let client: WhatsAppClient

    public init(accounts: WhatsAppAccounts, transport: WebTransport) {
        self.accounts = accounts
        client = WhatsAppClient(baseURL: accounts.baseURL, transport: transport)
    }

    private struct Page: Decodable {
        let data: [Template]
        let paging: Paging?

        struct Paging: Decodable {
            let cursors: Cursors?
            let next: String?
        }

        struct Cursors: Decodable {
            let after: String?
        }
    }

    private struct Template: Decodable {
        let name: String
        let language: String
        let status: String
        let components: [Component]?

        struct Component: Decodable {
            let type: String
            let text: String?
        }
    }

    /// Of the templates that the shop's choices use. Nil when the shop has no WhatsApp.
    /// - Throws: ``TemplateListError`` with Meta's refusal, ``WebError``, `VaultError`, `DatabaseError`.
    public func findings(for choices: WhatsAppChoices, of tenant: TenantID) async throws -> [TemplateFinding]? {
        guard let account = try await accounts.account(of: tenant) else { return nil }
        let needed = NoticeKind.allCases.filter(choices.sends)
        guard !needed.isEmpty else { return [] }
        let known = try await list(account)
        return needed.compactMap {
            Self.finding(NoticeTemplate($0), named: choices.template(for: $0), in: choices.language, among: known)
        }
    }

    private func list(_ account: WhatsAppAccount) async throws -> [Template] {
        var found: [Template] = []
        var after: String?
        for _ in 0..<20 {
            var query = [("fields", "name,language,status,components"), ("limit", "100")]
            if let after { query.append(("after", after)) }
            let response = try await client.get(
                "\(Form.encode(account.businessID))/message_templates", query, by: account)
            if let refusal = WhatsAppRefusal(response) { throw TemplateListError(description: refusal.words) }
            let page: Page
            do {
                page = try JSONDecoder().decode(Page.self, from: Data(response.body))
            } catch {
                throw TemplateListError(description: "status \(response.status), no list of templates")
            }
            found += page.data
            guard page.paging?.next != nil, let next = page.paging?.cursors?.after else { break }
            after = next
        }
        return found
    }

    private static func finding(
        _ needed: NoticeTemplate, named name: String, in language: String, among known: [Template]
    ) -> TemplateFinding? {
        func finding(_ problem: String, _ advice: String) -> TemplateFinding {
            TemplateFinding(template: name, problem: problem, advice: advice)
        }
        let named = known.filter { $0.name == name }
        guard let template = named.first(where: { $0.language == language }) else {
            return finding(
                named.isEmpty ? "not there" : "not in language \(language)",
                "submit it in WhatsApp Manager (utility, \(language)): \(needed.body)")
        }
        guard template.status == "APPROVED" else {
            return finding(
                template.status,
                template.status == "PENDING"
                    ? "wait for Meta's review: minutes to a day" : "see in WhatsApp Manager why, and submit it again")
        }
        let names = needed.parameters.map(\.name)
        let body = template.components?.first { $0.type.uppercased() == "BODY" }?.text ?? ""
        let variables = Set(body.matches(of: /\{\{\s*([a-z0-9_]+)\s*\}\}/).map { String($0.output.1) })
        guard variables == Set(names) else {
            return finding(
                "has other variables: \(variables.sorted().joined(separator: ", "))",
                "submit one with exactly \(names.joined(separator: ", ")): \(needed.body)")
        }
        return nil
    }
}
