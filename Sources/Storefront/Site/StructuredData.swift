import Catalog
import FoundationEssentials
import Tenancy
import Theming
import TokoCore

/// Pages in the words of schema.org, for search engines. Encoded as JSON by the encoder, never by hand.
enum StructuredData {
    indirect enum Node: Encodable {
        case text(String)
        case number(Int64)
        case list([Node])
        case object([String: Node])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .list(let nodes): try container.encode(nodes)
            case .object(let nodes): try container.encode(nodes)
            }
        }
    }

    static func shop(_ settings: ShopSettings, origin: String) throws -> SanitisedHTML {
        try html([
            "@type": .text("Store"), "name": .text(settings.name), "url": .text("\(origin)/"),
            "description": .text(settings.description), "telephone": .text(settings.phone),
            "email": .text(settings.email), "address": .text(settings.address), "currenciesAccepted": .text("IDR"),
        ])
    }

    static func crumbs(_ crumbs: [(name: String, url: Link?)], origin: String) throws -> SanitisedHTML {
        try html(["@type": .text("BreadcrumbList"), "itemListElement": .list(crumbItems(crumbs, origin: origin))])
    }

    static func product(_ product: Product, origin: String) throws -> SanitisedHTML {
        let url = Link("produk", product.slug.text).absolute(origin: origin).text
        let offers: [Node] = product.variants.map { variant in
            .object([
                "@type": .text("Offer"), "sku": .text(variant.sku.code), "price": .number(variant.price.rupiah),
                "priceCurrency": .text("IDR"), "url": .text("\(url)?varian=\(variant.id)"),
                "availability": .text("https://schema.org/\(variant.available > 0 ? "InStock" : "OutOfStock")"),
                "itemCondition": .text("https://schema.org/NewCondition"),
            ])
        }
        return try html([
            "@type": .text("Product"), "name": .text(product.name), "url": .text(url),
            "description": .text(PlainMarkup.summary(product.description, limit: 4_000)),
            "image": .list(product.pictures.map { .text(origin + $0.path) }), "offers": .list(offers),
            "category": .text(product.category?.name ?? ""),
        ])
    }

    private static func crumbItems(_ crumbs: [(name: String, url: Link?)], origin: String) -> [Node] {
        crumbs.enumerated().map { index, crumb in
            var item: [String: Node] = [
                "@type": .text("ListItem"), "position": .number(Int64(index + 1)), "name": .text(crumb.name),
            ]
            if let url = crumb.url { item["item"] = .text(url.absolute(origin: origin).text) }
            return .object(item)
        }
    }

    private static func html(_ node: [String: Node]) throws -> SanitisedHTML {
        var node = node.filter { if case .text("") = $0.value { false } else { true } }
        node["@context"] = .text("https://schema.org")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return SanitisedHTML(structuredData: String(decoding: try encoder.encode(node), as: UTF8.self))
    }
}
