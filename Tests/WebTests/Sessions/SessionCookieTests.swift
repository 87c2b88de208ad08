import Hummingbird
import Testing
import Web

@Suite struct SessionCookieTests {
    @Test(arguments: [
        (SessionCookie.customer, "tokoku"), (.staff, "tokoku_admin"), (.browser, "tokoku_masuk"),
    ])
    func `a cookie is for this host only, not for scripts, and bound to HTTPS where there is HTTPS`(
        cookie: SessionCookie, name: String
    ) throws {
        let plain = Set(cookie.cookie("abc", seconds: 60, secure: false).description.components)
        #expect(plain == ["\(name)=abc", "Max-Age=60", "Path=/", "HttpOnly", "SameSite=Lax"])
        let secure = Set(cookie.cookie("abc", seconds: 60, secure: true).description.components)
        #expect(secure == ["__Host-\(name)=abc", "Max-Age=60", "Path=/", "HttpOnly", "SameSite=Lax", "Secure"])
    }

    @Test func `an ended cookie is empty and over at once`() {
        let ended = Set(SessionCookie.staff.ended(secure: true).description.components)
        #expect(ended == ["__Host-tokoku_admin=", "Max-Age=0", "Path=/", "HttpOnly", "SameSite=Lax", "Secure"])
    }

    @Test func `a cookie of the other scheme, or of another kind, is not read`() throws {
        let asked = try request(headers: [("Cookie", "tokoku=plain; __Host-tokoku_admin=secure")])
        #expect(SessionCookie.customer.token(in: asked, secure: false) == "plain")
        #expect(SessionCookie.customer.token(in: asked, secure: true) == nil)
        #expect(SessionCookie.staff.token(in: asked, secure: true) == "secure")
        #expect(SessionCookie.staff.token(in: asked, secure: false) == nil)
    }
}

extension String {
    fileprivate var components: [String] {
        split(separator: ";").map { String($0.drop { $0 == " " }) }
    }
}
