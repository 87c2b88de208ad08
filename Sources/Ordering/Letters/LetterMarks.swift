public import Tenancy

/// The marks that stand for an order's facts in an owner's words: `{nama}`.
public enum LetterMark: String, CaseIterable, Sendable, Hashable {
    case nama, pesanan, total, toko, resi, kurir

    /// Those a letter can fill: a waybill is known only when the parcel is out.
    public static func usable(in letter: MailTexts.Letter) -> [LetterMark] {
        letter == .shipped ? allCases : allCases.filter { $0 != .resi }
    }

    /// As it is typed: `{nama}`.
    public var typed: String { "{\(rawValue)}" }
}

/// Reads an owner's words before they are kept.
public enum LetterCheck {
    /// What is wrong with the words of a letter, in Indonesian; empty when they can be kept. Empty parts are fine: the
    /// standard words stand there.
    public static func problems(with words: MailTexts.Words, for letter: MailTexts.Letter) -> [LetterPart: String] {
        var problems: [LetterPart: String] = [:]
        for part in LetterPart.allCases { problems[part] = problem(words[part], part, letter) }
        return problems
    }

    static func problem(_ text: String, _ part: LetterPart, _ letter: MailTexts.Letter) -> String? {
        guard text.count <= part.most else { return "\(part.name) paling panjang \(part.most) karakter." }
        let breaks: Set<Unicode.Scalar> = ["\n", "\r"]
        if part == .subject, text.unicodeScalars.contains(where: breaks.contains) {
            return "Subjek harus satu baris."
        }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control || breaks.contains($0)
        }
        guard isPlain else { return "\(part.name) berisi karakter yang tidak bisa dikirim." }
        guard let pieces = LetterPiece.pieces(of: text) else {
            return "Ada kurung kurawal yang tidak berpasangan. Tulis tanda seperti {nama}."
        }
        let usable = LetterMark.usable(in: letter)
        for case .mark(let name) in pieces {
            guard let mark = LetterMark(rawValue: name) else {
                let list = usable.map(\.typed).joined(separator: ", ")
                return "Tanda {\(name.prefix(30))} tidak dikenal. Yang bisa dipakai: \(list)."
            }
            if !usable.contains(mark) { return "Tanda \(mark.typed) hanya bisa dipakai di surat pengiriman." }
        }
        return nil
    }
}

/// A stretch of plain words, or the name in a mark.
enum LetterPiece: Equatable {
    case plain(String)
    case mark(String)

    /// Nil when a brace stands alone.
    static func pieces(of text: String) -> [LetterPiece]? {
        var pieces: [LetterPiece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{" else { return nil }
            if brace > rest.startIndex { pieces.append(.plain(String(rest[..<brace]))) }
            rest = rest[rest.index(after: brace)...]
            guard let end = rest.firstIndex(where: { $0 == "{" || $0 == "}" }), rest[end] == "}" else { return nil }
            pieces.append(.mark(String(rest[..<end])))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.plain(String(rest))) }
        return pieces
    }

    /// The text with its marks filled, in one go: a mark inside a customer's name stays what it is.
    static func fill(_ text: String, _ value: (LetterMark) -> String) -> String {
        (pieces(of: text) ?? [.plain(text)]).reduce(into: "") { filled, piece in
            switch piece {
            case .plain(let words): filled += words
            case .mark(let name): filled += LetterMark(rawValue: name).map(value) ?? "{\(name)}"
            }
        }
    }
}
