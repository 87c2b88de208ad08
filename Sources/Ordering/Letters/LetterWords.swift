public import Tenancy

/// What letters say when the owner has not worded them.
public enum LetterWords {
    public static func standard(_ letter: MailTexts.Letter) -> MailTexts.Words {
        switch letter {
        case .receipt:
            MailTexts.Words(
                subject: "Kuitansi pesanan {pesanan} dari {toko}",
                opening: """
                    Terima kasih sudah berbelanja di {toko}! Pembayaran untuk pesanan {pesanan} sudah kami terima, dan \
                    pesanan Anda segera kami siapkan.
                    """,
                closing: """
                    Kuitansi dalam bentuk PDF kami lampirkan di surel ini. Ada yang ingin ditanyakan? Balas saja surel \
                    ini, kami senang membantu.
                    """)
        case .shipped:
            MailTexts.Words(
                subject: "Pesanan {pesanan} sudah dikirim",
                opening: """
                    Kabar baik! Pesanan {pesanan} sudah kami serahkan ke {kurir} dengan nomor resi {resi}. Tinggal \
                    menunggu paketnya sampai di tangan Anda.
                    """,
                closing: """
                    Simpan nomor resi di atas untuk melacak paket. Terima kasih sudah berbelanja di {toko}.
                    """)
        case .expired:
            MailTexts.Words(
                subject: "Pesanan {pesanan} ditutup karena belum dibayar",
                opening: """
                    Batas waktu pembayaran pesanan {pesanan} sudah lewat, jadi pesanan ini kami tutup. Anda tidak perlu \
                    membayar apa pun.
                    """,
                closing: """
                    Masih berminat? Anda bisa memesan lagi kapan saja selama barangnya masih ada.

                    Kalau Anda merasa sudah membayar, balas surel ini supaya segera kami periksa.
                    """)
        case .refunded:
            MailTexts.Words(
                subject: "Dana pesanan {pesanan} sudah dikembalikan",
                opening: "Dana untuk pesanan {pesanan} sudah kami kembalikan.",
                closing: """
                    Lamanya dana masuk bergantung pada bank atau dompet digital Anda. Kalau dalam beberapa hari belum \
                    terlihat, balas surel ini supaya kami bantu telusuri.
                    """)
        }
    }

    /// To the shop itself.
    static let waybillWrong = MailTexts.Words(
        subject: "Nomor resi pesanan {pesanan} tidak dikenali kurir",
        opening: """
            {kurir} tidak mengenali nomor resi {resi} untuk pesanan {pesanan} atas nama {nama}. Mungkin ada angka atau \
            huruf yang keliru, atau kurirnya salah pilih.
            """,
        closing: """
            Periksa lagi nomor resinya, lalu perbaiki di halaman pesanan. Pembeli langsung melihat nomor yang baru.
            """)

    /// The owner's words where there are any that can be used, the standard ones elsewhere.
    static func chosen(_ kind: LetterKind, by texts: MailTexts) -> MailTexts.Words {
        guard let letter = kind.words else { return waybillWrong }
        var words = standard(letter)
        let own = texts[letter]
        for part in LetterPart.allCases where !own[part].isEmpty && LetterCheck.problem(own[part], part, letter) == nil
        {
            words[part] = own[part]
        }
        return words
    }
}

/// What of a letter an owner may word.
public enum LetterPart: String, CaseIterable, Sendable, Hashable {
    case subject, opening, closing

    /// Characters at most.
    public var most: Int {
        switch self {
        case .subject: 150
        case .opening, .closing: 1_000
        }
    }

    /// As the owner's page calls it.
    public var name: String {
        switch self {
        case .subject: "Subjek"
        case .opening: "Kalimat pembuka"
        case .closing: "Kalimat penutup"
        }
    }
}

extension MailTexts.Words {
    public subscript(part: LetterPart) -> String {
        get {
            switch part {
            case .subject: subject
            case .opening: opening
            case .closing: closing
            }
        }
        set {
            switch part {
            case .subject: subject = newValue
            case .opening: opening = newValue
            case .closing: closing = newValue
            }
        }
    }
}
