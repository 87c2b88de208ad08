import Foundation

/// The checkout that these tests were built from, as text.
enum Checkout {
    struct File: Sendable, CustomStringConvertible {
        /// From the checkout's root: `Sources/TokoCore/Money/Money.swift`.
        let path: String
        let text: String
        let lines: [Substring]
        /// The lines that are code, with their numbers: no comments, whether they fill a line or end it.
        let code: [(number: Int, text: Substring)]

        /// `Sources/TokoCore/...` -> `TokoCore`
        var target: String { String(path.split(separator: "/")[1]) }
        var description: String { path }

        init(path: String, text: String) {
            self.path = path
            self.text = text
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            code = lines.enumerated().compactMap { index, line in
                let start = line.drop(while: \.isWhitespace)
                if start.isEmpty || start.hasPrefix("//") || start.hasPrefix("--") { return nil }
                return (index + 1, line.range(of: " // ").map { line[..<$0.lowerBound] } ?? line)
            }
        }
    }

    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every file of a folder with one of the endings, by path.
    static func files(in folder: String, endings: [String] = [".swift"]) throws -> [File] {
        let top = root.appending(path: folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: top.path)
        return try names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted().map { name in
            let text = try String(contentsOf: top.appending(path: name), encoding: .utf8)
            return File(path: "\(folder)/\(name)", text: text)
        }
    }

    /// What git keeps directly below the root.
    static func topLevel() throws -> Set<String> {
        let git = Process()
        let output = Pipe()
        git.executableURL = URL(filePath: "/usr/bin/env")
        git.arguments = ["git", "-c", "safe.directory=*", "-C", root.path, "ls-files"]
        git.standardOutput = output
        try git.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        let paths = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
    }
}

extension Checkout.File {
    /// `Sources/TokoCore/Money/Money.swift:12: let x: Double`, one for each line of code that has the pattern.
    func findings(_ pattern: String) throws -> [String] {
        let pattern = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
        func isFound(in text: String) -> Bool {
            pattern.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
        }
        // Most files have nothing of the kind, and one look at the whole is quicker than one at each line.
        guard isFound(in: text) else { return [] }
        return code.filter { isFound(in: String($0.text)) }
            .map { "\(path):\($0.number): \($0.text.drop(while: \.isWhitespace))" }
    }
}
