import FoundationEssentials

/// A pack's words in one language: `{"cart": {"title": "Keranjang"}}` is `{{t.cart.title}}`.
struct LocaleStrings: Sendable {
    private indirect enum Entry: Decodable {
        case word(String)
        case group([String: Entry])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let word = try? container.decode(String.self) {
                self = .word(word)
            } else {
                self = .group(try container.decode([String: Entry].self))
            }
        }

        var value: ViewValue {
            switch self {
            case .word(let word): .text(word)
            case .group(let entries): .group(ViewTree(entries.mapValues(\.value)))
            }
        }

        var kind: Shape.Kind {
            switch self {
            case .word: .text
            case .group(let entries): .group(Shape(entries.mapValues(\.kind)))
            }
        }
    }

    let tree: ViewTree
    let shape: Shape

    init(json: [UInt8], file: String) throws(PackProblem) {
        do {
            let entries = try JSONDecoder().decode([String: Entry].self, from: Data(json))
            tree = ViewTree(entries.mapValues(\.value))
            shape = Shape(entries.mapValues(\.kind))
        } catch {
            throw PackProblem(file: file, line: nil, message: "expected a JSON object of texts and objects of texts")
        }
    }
}
