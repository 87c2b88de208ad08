import Accounts
import Tenancy
import Theming
import Web

/// The names every page has: head, shop, navigation, visitor, messages.
struct Frame {
    let head: PageHead
    let audience: Easel.Audience
    let messages: [Message]
    let search: String
    let navigation: ViewValue
    let counting: Counting?

    static let shape: Shape = [
        "page": .group(PageHead.shape),
        "shop": .group([
            "name": .text, "tagline": .text, "description": .text, "address": .text, "phone": .text,
            "phoneLink": .link, "email": .text, "emailLink": .link,
        ]),
        "nav": .each(Navigation.shape),
        "visitor": .group(["isKnown": .flag, "name": .text, "cartCount": .text]),
        "messages": .each(Message.shape),
        "search": .text,
        "counting": .each(Counting.shape),
        "csrf": .text,
    ]

    func view(in context: ShopContext) -> ViewTree {
        [
            "page": .group(head.view(origin: context.publicOrigin)),
            "shop": .group(Self.shop(context.shop.settings)),
            "nav": navigation,
            "visitor": .group(visitor),
            "messages": .list(messages.map(\.view)),
            "search": .text(search),
            "counting": .maybe(counting?.view),
            "csrf": .text(session?.csrfToken ?? ""),
        ]
    }

    private var session: Session? {
        if case .customer(let session, _) = audience { session } else { nil }
    }

    private var visitor: ViewTree {
        guard case .customer(let session, let pieces) = audience else {
            return ["isKnown": false, "name": "", "cartCount": ""]
        }
        let count = pieces.map { $0 > 99 ? "99+" : $0 > 0 ? "\($0)" : "" } ?? ""
        return [
            "isKnown": .flag(pieces != nil), "name": .text(session?.customer.map { $0.name.firstWord } ?? ""),
            "cartCount": .text(count),
        ]
    }

    private static func shop(_ settings: ShopSettings) -> ViewTree {
        let digits = settings.phone.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
        return [
            "name": .text(settings.name), "tagline": .text(settings.tagline),
            "description": .text(settings.description), "address": .text(settings.address),
            "phone": .text(settings.phone), "phoneLink": .link(digits.isEmpty ? nil : Link("tel:\(digits)")),
            "email": .text(settings.email),
            "emailLink": .link(settings.email.isEmpty ? nil : Link("mailto:\(settings.email)")),
        ]
    }
}

extension ShopContext {
    /// The origin that links to others name: the shop's primary host, whichever host was asked.
    var publicOrigin: String {
        guard let primary = shop.tenant.primaryHost, let mark = visitor.origin.firstRange(of: "://")
        else { return visitor.origin }
        let authority = visitor.origin[mark.upperBound...]
        let port = authority.lastIndex(of: ":").map { String(authority[$0...]) } ?? ""
        return "\(visitor.origin[..<mark.upperBound])\(primary)\(port)"
    }
}

extension String {
    var firstWord: String { split(separator: " ").first.map(String.init) ?? self }

    /// What stands where a picture is missing.
    var initial: String { first.map { $0.uppercased() } ?? "" }
}
