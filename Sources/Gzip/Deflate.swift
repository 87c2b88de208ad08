import CZlib

/// Packs and unpacks bytes in one go, by zlib (RFC 1951, RFC 1952).
public enum Deflate {
    /// A gzip file without name or time, packed at level 6: the same bytes always make the same file.
    /// - Throws: ``DeflateError/tooLarge`` above 4 GiB, ``DeflateError/outOfMemory``.
    public static func gzipped(_ bytes: [UInt8]) throws(DeflateError) -> [UInt8] {
        let stream = ZlibStream()
        guard unsafe toko_gzip_begin(stream.state, 6) == Z_OK else { throw .outOfMemory }
        defer { unsafe deflateEnd(stream.state) }
        guard let count = UInt32(exactly: bytes.count),
            let most = UInt32(exactly: unsafe deflateBound(stream.state, UInt(count)))
        else { throw .tooLarge }
        var packed = [UInt8](repeating: 0, count: Int(most))
        let status = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe packed.withUnsafeMutableBufferPointer { output in
                unsafe stream.offer(input, room: output)
                return unsafe deflate(stream.state, Z_FINISH)
            }
        }
        // There was room enough for anything, so nothing but memory can be short.
        guard status == Z_STREAM_END else { throw .outOfMemory }
        packed.removeLast(stream.roomLeft)
        return packed
    }

    /// What a gzip file of one member holds; its checksum is checked.
    /// - Parameter limit: more bytes than this are an error, so that a small file cannot fill the memory.
    public static func inflated(gzip bytes: [UInt8], limit: Int) throws(DeflateError) -> [UInt8] {
        let stream = ZlibStream()
        guard unsafe toko_gunzip_begin(stream.state) == Z_OK else { throw .outOfMemory }
        return try unpack(bytes, by: stream, limit: limit)
    }

    /// What deflated bytes without header and checksum hold, as they lie in a zip archive.
    /// - Parameter limit: more bytes than this are an error, so that a small file cannot fill the memory.
    public static func inflated(raw bytes: [UInt8], limit: Int) throws(DeflateError) -> [UInt8] {
        let stream = ZlibStream()
        guard unsafe toko_inflate_begin(stream.state) == Z_OK else { throw .outOfMemory }
        return try unpack(bytes, by: stream, limit: limit)
    }

    /// Takes the stream when it was begun, and ends it. Bytes after the stream's end are an error too.
    private static func unpack(
        _ bytes: [UInt8], by stream: ZlibStream, limit: Int
    ) throws(DeflateError) -> [UInt8] {
        defer { unsafe inflateEnd(stream.state) }
        guard bytes.count <= UInt32.max else { throw .tooLarge }
        var contents: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        var taken = 0
        while true {
            let status = unsafe bytes.withUnsafeBufferPointer { input in
                unsafe piece.withUnsafeMutableBufferPointer { output in
                    unsafe stream.offer(UnsafeBufferPointer(rebasing: input[taken...]), room: output)
                    return unsafe inflate(stream.state, Z_NO_FLUSH)
                }
            }
            taken = bytes.count - stream.inputLeft
            contents.append(contentsOf: piece.dropLast(stream.roomLeft))
            guard contents.count <= limit else { throw .tooLarge }
            switch status {
            case Z_STREAM_END:
                guard taken == bytes.count else { throw .damaged }
                return contents
            case Z_OK: continue
            case Z_MEM_ERROR: throw .outOfMemory
            // Z_BUF_ERROR among them: the bytes ended before the stream did.
            default: throw .damaged
            }
        }
    }
}

public enum DeflateError: Error, Equatable, Sendable {
    /// No such stream, cut short, changed, or followed by something else.
    case damaged
    /// More than the limit, or more than zlib takes at once.
    case tooLarge
    case outOfMemory
}

/// The checksum of gzip and zip files, polynomial 0xEDB88320.
public enum CRC32 {
    public static func of(_ bytes: [UInt8]) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: unsafe crc32_z(0, $0.baseAddress, $0.count)) }
    }
}
