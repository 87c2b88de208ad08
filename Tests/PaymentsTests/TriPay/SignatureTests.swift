import Testing

@testable import Payments

struct SignatureTests {
    @Test(arguments: [
        (
            "sandbox-demo-private-key-0001", "T12345", "TK-20260301-0007", Int64(264_500),
            "d5d7113e778d44a3fed5f192d11c355a554487dd6ad9be5075874ab9a755ffca"
        ),
        (
            "ytf6ooi2gmlNPfpchd94jDOk8hRWOu", "T0001", "INV55567", 1_500_000,
            "9f167eba844d1fcb369404e2bda53702e2f78f7aa12e91da6715414e65b8c86a"
        ),
    ])
    func `a request is signed as in the published examples`(
        key: String, code: String, ref: String, amount: Int64, signature: String
    ) {
        let credentials = TriPayCredentials(apiKey: "DEV-x", privateKey: key, merchantCode: code)
        #expect(credentials.signature(merchantRef: ref, rupiah: amount) == signature)
    }

    @Test func `credentials printed by mistake show nothing`() {
        var printed = ""
        dump(Samples.credentials, to: &printed)
        printed += "\(Samples.credentials) \(String(reflecting: Samples.credentials))"
        #expect(!printed.contains("0001") && !printed.contains("T12345"))
    }

    @Test func `a key that the provider repeats does not get into the log`() {
        let line = Samples.credentials.safeForLog(
            "Key DEV-key-0001\nand sandbox-demo-private-key-0001 are wrong" + String(repeating: "!", count: 500))
        #expect(line.hasPrefix("Key [key] and [key] are wrong!!!"))
        #expect(line.count == 200)
    }
}
