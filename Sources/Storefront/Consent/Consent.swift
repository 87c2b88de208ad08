import HTTPTypes
import Hummingbird
import Web

/// What a visitor said to being counted, as their browser keeps it.
enum Consent: Equatable {
    /// Under this anonymous id: 32 hex digits, and no more than a random number.
    case given(String)
    case refused
    case unasked

    /// 180 days, then the question may be asked again.
    static let seconds = 180 * 86_400
    private static let cookieName = "tokoku_statistik"

    /// - Returns: ``refused`` also when the browser asks all sites not to track, whatever was said here before.
    init(_ request: Request, _ context: ShopContext) {
        self = Self.asksNotToTrack(request) ? .refused : Self.said(request, context)
    }

    /// What was said here, whatever the browser asks of all sites.
    static func said(_ request: Request, _ context: ShopContext) -> Consent {
        Consent(text: request.cookies[name(context)]?.value ?? "")
    }

    init(text: String) {
        if text == "tidak" {
            self = .refused
        } else if text.hasPrefix("ya."), Self.isVisitor(text.dropFirst(3)) {
            self = .given(String(text.dropFirst(3)))
        } else {
            self = .unasked
        }
    }

    /// A yes under a new anonymous id.
    static func fresh() -> Consent {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<2).map { _ in String(generator.next() as UInt64, radix: 16) }
        return .given(words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined())
    }

    /// Nil without a yes.
    var visitor: String? {
        if case .given(let visitor) = self { visitor } else { nil }
    }

    private var text: String {
        switch self {
        case .given(let visitor): "ya.\(visitor)"
        case .refused: "tidak"
        case .unasked: ""
        }
    }

    /// The shop's own script reads it, so it is not hidden from scripts. It opens nothing.
    func cookie(in context: ShopContext) -> Cookie {
        Cookie(
            name: Self.name(context), value: text, maxAge: self == .unasked ? 0 : Self.seconds, path: "/",
            secure: context.visitor.isSecure, httpOnly: false, sameSite: .lax)
    }

    /// Do Not Track, or its successor, Global Privacy Control.
    static func asksNotToTrack(_ request: Request) -> Bool {
        ["dnt", "sec-gpc"].contains { HTTPField.Name($0).flatMap { request.headers[$0] } == "1" }
    }

    private static func name(_ context: ShopContext) -> String {
        context.visitor.isSecure ? "__Host-\(cookieName)" : cookieName
    }

    private static func isVisitor(_ text: Substring) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
