import FoundationEssentials
public import TokoCore
import Vault

/// The shops' pictures, as files `<folder>/<tenant number>/<SHA-256 of the bytes>.<kind>`.
///
/// A name follows from the bytes, so storing twice is storing once, a stored file never changes, and nobody can
/// choose a name. Reading blocks for as long as the disk needs.
public struct MediaStore: Sendable {
    /// 10 MiB.
    public static let mostBytes = 10 << 20
    /// What a browser is asked to unpack at most, so that a small file cannot be a huge picture.
    private static let mostPixels: Int64 = 50_000_000

    private let directory: URL

    /// - Parameter directory: made when the first picture is stored.
    public init(directory: String) {
        self.directory = URL(filePath: directory, directoryHint: .isDirectory)
    }

    /// Keeps a WebP, PNG or JPEG picture, or an SVG that is only a drawing.
    ///
    /// - Parameter alt: what the picture shows.
    /// - Throws: ``MediaError``.
    public func store(_ bytes: [UInt8], alt: String = "", tenant: TenantID) throws(MediaError) -> Picture {
        guard bytes.count <= Self.mostBytes else { throw .tooLarge }
        guard let kind = PictureKind(sniffing: bytes) else { throw .unknownKind }
        if kind == .svg, !SVGCheck.isOnlyADrawing(bytes) { throw .unsafeDrawing }
        guard let size = PixelSize(of: kind, in: bytes) else { throw .damaged }
        guard size.width <= Self.mostPixels, size.height <= Self.mostPixels,
            size.width * size.height <= Self.mostPixels
        else { throw .tooLarge }
        let name = "\(Hex.encode(Digest.sha256(bytes))).\(kind.rawValue)"
        try write(bytes, to: name, of: tenant)
        return Picture(file: name, alt: alt, width: size.width, height: size.height)
    }

    /// - Returns: nil when the name is not one of ours, or this shop has no such picture.
    public func read(_ file: String, tenant: TenantID) throws(MediaError) -> MediaFile? {
        guard Self.isFileName(file), let kind = PictureKind(rawValue: String(file.dropFirst(65))) else { return nil }
        let place = folder(of: tenant).appending(path: file)
        guard FileManager.default.fileExists(atPath: place.path) else { return nil }
        do {
            return MediaFile(bytes: Array(try Data(contentsOf: place)), contentType: kind.contentType)
        } catch {
            throw .unreadable
        }
    }

    /// 64 hex digits in lower case, a dot, and one of `webp png jpg svg`.
    public static func isFileName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return bytes.count > 65 && bytes[64] == UInt8(ascii: ".")
            && bytes[..<64].allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            && PictureKind(rawValue: String(decoding: bytes[65...], as: UTF8.self)) != nil
    }

    private func folder(of tenant: TenantID) -> URL {
        directory.appending(path: String(tenant.number), directoryHint: .isDirectory)
    }

    private func write(_ bytes: [UInt8], to name: String, of tenant: TenantID) throws(MediaError) {
        let place = folder(of: tenant).appending(path: name)
        guard !FileManager.default.fileExists(atPath: place.path) else { return }
        do {
            try FileManager.default.createDirectory(at: folder(of: tenant), withIntermediateDirectories: true)
            // Under another name first: nobody ever reads half a picture.
            try Data(bytes).write(to: place, options: .atomic)
        } catch {
            throw .unwritable
        }
    }
}

public struct MediaFile: Sendable {
    public let bytes: [UInt8]
    public let contentType: String
}

public enum MediaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// More than 10 MiB or 50 million pixels.
    case tooLarge
    /// Neither WebP, PNG, JPEG nor SVG.
    case unknownKind
    /// The picture's header makes no sense.
    case damaged
    /// An SVG with scripts, foreign objects, animations or references to other files.
    case unsafeDrawing
    /// The folder cannot be written.
    case unwritable
    /// The file is there and cannot be read.
    case unreadable

    public var description: String {
        switch self {
        case .tooLarge: "the picture has more than 10 MiB or 50 million pixels"
        case .unknownKind: "not a WebP, PNG, JPEG or SVG picture"
        case .damaged: "the picture is damaged"
        case .unsafeDrawing: "the SVG has scripts, foreign objects, animations or references to other files"
        case .unwritable: "the media folder cannot be written"
        case .unreadable: "a picture cannot be read"
        }
    }
}
