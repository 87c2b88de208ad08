import ArgumentParser
import Foundation

/// `--json`, on every command that prints.
struct Output: ParsableArguments {
    @Flag(help: "Print JSON for programs instead of text for people.")
    var json = false

    /// Prints the value as JSON, or the text.
    func show(_ value: some Encodable, _ text: @autoclosure () -> String) throws {
        if json {
            try showJSON(value)
        } else {
            print(text())
        }
    }

    func show(_ value: some Encodable, _ table: TextTable, ifEmpty nothing: String) throws {
        try show(value, table.isEmpty ? nothing : table.rendered(width: Terminal.width))
    }

    /// A line about something under way; people see it, programs do not.
    func tell(_ line: String) {
        if !json { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
    }

    private func showJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        encoder.keyEncodingStrategy = .convertToSnakeCase
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
