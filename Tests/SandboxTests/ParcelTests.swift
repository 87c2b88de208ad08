import Foundation
import Testing
import WebClient

@testable import Sandbox

/// The sandbox's couriers, asked as BinderByte and RajaOngkir are.
@Suite struct `The sandbox's parcels` {
    private func track(
        _ sandbox: RunningSandbox, _ waybill: String, _ courier: String, number: String = "67890"
    ) async throws -> (status: Int, body: JSON) {
        let response = try await sandbox.transport.send(
            .get(
                sandbox.base + "/binderbyte/v1/track",
                query: [
                    ("api_key", DemoCredentials.batik.binderbyteKey), ("courier", courier), ("awb", waybill),
                    ("number", number),
                ]))
        return (response.status, try JSON(parsing: response.text))
    }

    private func advance(_ sandbox: RunningSandbox, _ seconds: Int) async throws {
        let response = try await sandbox.transport.send(
            .json(sandbox.base + "/_sandbox/clock", body: Array("{\"advance_seconds\": \(seconds)}".utf8)))
        #expect(response.status == 200)
    }

    @Test func `a number is taken for a parcel when it is first asked for, and goes on by the clock`() async throws {
        try await withSandbox { sandbox in
            let first = try await track(sandbox, "8825112045716759", "jne")
            #expect(first.status == 200)
            #expect(first.body["data"]?["summary"]?["status"] == "ON PROCESS")
            try await advance(sandbox, 24 * 3_600)
            let last = try await track(sandbox, "8825112045716759", "jne")
            #expect(last.body["data"]?["summary"]?["status"] == "DELIVERED")
            #expect(last.body["data"]?["history"]?.elements.count == 5)
        }
    }

    @Test(arguments: [
        ("SALAH12345678", "Invalid awb or courier"), ("ABC", "Data not found"), ("BATIKSAYA", "Data not found"),
    ])
    func `what is no number is refused in the provider's words`(waybill: String, message: String) async throws {
        try await withSandbox { sandbox in
            let answer = try await track(sandbox, waybill, "jne")
            #expect(answer.status == 400)
            #expect(answer.body["message"] == JSON.text(message))
        }
    }

    @Test func `JNE wants the recipient's last digits, the others do not`() async throws {
        try await withSandbox { sandbox in
            let jne = try await track(sandbox, "8825112045716759", "jne", number: "").status
            let other = try await track(sandbox, "000123456789", "sicepat", number: "").status
            #expect(jne == 400)
            #expect(other == 200)
        }
    }

    @Test func `couriers differ in order and in the type of the weight`() async throws {
        try await withSandbox { sandbox in
            for courier in ["sicepat", "pos"] { _ = try await track(sandbox, "000123456789", courier) }
            try await advance(sandbox, 13 * 3_600)
            let oldest = try await track(sandbox, "000123456789", "sicepat").body["data"]
            let newest = try await track(sandbox, "000123456789", "pos").body["data"]
            #expect(oldest?["summary"]?["weight"] == 1)
            let first = oldest?["history"]?.elements.first?["desc"]?.text ?? ""
            #expect(first.hasPrefix("SHIPMENT RECEIVED"))
            #expect(newest?["history"]?.elements.first?["desc"]?.text?.hasPrefix("RECEIVED AT INBOUND") == true)
        }
    }

    @Test func `a person pushes a parcel on, and the list of received things knows whose questions came`() async throws
    {
        try await withSandbox { sandbox in
            _ = try await track(sandbox, "8825112045716759", "jne")
            let form = WebRequest.form(
                sandbox.base + "/kurir/paket/maju", [("kurir", "jne"), ("resi", "8825112045716759")])
            #expect(try await sandbox.transport.send(form).status == 303)
            let body = try await track(sandbox, "8825112045716759", "jne").body
            #expect(body["data"]?["history"]?.elements.count == 2)
            let page = try await sandbox.transport.send(.get(sandbox.base + "/kurir/paket")).text
            #expect(page.contains("8825112045716759"))
            let received = try await sandbox.transport.send(.get(sandbox.base + "/terima")).text
            #expect(received.contains("Batik Nusantara"))
            #expect(received.contains("courier jne, awb 8825112045716759"))
            #expect(!received.contains(DemoCredentials.batik.binderbyteKey))
        }
    }

    @Test func `a plan that is used up says so`() async throws {
        try await withSandbox { sandbox in
            let key = Array("{\"key\": \"small\", \"limit\": 1, \"shop\": \"Toko Kecil\"}".utf8)
            _ = try await sandbox.transport.send(.json(sandbox.base + "/_sandbox/binderbyte-keys", body: key))
            let query = [("api_key", "small"), ("courier", "sicepat"), ("awb", "000123456789")]
            #expect(
                try await sandbox.transport.send(.get(sandbox.base + "/binderbyte/v1/track", query: query)).status
                    == 200)
            let second = try await sandbox.transport.send(.get(sandbox.base + "/binderbyte/v1/track", query: query))
            #expect(second.text.contains("Limit kuota habis"))
            let quota = try await sandbox.transport.send(
                .get(sandbox.base + "/binderbyte/v1/checkQuota", query: [("api_key", "small")]))
            #expect(try JSON(parsing: quota.text).elements.first?["count"] == "1")
        }
    }
}
