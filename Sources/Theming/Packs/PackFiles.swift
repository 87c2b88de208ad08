import FoundationEssentials

/// A pack's folder as read from disk, within bounds, before anybody looked inside the files.
struct PackFiles: Sendable {
    static let mostTemplateBytes = 64 * 1_024
    static let mostAssetBytes = 512 * 1_024
    static let mostBytes = 4 * 1_024 * 1_024
    static let mostFiles = 300

    let manifest: String
    /// By name without extension: `layout`, `pages/home`, `parts/card`.
    let templates: [String: String]
    /// By file name.
    let assets: [String: [UInt8]]
    /// By language.
    let locales: [String: [UInt8]]
    let fingerprint: String

    /// - Throws: ``ThemeError/refused(pack:problems:)``.
    init(folder: String) throws(ThemeError) {
        var reader = Reader(folder: folder)
        manifest = reader.text("theme.toml", most: Self.mostTemplateBytes)
        var templates: [String: String] = ["layout": reader.text("layout.mustache", most: Self.mostTemplateBytes)]
        for part in ["pages", "parts"] {
            for file in reader.files(in: part, endings: ["mustache"]) {
                templates["\(part)/\(file.dropLast(9))"] = reader.text("\(part)/\(file)", most: Self.mostTemplateBytes)
            }
        }
        var assets: [String: [UInt8]] = [:]
        for file in reader.files(in: "assets", endings: ThemeAsset.endings) {
            assets[file] = reader.bytes("assets/\(file)", most: Self.mostAssetBytes)
        }
        var locales: [String: [UInt8]] = [:]
        for file in reader.files(in: "locales", endings: ["json"]) {
            locales[String(file.dropLast(5))] = reader.bytes("locales/\(file)", most: Self.mostTemplateBytes)
        }
        guard reader.problems.isEmpty else {
            throw .refused(pack: Self.name(of: folder), problems: reader.problems)
        }
        self.templates = templates
        self.assets = assets
        self.locales = locales
        fingerprint = reader.fingerprint.text
    }

    static func name(of folder: String) -> String { String(folder.split(separator: "/").last ?? "?") }
}

private struct Reader {
    let folder: String
    var problems: [PackProblem] = []
    var fingerprint = Fingerprint()
    private var total = 0
    private var count = 0

    init(folder: String) { self.folder = folder }

    /// File names of a sub-folder, sorted; no sub-folder is no file.
    mutating func files(in part: String, endings: Set<String>) -> [String] {
        let path = "\(folder)/\(part)"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
            for name in names where !isAllowed(name, endings: endings) {
                problems.append(
                    PackProblem(
                        file: "\(part)/\(name)", line: nil,
                        message:
                            "expected a file name of a-z 0-9 - ending in \(endings.sorted().joined(separator: ", "))"))
            }
            return names.filter { isAllowed($0, endings: endings) }
        } catch {
            problems.append(PackProblem(file: part, line: nil, message: "cannot be listed"))
            return []
        }
    }

    private func isAllowed(_ name: String, endings: Set<String>) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && endings.contains(String(parts[1])) && !parts[0].isEmpty
            && parts[0].utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }

    mutating func text(_ file: String, most: Int) -> String {
        let bytes = bytes(file, most: most)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problems.append(PackProblem(file: file, line: nil, message: "is not UTF-8"))
            return ""
        }
        return text
    }

    mutating func bytes(_ file: String, most: Int) -> [UInt8] {
        count += 1
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                return refuse(file, "must be a regular file")
            }
            let size = (attributes[.size] as? Int) ?? Int((attributes[.size] as? UInt64) ?? 0)
            guard size <= most else { return refuse(file, "is larger than \(most) bytes") }
            guard total + size <= PackFiles.mostBytes, count <= PackFiles.mostFiles else {
                return refuse(
                    file, "the pack has more than \(PackFiles.mostBytes) bytes or \(PackFiles.mostFiles) files")
            }
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
            total += bytes.count
            fingerprint.add(file.utf8)
            fingerprint.add(bytes)
            return bytes
        } catch {
            return refuse(file, "is missing or cannot be read")
        }
    }

    private mutating func refuse(_ file: String, _ message: String) -> [UInt8] {
        problems.append(PackProblem(file: file, line: nil, message: message))
        return []
    }
}

/// FNV-1a, 64 bits: names a content in an address, so that new content has a new address. Not a protection.
struct Fingerprint {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        // Ends the piece, so that "ab","c" and "a","bc" differ.
        state = (state ^ 0xff) &* 0x100_0000_01b3
    }

    var text: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
