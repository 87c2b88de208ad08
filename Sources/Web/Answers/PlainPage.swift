import HTTPTypes
import Hummingbird
import NIOCore

/// Pages for when there is no shop, or no theme that could be trusted to draw them.
enum PlainPage {
    static let unknownHost = answer(
        .notFound, title: "Alamat tidak ditemukan", text: "Tidak ada toko di alamat ini. Periksa lagi penulisannya.")

    /// - Parameter problem: its message is ours, so it can be shown as it stands.
    static func problem(_ problem: Problem) -> Response {
        let title =
            switch problem.status {
            case .notFound: "Tidak ditemukan"
            case let status where status.kind == .serverError: "Ada gangguan"
            default: "Tidak bisa dilanjutkan"
            }
        return answer(problem.status, title: title, text: problem.message)
    }

    static func closed(shop name: String) -> Response {
        answer(
            .serviceUnavailable, title: name,
            text: "\(name) sedang tutup sementara. Silakan kembali lagi nanti.")
    }

    private static func answer(_ status: HTTPResponse.Status, title: String, text: String) -> Response {
        let html = """
            <!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="robots" content="noindex"><title>\(HTML.escape(title))</title>
            <h1>\(HTML.escape(title))</h1><p>\(HTML.escape(text))</p></html>
            """
        return Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}

/// Text as HTML: safe between tags and inside quoted attributes.
public enum HTML {
    public static func escape(_ text: String) -> String {
        var out = ""
        out.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
