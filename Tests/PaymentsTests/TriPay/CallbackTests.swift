import FoundationEssentials
import Testing
import TokoCore

@testable import Payments

struct CallbackTests {
    private static let key = "sandbox-demo-private-key-0001"
    private static let head =
        #"{"reference":"DEV-T1234500000012ABCDE","merchant_ref":"TK-20260301-0007","#
        + #""payment_method":"BNI Virtual Account","payment_method_code":"BNIVA","total_amount":268750,"#
        + #""fee_merchant":0,"fee_customer":4250,"total_fee":4250,"amount_received":264500,"is_closed_payment":1,"#
        + #""status":"PAID","paid_at":1772341200,"note":"#
    private static let exampleB = Array((head + "null}").utf8)
    private static let exampleC = Array((head + #""Dibayar via BNI\/ATM"}"#).utf8)
    private static let signatureB = "a5d354c054da164f32e29a6e82a8e393e0111fb6d6ef49267193912d2a664851"
    private static let signatureC = "45cce7f219b56586e590b0735504b527d1896482965fe731901fb7e5acdf1820"

    @Test func `the published callbacks verify over their raw bytes`() {
        #expect(Self.exampleB.count == 314)
        #expect(Self.exampleC.count == 332)
        #expect(TriPayCallback.verify(rawBody: Self.exampleB, signature: Self.signatureB, privateKey: Self.key))
        #expect(TriPayCallback.verify(rawBody: Self.exampleC, signature: Self.signatureC, privateKey: Self.key))
        #expect(
            TriPayCallback.verify(
                rawBody: Self.exampleB, signature: Self.signatureB.uppercased(), privateKey: Self.key))
    }

    @Test(arguments: [
        nil, "", signatureC, String(signatureB.dropLast()), signatureB + "0", " " + signatureB,
        String(repeating: "0", count: 64), "zz" + signatureB.dropFirst(2),
        "fc9d502c424e0adff4c885e42f114868589a060fa5fed994377b09c6b8ba33ef",
    ])
    func `any other signature is refused`(signature: String?) {
        #expect(!TriPayCallback.verify(rawBody: Self.exampleB, signature: signature, privateKey: Self.key))
    }

    @Test func `a body that differs in one byte, or another shop's key, is refused`() {
        var body = Self.exampleB
        body[200] ^= 1
        #expect(!TriPayCallback.verify(rawBody: body, signature: Self.signatureB, privateKey: Self.key))
        #expect(!TriPayCallback.verify(rawBody: Self.exampleB, signature: Self.signatureB, privateKey: "another"))
        #expect(!TriPayCallback.verify(rawBody: Self.exampleB, signature: Self.signatureB, privateKey: ""))
    }

    @Test func `it says which bill, how much and what became of it`() throws {
        let callback = try TriPayCallback(rawBody: Self.exampleC)
        #expect(callback.reference == "DEV-T1234500000012ABCDE")
        #expect(callback.merchantRef == "TK-20260301-0007")
        #expect(callback.channel == "BNIVA")
        #expect(callback.totalAmount?.rupiah == 268_750)
        #expect(callback.feeCustomer.rupiah == 4_250)
        #expect(callback.status == .paid)
        #expect(callback.paidAt == Date(timeIntervalSince1970: 1_772_341_200))
        #expect(callback.note == "Dibayar via BNI/ATM")
        #expect(!callback.isTest)
    }

    @Test(arguments: [
        ("268750", "4250", true), ("264500", "0", true), ("264500", "4250", true), ("264499", "0", false),
        ("268750", "0", false), ("268751", "4250", false), ("264500", "264500", true), ("0", "0", false),
        ("null", "4250", false), ("\"268750\"", "\"4250\"", true), ("4250", "268750", false),
    ])
    func `only the order's own amount matches`(total: String, fee: String, matches: Bool) throws {
        let body = #"{"reference":"R","total_amount":\#(total),"fee_customer":\#(fee),"status":"PAID"}"#
        let callback = try TriPayCallback(rawBody: Array(body.utf8))
        #expect(callback.amountMatches(try Money(rupiah: 264_500)) == matches)
    }

    @Test(arguments: [
        ("PAID", BillStatus.paid), ("EXPIRED", .expired), ("FAILED", .failed), ("REFUND", .refunded),
        ("UNPAID", .unpaid), ("paid", .paid), ("SETTLED", .unknown("SETTLED")),
    ])
    func `every status is understood, a new one too`(word: String, status: BillStatus) throws {
        let body = #"{"reference":"R","merchant_ref":"M","status":"\#(word)","total_amount":1,"paid_at":"1772341200"}"#
        let callback = try TriPayCallback(rawBody: Array(body.utf8))
        #expect(callback.status == status)
        #expect(callback.paidAt == Date(timeIntervalSince1970: 1_772_341_200))
    }

    @Test func `the dashboard's test names no bill`() throws {
        let body = #"{"reference":null,"merchant_ref":null,"status":"PAID","note":"Test Callback","total_amount":0}"#
        #expect(try TriPayCallback(rawBody: Array(body.utf8)).isTest)
    }

    @Test(arguments: [
        "", "[]", "null", "{", "<html>", #"{"total_amount":-1}"#, #"{"total_amount":1.5}"#,
        #"{"total_amount":99999999999999999999}"#, #"{"total_amount":"satu"}"#, #"{"paid_at":-5}"#,
        #"{"reference":5}"#,
    ])
    func `what is no callback is refused without a crash`(body: String) {
        #expect(throws: TriPayCallbackError.malformed) { try TriPayCallback(rawBody: Array(body.utf8)) }
    }

    @Test func `a body above 64 KiB is not read`() {
        let body = [UInt8](repeating: 0x20, count: 65_537)
        #expect(throws: TriPayCallbackError.tooLarge) { try TriPayCallback(rawBody: body) }
    }
}
