/// One callback with what the shop said to each try.
struct LetterView {
    let letter: Letter

    var card: HTML {
        let oddity: HTML = letter.oddity.map { "<span class=\"tag wait\">\($0)</span> " } ?? ""
        return """
            <div class="card">
            <p><span class="tag \(letter.status.rawValue)">\(letter.status.rawValue)</span> \(oddity)\
            <span class="tag \(state.style)">\(state.words)</span></p>
            <p class="soft">\(letter.url ?? "Toko tidak memberi alamat callback.")</p>
            \(tries)
            <details><summary>Isi dan tanda tangan</summary><pre>\(letter.body)</pre>\
            <pre>X-Callback-Signature: \(letter.signature)</pre></details>
            </div>
            """
    }

    private var state: (words: String, style: String) {
        if letter.isAccepted { return ("diterima", "ok") }
        if letter.url == nil { return ("tidak dikirim", "no") }
        if letter.isOver { return ("ditolak \(letter.attempts.count) kali, tidak dicoba lagi", "no") }
        return (letter.attempts.isEmpty ? "dalam perjalanan" : "akan dicoba lagi", "wait")
    }

    private var tries: HTML {
        let rows = letter.attempts.enumerated().map { index, attempt -> HTML in
            """
            <tr><td>\(index + 1)</td><td>\(SandboxPage.time(attempt.at))</td>\
            <td>\(attempt.httpStatus.map { "HTTP \($0)" } ?? "tanpa jawaban")</td><td><code>\(attempt.answer)</code></td></tr>
            """
        }
        return rows.isEmpty ? "" : "<div class=\"scroll\"><table><tbody>\(rows)</tbody></table></div>"
    }
}
