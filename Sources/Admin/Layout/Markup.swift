import Web

/// HTML under construction: what is interpolated is text and gets escaped, unless it is markup already.
struct Markup: ExpressibleByStringInterpolation, Sendable {
    let html: String

    init(stringLiteral value: String) { html = value }
    init(stringInterpolation: Interpolation) { html = stringInterpolation.html }

    static let nothing: Markup = ""

    struct Interpolation: StringInterpolationProtocol {
        var html = ""

        init(literalCapacity: Int, interpolationCount: Int) { html.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { html += literal }
        /// Disfavoured, so that a literal between the signs of an interpolation (`\(isNew ? "<b>" : "")`) is markup,
        /// whose own interpolations are escaped in turn.
        @_disfavoredOverload
        mutating func appendInterpolation(_ text: String) { html += HTML.escape(text) }
        mutating func appendInterpolation(_ number: some BinaryInteger) { html += String(number) }
        @_disfavoredOverload
        mutating func appendInterpolation(_ text: some CustomStringConvertible) { html += HTML.escape("\(text)") }
        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
        mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }
        mutating func appendInterpolation(_ markups: [Markup]) { for markup in markups { html += markup.html } }
    }
}
