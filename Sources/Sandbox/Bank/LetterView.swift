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
        let lines = letter.attempts.map { attempt -> HTML in
            """
            <li>\(SandboxPage.time(attempt.at)): \(attempt.httpStatus.map { "HTTP \($0)" } ?? "tanpa jawaban")<br>\
            <code>\(attempt.answer)</code></li>
            """
        }
        return lines.isEmpty ? "" : "<ol>\(lines)</ol>"
    }
}
