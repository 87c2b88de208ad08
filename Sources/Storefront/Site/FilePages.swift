import Catalog
import HTTPTypes
import Hummingbird
import Tenancy
import Theming
import Web

/// Files: of themes, the shop's colours, the shop's pictures. Their addresses change with their bytes.
struct FilePages: Sendable {
    let easel: Easel
    let media: MediaStore
    private let texts = FileCache()

    init(easel: Easel, media: MediaStore) {
        self.easel = easel
        self.media = media
    }

    /// `/theme/settings.css`: this shop's choices as custom properties.
    func settings(request: Request, context: ShopContext) async throws -> Page {
        let settings = try easel.settings(of: context.shop)
        guard Form.query(request)["v"] == settings.fingerprint else {
            return .text(settings.stylesheet, type: "text/css; charset=utf-8")
        }
        return try texts.page(
            "\(context.shop.tenant.id)/\(settings.fingerprint)", Array(settings.stylesheet.utf8),
            type: "text/css; charset=utf-8", for: request)
    }

    /// `/theme/{pack}/{fingerprint}/{file}`
    func asset(request: Request, context: ShopContext) async throws -> Page {
        guard let pack = context.parameters.get("pack"), let fingerprint = context.parameters.get("fingerprint"),
            let file = context.parameters.get("file"),
            let asset = easel.themes.asset(pack: pack, fingerprint: fingerprint, file: file)
        else { throw Problem.notFound }
        return try texts.page(
            "\(pack)/\(fingerprint)/\(file)", asset.bytes, type: asset.contentType, for: request)
    }

    /// `/media/{file}`
    func picture(request: Request, context: ShopContext) async throws -> Page {
        guard let name = context.parameters.get("file"),
            let file = try media.read(name, tenant: context.shop.tenant.id)
        else { throw Problem.notFound }
        return .immutable(file.bytes, type: file.contentType)
    }
}
