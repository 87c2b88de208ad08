import Foundation
import Testing

@testable import Tenancy

@Suite struct SettingsTests {
    @Test func `without any setting the defaults stand and what is needed is named when asked for`() throws {
        let settings = try Settings(SettingsSource(environment: [:]))
        #expect(settings.listen.description == "127.0.0.1:8080")
        #expect(settings.managementListen.description == "127.0.0.1:9090")
        #expect(settings.sandboxListen.description == "127.0.0.1:8099")
        #expect(settings.themesDirectory == "Themes")
        #expect(settings.publicURL(host: "batik.id", path: "/admin") == "https://batik.id/admin")
        #expect(settings.providers.tripay == nil)
        let error = #expect(throws: SettingsError.self) { try settings.databaseURL }
        #expect(error?.description == "TOKOKU_DATABASE_URL: is not set; expected a URL postgresql://...")
        #expect(throws: SettingsError.self) { try settings.masterKeyFile }
        #expect(throws: SettingsError.self) { try settings.mediaDirectory }
    }

    @Test func `every setting is read`() throws {
        let settings = try Settings(
            SettingsSource(environment: [
                "TOKOKU_LISTEN": "[::1]:80", "TOKOKU_DATABASE_URL": "postgresql:///toko",
                "TOKOKU_REDIS_URL": "unix:/run/redis.sock", "TOKOKU_TRUSTED_PROXIES": "127.0.0.1, ::1",
                "TOKOKU_PUBLIC_SCHEME": "http", "TOKOKU_PUBLIC_PORT": "8080", "TOKOKU_ENVIRONMENT": "development",
                "TOKOKU_TRIPAY_URL": "http://127.0.0.1:8099/tripay/", "TOKOKU_MEDIA_DIR": "/var/media",
            ]))
        #expect(settings.listen.host == "::1")
        #expect(settings.listen.port == 80)
        #expect(try settings.adminDatabaseURL == "postgresql:///toko")
        #expect(settings.trustedProxies == ["127.0.0.1", "::1"])
        #expect(settings.publicURL(host: "batik.localhost", path: "/") == "http://batik.localhost:8080/")
        #expect(settings.environment == .development)
        #expect(settings.providers.tripay == "http://127.0.0.1:8099/tripay")
        #expect(try settings.mediaDirectory == "/var/media")
    }

    @Test(arguments: [
        ("TOKOKU_LISTEN", "8080"), ("TOKOKU_LISTEN", "localhost:99999"), ("TOKOKU_LISTEN", "a b:1"),
        ("TOKOKU_MANAGEMENT_LISTEN", "::1:80"), ("TOKOKU_DATABASE_URL", "mysql://rahasia@x"),
        ("TOKOKU_REDIS_URL", "localhost:6379"), ("TOKOKU_TRUSTED_PROXIES", "proxy.local"),
        ("TOKOKU_TRUSTED_PROXIES", "1.2.3.256"), ("TOKOKU_PUBLIC_SCHEME", "ftp"), ("TOKOKU_PUBLIC_PORT", "0"),
        ("TOKOKU_ENVIRONMENT", "prod"), ("TOKOKU_TRIPAY_URL", "tripay.co.id"), ("TOKOKU_GMAIL_URL", "https://"),
    ])
    func `a wrong setting is named in one line`(name: String, value: String) {
        let error = #expect(throws: SettingsError.self) {
            try Settings(SettingsSource(environment: [name: value]))
        }
        #expect(error?.name == name)
        #expect(error?.description.contains("\n") == false)
        #expect(error?.description.contains("rahasia") == false)
    }

    @Test func `a settings file is read, and the environment wins`() throws {
        let file = try SettingsFile(
            """
            # Demo
            TOKOKU_LISTEN = 127.0.0.1:1

            TOKOKU_MEDIA_DIR="/srv/media"
            TOKOKU_PUBLIC_PORT=
            """)
        defer { file.remove() }
        let settings = try Settings(
            SettingsSource(environment: ["TOKOKU_CONFIG": file.path, "TOKOKU_LISTEN": "127.0.0.1:2"]))
        #expect(settings.listen.port == 2)
        #expect(try settings.mediaDirectory == "/srv/media")
        #expect(settings.publicPort == nil)
    }

    @Test(arguments: [
        ("TOKOKU_LISTN=127.0.0.1:1", "TOKOKU_LISTN is not a setting of TokoKu"), ("halo", "expected KEY=value"),
        ("TOKOKU_LISTEN=a:1\nTOKOKU_LISTEN=a:2", "TOKOKU_LISTEN is set twice"),
    ])
    func `a broken settings file is named with its line`(text: String, problem: String) throws {
        let file = try SettingsFile(text)
        defer { file.remove() }
        let error = #expect(throws: SettingsError.self) {
            try SettingsSource(environment: ["TOKOKU_CONFIG": file.path])
        }
        #expect(error?.name.hasPrefix(file.path) == true)
        #expect(error?.problem == problem)
    }

    @Test func `a settings file that is not there is an error of TOKOKU_CONFIG`() {
        let error = #expect(throws: SettingsError.self) {
            try SettingsSource(environment: ["TOKOKU_CONFIG": "/nowhere/tokoku.conf"])
        }
        #expect(error?.name == "TOKOKU_CONFIG")
    }
}

private struct SettingsFile {
    let path = URL.temporaryDirectory.appending(path: "tokoku-\(UUID().uuidString).conf").path

    init(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

    func remove() {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
    }
}
