import Catalog
import Foundation
import Testing
import TokoCore
import Vault

struct MediaTests {
    private func withStore(_ body: (MediaStore, URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "media-\(UUID().uuidString)")
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try body(MediaStore(directory: folder.path), folder)
    }

    @Test(arguments: Pictures.good)
    func `a picture is kept under the hash of its bytes with its size`(picture: Pictures.Good) throws {
        try withStore { store, folder in
            let stored = try store.store(picture.bytes, alt: "Kopi", tenant: TenantID(7))
            #expect(stored.file == Hex.encode(Digest.sha256(picture.bytes)) + "." + picture.ending)
            #expect(stored.width == picture.width)
            #expect(stored.height == picture.height)
            #expect(stored.alt == "Kopi")
            let again = try store.store(picture.bytes, tenant: TenantID(7))
            #expect(again.file == stored.file)
            let read = try #require(try store.read(stored.file, tenant: TenantID(7)))
            #expect(read.bytes == picture.bytes)
            #expect(read.contentType == picture.contentType)
            let elsewhere = try store.read(stored.file, tenant: TenantID(8))
            #expect(elsewhere == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["7"])
        }
    }

    @Test(arguments: [
        "<svg width='1' height='1'><script>alert(1)</script></svg>",
        "<svg width='1' height='1'><ScRiPt href='x'/></svg>",
        "<svg width='1' height='1' onload='alert(1)'></svg>",
        "<svg width='1' height='1'><rect OnClick='alert(1)'/></svg>",
        "<svg width='1' height='1'><foreignObject><p>x</p></foreignObject></svg>",
        "<svg width='1' height='1'><image href='https://evil.example/x.png'/></svg>",
        "<svg width='1' height='1'><use href='https://evil.example/x.svg#a'/></svg>",
        "<svg width='1' height='1'><use xlink:href='data:image/svg+xml,x'/></svg>",
        "<svg width='1' height='1'><a href='#x'>x</a></svg>",
        "<svg width='1' height='1'><style>@import 'https://evil.example'</style></svg>",
        "<svg width='1' height='1'><rect style='fill:url(https://evil.example/x)'/></svg>",
        "<svg width='1' height='1'><rect style='fill:u\\72l(//evil.example)'/></svg>",
        "<svg width='1' height='1'><rect fill='url(#a) url( //evil.example )'/></svg>",
        "<svg width='1' height='1'><animate attributeName='href' to='javascript:alert(1)'/></svg>",
        "<svg width='1' height='1'><use href='&#104;ttps://evil.example'/></svg>",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg width='1' height='1'></svg>",
        "<?xml version='1.0'?><!DOCTYPE svg><svg width='1' height='1'></svg>",
        "<?xml version='1.0'?><?xml-stylesheet href='https://evil.example'?><svg width='1' height='1'></svg>",
        "<svg width='1' height='1'><rect fill=red/></svg>",
        "<svg width='1' height='1'><rect fill='red",
        "<svg width='1' height='1'><!-- <script>",
        "<svg width='1' height='1'><![CDATA[<script>]]></svg>",
    ])
    func `an SVG that is more than a drawing is refused`(text: String) throws {
        try withStore { store, folder in
            let error = #expect(throws: MediaError.self) { try store.store(Array(text.utf8), tenant: TenantID(7)) }
            #expect(error == .unsafeDrawing || error == .unknownKind)
            let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(kept.isEmpty)
        }
    }

    @Test(
        arguments: [
            (Array("<html><svg></svg></html>".utf8), .unknownKind),
            (Array("<?php system('ls'); ?>".utf8), .unknownKind),
            (Array("GIF89a".utf8), .unknownKind),
            ([], .unknownKind),
            ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], .damaged),
            ([0xff, 0xd8, 0xff, 0xd9], .damaged),
            (Array("RIFF....WEBPVP8 ".utf8), .damaged),
            (Pictures.png(width: 100_000, height: 100_000), .tooLarge),
            (Pictures.png(width: 0, height: 5), .damaged),
            (Array("<svg viewBox='0 0 1'></svg>".utf8), .damaged),
        ] as [([UInt8], MediaError)])
    func `what is no picture is refused`(bytes: [UInt8], error: MediaError) throws {
        try withStore { store, _ in
            #expect(throws: error) { try store.store(bytes, tenant: TenantID(7)) }
        }
    }

    @Test func `a file above 10 MiB is refused`() throws {
        try withStore { store, _ in
            let bytes = Pictures.png(width: 1, height: 1) + [UInt8](repeating: 0, count: MediaStore.mostBytes)
            #expect(throws: MediaError.tooLarge) { try store.store(bytes, tenant: TenantID(7)) }
        }
    }

    @Test(arguments: [
        "", "../7/" + Samples.file, Samples.file + "/..", "/etc/passwd", Samples.file.uppercased(),
        String(Samples.file.dropLast(5)) + ".php", String(Samples.file.dropFirst()), "..", Samples.file + "\u{0}",
        "%2e%2e%2f" + Samples.file,
    ])
    func `only names of ours are read`(name: String) throws {
        try withStore { store, _ in
            #expect(!MediaStore.isFileName(name))
            let read = try store.read(name, tenant: TenantID(7))
            #expect(read == nil)
        }
    }
}
