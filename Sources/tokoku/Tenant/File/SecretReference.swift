import Foundation

/// Where a secret lies: `{ env = "NAME" }` or `{ file = "path" }`. The file of a shop never holds one itself.
enum SecretReference {
    case value(String)
    /// The variable is not set here: good enough when the shop has the secret already.
    case unset(variable: String)

    /// What the reference leads to, or nil after noting what is wrong. An absent key is no mistake and gives nil too.
    static func read(_ key: String, of table: TableReader, environment: [String: String]) -> SecretReference? {
        guard table.has(key) else { return nil }
        guard table.isTable(key) else {
            table.note(key, "expected { env = \"NAME\" } or { file = \"path\" }, never the secret itself")
            return nil
        }
        let reference = table.inner(key)
        let variable = reference.text("env", length: 1...200)
        let file = reference.text("file", length: 1...1_000)
        reference.finish()
        switch (variable, file) {
        case (let variable?, nil):
            guard let value = environment[variable], !value.isEmpty else { return .unset(variable: variable) }
            return .value(value)
        case (nil, let file?):
            guard let bytes = FileManager.default.contents(atPath: table.file.resolve(file)) else {
                table.note(key, "the file \(file) cannot be read")
                return nil
            }
            let value = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if value.isEmpty { table.note(key, "the file \(file) is empty") }
            return value.isEmpty ? nil : .value(value)
        default:
            table.note(key, "expected either { env = \"NAME\" } or { file = \"path\" }")
            return nil
        }
    }
}
