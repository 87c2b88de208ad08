import Analytics
import Logging
import Tenancy
import Theming
import TokoCore
import Web

/// How a shop's visits are counted: what its pages need for that, and what they must allow. Only at shops that have
/// PostHog set up.
struct Counting: Sendable {
    static let shape: Shape = [
        "script": .link, "style": .link, "key": .text, "events": .text, "assets": .text, "tenant": .text,
    ]

    let account: PostHogAccount
    let tenant: TenantID

    /// Nil when the shop counts nobody. A shop whose key cannot be read or is none sells on, uncounted.
    init?(of tenant: TenantID, _ accounts: PostHogAccounts) async {
        do {
            guard let account = try await accounts.account(of: tenant) else { return nil }
            self.account = account
            self.tenant = tenant
        } catch {
            // The owner hears of it from the jobs and from the test of the keys, not once a page.
            Logger.current.debug("visits are not counted", metadata: ["why": "\(error)"])
            return nil
        }
    }

    /// The same for everybody at the shop.
    var view: ViewTree {
        [
            "script": .link(CountingScript.link), "style": .link(Link("/persetujuan.css")),
            "key": .text(account.projectKey), "events": .text(account.eventsURL),
            "assets": .text(account.assetsURL), "tenant": .text("\(tenant)"),
        ]
    }

    /// The shop's pages may also load and reach PostHog, and nothing else.
    var policy: String {
        ContentPolicy.allowing(scripts: Array(account.origins.prefix(1)), connections: account.origins)
    }
}
