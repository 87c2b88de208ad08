import QR
import Theming

extension QRCode {
    /// As an SVG that scales, four modules of quiet around it as the standard asks.
    func svg(label: String) -> SanitisedHTML {
        let side = size + 2 * 4
        var path = ""
        for (y, row) in modules.enumerated() {
            var x = 0
            while x < row.count {
                guard row[x] else {
                    x += 1
                    continue
                }
                let start = x
                while x < row.count, row[x] { x += 1 }
                path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z"
            }
        }
        return SanitisedHTML(
            built: "<svg viewBox=\"0 0 \(side) \(side)\" role=\"img\" aria-label=\"\(HTMLText.escaped(label))\" "
                + "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h\(side)v\(side)H0z\"/>"
                + "<path fill=\"#000\" d=\"\(path)\"/></svg>")
    }
}
