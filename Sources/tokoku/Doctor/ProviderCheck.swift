import ArgumentParser
import Foundation
import Postgres
import Tenancy
import TokoCore
import WebClient

/// Whether a shop's providers are set up whole, and how they fare. What is not essential may be left out, not left half.
struct ProviderCheck {
    let agency: Agency
    let tenant: Tenant
    let settings: ShopSettings

    func findings() async -> [Finding] {
        var kept: [Provider: [String: String]] = [:]
        do {
            let secrets = try agency.secrets()
            for provider in Provider.allCases { kept[provider] = try await secrets.all(provider, of: tenant.id) }
        } catch {
            return [.fail(about("secrets"), Program.words(for: error), "use the master key they were sealed with")]
        }
        var findings = [secrets(kept)] + mail(kept)
        findings += await troubles()
        if kept[.whatsapp]?.isEmpty == false {
            findings += await TemplateCheck(agency: agency, tenant: tenant, choices: settings.whatsApp).findings()
        }
        if kept[.tripay]?["mode"] == "production" {
            findings += await production()
        } else if agency.settings.environment == .production, kept[.tripay]?["api_key"] != nil {
            findings.append(
                .warn(
                    about("tripay"), "mode sandbox: no real money comes",
                    "tokoku secret set \(tenant.slug) tripay mode, with the keys of production"))
        }
        return findings
    }

    private func about(_ part: String) -> String { "\(tenant.slug): \(part)" }

    private func secrets(_ kept: [Provider: [String: String]]) -> Finding {
        var missing: [String] = []
        var used: [String] = []
        for provider in Provider.allCases {
            let fields = kept[provider] ?? [:]
            guard provider.isEssential || !fields.isEmpty else { continue }
            used.append(provider.rawValue)
            missing += needed(of: provider).filter { fields[$0] == nil }.map { "\(provider.rawValue) \($0)" }
        }
        guard let first = missing.first else {
            return .ok(about("secrets"), "whole, and they open: \(used.joined(separator: ", "))")
        }
        return .fail(
            about("secrets"), "missing: \(missing.joined(separator: ", "))",
            first.hasPrefix("gmail")
                ? "the owner connects the mailbox again at /admin/sambungan"
                : "tokoku secret set \(tenant.slug) \(first)")
    }

    /// Of Komerce's two keys a shop needs the one of the product that it uses.
    private func needed(of provider: Provider) -> [String] {
        if provider == .komerce, settings.rates.product == .delivery { return ["shipping_delivery_key"] }
        return provider.fields.filter(\.isRequired).map(\.name)
    }

    private func mail(_ kept: [Provider: [String: String]]) -> [Finding] {
        guard kept[.gmail]?.isEmpty ?? true, kept[.smtp]?.isEmpty ?? true else { return [] }
        return [
            .warn(
                about("mail"), "neither gmail nor smtp: customers get no receipt",
                "the owner connects Gmail at /admin/sambungan, or tokoku secret set \(tenant.slug) smtp host")
        ]
    }

    private func troubles() async -> [Finding] {
        do {
            return try await ProviderHealthRepository(agency.database(of: tenant.id)).list().filter(\.isTrouble).map {
                let since = $0.since.formatted(.iso8601)
                let found = "\($0.provider.rawValue) \($0.state.rawValue) since \(since): \($0.reason)"
                let advice = "tokoku secret test \(tenant.slug) \($0.provider.rawValue)"
                return $0.state == .refused
                    ? .fail(about("providers"), found, advice) : .warn(about("providers"), found, advice)
            }
        } catch {
            return [.fail(about("providers"), Program.words(for: error), "tokoku migrate")]
        }
    }

    /// Where money is real: TriPay takes calls of listed addresses only, and must be able to call back.
    private func production() async -> [Finding] {
        let transport = WebTransport(userAgent: "TokoKu/\(Tokoku.configuration.version)")
        var findings = [callback]
        do {
            let pool = agency.pool
            let probes = Probes(
                secrets: try agency.secrets(), addresses: agency.settings.providers, transport: transport,
                database: { pool.tenant($0) })
            if let probe = probes.probe(of: .tripay) {
                let result = await probe.probe(tenant.id)
                findings.append(
                    result.verdict == .works
                        ? .ok(about("tripay"), "production, \(result.detail)")
                        : .fail(
                            about("tripay"), "production, \(result.verdict.rawValue): \(result.detail)",
                            Probes.advice(result.verdict, .tripay, tenant.slug)))
            }
        } catch {
            findings.append(.fail(about("tripay"), Program.words(for: error), "see TOKOKU_MASTER_KEY_FILE"))
        }
        await transport.close()
        return findings
    }

    private var callback: Finding {
        guard let host = tenant.primaryHost else {
            return .fail(
                about("callback"), "no domain for TriPay to call", "tokoku domain add \(tenant.slug) <domain>")
        }
        let url = agency.settings.publicURL(host: host, path: "/webhook/tripay")
        if let problem = CallbackAddress.problem(with: url) {
            return .fail(about("callback"), "\(url): \(problem)", "TriPay must reach it: a public domain, and https")
        }
        return .ok(about("callback"), url)
    }
}

/// Whether a provider outside could call an address, as far as its form tells.
enum CallbackAddress {
    static func problem(with url: String) -> String? {
        guard url.hasPrefix("https://") else { return "is not https" }
        let authority = url.dropFirst("https://".count).prefix { $0 != "/" }
        let host = authority.prefix { $0 != ":" }.lowercased()
        if authority.contains(":") { return "has a port" }
        let local = [".test", ".local", ".localhost", ".internal", ".lan", ".example"]
        if host == "localhost" || local.contains(where: host.hasSuffix) { return "is no public domain" }
        if host.allSatisfy({ $0.isNumber || $0 == "." }) || !host.contains(".") { return "is no domain" }
        return nil
    }
}
