import Testing

@testable import Payments

struct PlainLinesTests {
    @Test(arguments: [
        ("Masukkan kartu dan PIN", ["Masukkan kartu dan PIN"]),
        ("Pilih <b>Transfer</b>, lalu <b>Virtual Account</b>", ["Pilih Transfer, lalu Virtual Account"]),
        ("Satu<br>dua<br/>tiga<BR />empat", ["Satu", "dua", "tiga", "empat"]),
        ("<p>Satu</p><p>dua</p>", ["Satu", "dua"]),
        ("Buka <a href=\"https://x.test/?a=1&b=2\" onclick='x()'>laman</a>", ["Buka laman"]),
        (
            "Simpan &amp; bayar &quot;kini&quot; &#39;ya&#39; &#x41; &nbsp; &lt;b&gt;",
            ["Simpan & bayar \"kini\" 'ya' A <b>"]
        ),
        ("saldo < 5000 & > 1000; a &bogus; b", ["saldo < 5000 & > 1000; a &bogus; b"]),
        ("a<script>alert(1)</script>b<style>x{}</style>c<script>tak ditutup", ["abc"]),
        ("a <!-- diam --> b", ["a b"]),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", ["<script>alert(1)</script>"]),
        ("  baris\nsatu  ", ["baris satu"]), ("", []), ("<br>", []), ("<b", ["<b"]),
    ])
    func `a step is shown as text`(html: String, lines: [String]) {
        #expect(PlainLines.text(html) == lines)
    }
}
