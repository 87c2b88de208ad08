import Foundation

/// The terminal, if there is one on the other side.
enum Terminal {
    static var isInput: Bool { isatty(0) == 1 }
    static var isOutput: Bool { isatty(1) == 1 }

    /// Columns of the terminal; nil when the output goes elsewhere and need not fit.
    static var width: Int? {
        guard isOutput else { return nil }
        let size = stty(["size"])?.split(separator: " ").last.flatMap { Int($0) }
        return size.map { max(40, $0) } ?? 100
    }

    /// Asks for a line without showing what is typed.
    static func hiddenLine(_ prompt: String) -> String? {
        FileHandle.standardError.write(Data(prompt.utf8))
        _ = stty(["-echo"])
        defer {
            _ = stty(["echo"])
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine(strippingNewline: true)
    }

    /// Runs stty(1) on our own input, so that no C structure of terminals is needed here.
    private static func stty(_ arguments: [String]) -> String? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["stty"] + arguments
        process.standardInput = FileHandle.standardInput
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
