import TokoCore

/// A letter as HTML: one column that fits a phone, styles inline because mail readers drop style sheets, no pictures,
/// and no colours of paper and ink, so that a dark reader may choose its own.
extension Letter {
    var html: String {
        """
        <!doctype html>
        <html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">\
        <title>\(subject.escaped)</title></head>
        <body style="margin:0;padding:0">
        <div style="display:none;max-height:0;overflow:hidden">\(summary.shortened(120).escaped)</div>
        <div style="max-width:560px;margin:0 auto;padding:24px 20px;\
        font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.55">
        <div style="border-top:4px solid \(accent);padding-top:18px;font-size:18px;font-weight:700">\
        \((sender.first ?? "").escaped)</div>
        <p style="margin:20px 0 12px">\(greeting.escaped)</p>
        \(paragraphs(opening))\(noticeHTML)\(factsHTML)\(linesHTML)\(sumsHTML)\(addressHTML)\(buttonHTML)\
        \(paragraphs(closing))
        <div style="margin-top:28px;padding-top:16px;border-top:1px solid #a8a29e;font-size:14px">Salam hangat,<br>\
        \(sender.map(\.escaped).joined(separator: "<br>"))</div>
        </div></body></html>

        """
    }

    /// Mails above 102 KB are clipped by Gmail, so a very long list is cut; the receipt and the page have all of it.
    private static let mostLines = 40

    private func paragraphs(_ texts: [String]) -> String {
        texts.map {
            "<p style=\"margin:0 0 12px\">\($0.escaped.split(separator: "\n").joined(separator: "<br>"))</p>\n"
        }.joined()
    }

    private var noticeHTML: String {
        notice.map {
            "<p style=\"margin:16px 0;padding:10px 14px;border-left:4px solid #d97706\">\($0.escaped)</p>\n"
        } ?? ""
    }

    private var factsHTML: String { table(facts.map { ($0.label, $0.value.escaped, false) }) }

    private var sumsHTML: String {
        sums.isEmpty ? "" : table(sums.map { ($0.label, $0.value.escaped, $0.isSum) }, isRight: true)
    }

    private func table(_ rows: [(label: String, value: String, isStrong: Bool)], isRight: Bool = false) -> String {
        let side = isRight ? "right" : "left"
        let cells = rows.map { row in
            let weight = row.isStrong ? "700" : "400"
            return "<tr><td style=\"padding:3px 14px 3px 0;font-weight:\(weight);vertical-align:top;"
                + "white-space:nowrap\">"
                + "\(row.label.escaped)</td><td style=\"padding:3px 0;text-align:\(side);"
                + "font-weight:\(isRight ? weight : "600");vertical-align:top\">\(row.value)</td></tr>"
        }
        let width = isRight ? "100%" : "auto"
        return "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"width:\(width);margin:14px 0;"
            + "border-collapse:collapse;font-size:15px\">\(cells.joined())</table>\n"
    }

    private var linesHTML: String {
        guard !lines.isEmpty else { return "" }
        let rows = lines.prefix(Self.mostLines).map { line in
            let options =
                line.options.isEmpty
                ? "" : "<br><span style=\"font-size:14px\">\(line.options.shortened(120).escaped)</span>"
            return "<tr><td style=\"padding:9px 16px 9px 0;border-bottom:1px solid #d6d3d1\">"
                + "<strong>\(line.name.shortened(120).escaped)</strong>\(options)<br><span style=\"font-size:14px\">"
                + "\(line.pieces.groupedIndonesian) × \(line.price.formatted)</span></td>"
                + "<td style=\"padding:9px 0;border-bottom:1px solid #d6d3d1;text-align:right;vertical-align:top;"
                + "white-space:nowrap\">\(line.total.formatted)</td></tr>"
        }
        let rest = lines.count - Self.mostLines
        let more = rest > 0 ? "<p style=\"margin:0 0 12px\">dan \(rest) barang lainnya.</p>\n" : ""
        return "<table cellpadding=\"0\" cellspacing=\"0\" style=\"width:100%;margin:14px 0;border-collapse:collapse;"
            + "font-size:15px\">\(rows.joined())</table>\n\(more)"
    }

    private var addressHTML: String {
        guard !address.isEmpty else { return "" }
        return "<p style=\"margin:14px 0;font-size:15px\"><strong>Dikirim ke</strong><br>"
            + "\(address.map(\.escaped).joined(separator: "<br>"))</p>\n"
    }

    private var buttonHTML: String {
        button.map {
            "<p style=\"margin:22px 0\"><a href=\"\($0.url.escaped)\" style=\"display:inline-block;padding:12px 22px;"
                + "border-radius:8px;background:\(accent);color:\(PaperLook.ink(on: accent));font-weight:700;"
                + "text-decoration:none\">\($0.label.escaped)</a></p>\n"
        } ?? ""
    }
}

extension String {
    /// For text and quoted attributes of HTML.
    var escaped: String {
        var out = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// At most so many characters, the last of them an ellipsis when some were cut. Combining marks count, so that no
    /// character is a heap of them.
    func shortened(_ most: Int) -> String {
        unicodeScalars.count <= most ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(most - 1))) + "…"
    }
}
