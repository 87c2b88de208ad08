import Foundation
import Testing
import WebClient

/// Against `openssl s_server` with a certificate made for this test.
struct CertificateTests {
    @Test func `only a certificate of a trusted authority and for this name is accepted`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) } }
        let certificate = folder.appending(path: "cert.pem").path
        let key = folder.appending(path: "key.pem").path
        let make = try openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
        ])
        make.process.waitUntilExit()
        try #require(make.process.terminationStatus == 0)

        let server = try openssl(["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"])
        defer { server.process.terminate() }
        let port = try #require(try portOf(server.output))

        let trusting = WebTransport(authorities: certificate)
        #expect(try await trusting.send(.get("https://localhost:\(port)/")).status == 200)
        let wrongName = await #expect(throws: WebError.tls) {
            try await trusting.send(.get("https://127.0.0.1:\(port)/"))
        }
        #expect(wrongName?.outcomeUnknown == false)
        await #expect(throws: WebError.tls) { try await WebTransport().send(.get("https://localhost:\(port)/")) }
    }

    private func openssl(_ words: [String]) throws -> (process: Process, output: Pipe) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = words
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = Pipe()
        try process.run()
        return (process, output)
    }

    /// `ACCEPT 127.0.0.1:41234` is what the server says when it is ready.
    private func portOf(_ output: Pipe) throws -> Int? {
        var text = ""
        while let part = try output.fileHandleForReading.read(upToCount: 1), !part.isEmpty {
            text += String(decoding: part, as: UTF8.self)
            guard text.hasSuffix("\n") else { continue }
            if text.hasPrefix("ACCEPT") { return text.dropLast().split(separator: ":").last.flatMap { Int($0) } }
            text = ""
        }
        return nil
    }
}
