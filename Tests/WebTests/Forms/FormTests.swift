import Testing
import Web

@Suite struct FormTests {
    @Test(arguments: [
        ("nama=Kopi+Susu", "Kopi Susu"), ("nama=Kopi%20Susu", "Kopi Susu"), ("nama=1%2B1", "1+1"),
        ("nama=%2525", "%25"), ("nama=%C3%A9", "é"), ("nama=%e2%82%ac", "€"), ("nama=a=b=c", "a=b=c"),
        ("nama=", ""), ("nama", ""), ("%6Eama=x", "x"), ("&&nama=x&", "x"), ("nama=%3Cscript%3E", "<script>"),
        ("lain=y", ""), ("", ""),
    ])
    func `a value is decoded once`(encoded: String, value: String) throws {
        #expect(try #require(Form(encoded: encoded)).raw("nama") == value)
    }

    @Test(arguments: [
        "a=%", "a=%4", "a=%zz", "a=%+1", "a=%-1", "%=a", "a=1&b=%", "a=%FF", "a=%C3", "a=%C3%28", "a=%ED%A0%80",
        "a=%C0%80", "a=%00", "%00=a", "a=b\u{0}",
    ])
    func `a broken escape, other than UTF-8 and a zero byte spoil the form`(encoded: String) {
        #expect(Form(encoded: encoded) == nil)
    }

    @Test func `of two values with one name the first counts, and both are there`() throws {
        let form = try #require(Form(encoded: "a=1&a=2&b=3"))
        #expect(form["a"] == "1")
        #expect(form.fields.map(\.value) == ["1", "2", "3"])
    }

    @Test func `spaces at the ends are dropped, but not from a password`() throws {
        let form = try #require(Form(encoded: "sandi=+%09%C2%A0kata+sandi%0D%0A+"))
        #expect(form["sandi"] == "kata sandi")
        #expect(form.raw("sandi") == " \t\u{a0}kata sandi\r\n ")
    }

    @Test func `a name that is there without a value is there`() throws {
        let form = try #require(Form(encoded: "cari&status="))
        #expect(form.has("cari"))
        #expect(form.has("status"))
        #expect(!form.has("hal"))
    }
}
