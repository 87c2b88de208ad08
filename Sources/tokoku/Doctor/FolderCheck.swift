import Foundation
import Tenancy
import Vault

/// The files and folders that settings name.
struct FolderCheck {
    let settings: Settings
    let shelf: ThemeShelf

    func findings() -> [Finding] { [masterKey, media, themes, links] }

    private var masterKey: Finding {
        do {
            _ = try MasterKey(base64File: settings.masterKeyFile)
            return .ok("master key", "readable")
        } catch {
            return .fail(
                "master key", Program.words(for: error), "head -c 32 /dev/urandom | base64 > file, and keep a copy")
        }
    }

    private var media: Finding {
        let directory: String
        do { directory = try settings.mediaDirectory } catch {
            return .fail("media folder", error.description, "set it to a folder that the server may write")
        }
        let files = FileManager.default
        if files.isWritableFile(atPath: directory) { return .ok("media folder", directory) }
        let parent = URL(filePath: directory).deletingLastPathComponent().path
        if !files.fileExists(atPath: directory), files.isWritableFile(atPath: parent) {
            return .ok("media folder", "\(directory), made with the first picture")
        }
        return .fail(
            "media folder", "\(directory) cannot be written", "give the server's user the right to write there")
    }

    private var themes: Finding {
        if let refusal = shelf.refusal {
            return .fail("themes", refusal, "see TOKOKU_THEMES_DIR")
        }
        return .ok("themes", shelf.names.joined(separator: ", "))
    }

    private var links: Finding {
        let example = settings.publicURL(host: "shop.example", path: "/")
        if settings.publicScheme == "https" { return .ok("links", example) }
        return .warn("links", example, "use https in earnest: TOKOKU_PUBLIC_SCHEME")
    }
}
