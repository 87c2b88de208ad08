import CPango

/// A picture as cairo holds it, until the document is finished.
@safe final class ImageSurface {
    let raw: OpaquePointer
    /// In pixels.
    let width: Double
    let height: Double

    /// A PNG with more pixels than this on its longer edge is made smaller: nobody prints a logo finer.
    private static let longestEdge = 1_200.0

    /// - Throws: ``PDFError/unreadablePicture`` when the pixels cannot be read.
    init(_ picture: PageImage) throws(PDFError) {
        let surface: OpaquePointer
        switch picture.kind {
        case .png: unsafe surface = try Self.png(picture)
        case .jpeg: unsafe surface = try Self.jpeg(picture)
        }
        unsafe raw = surface
        width = Double(unsafe cairo_image_surface_get_width(surface))
        height = Double(unsafe cairo_image_surface_get_height(surface))
    }

    deinit { unsafe cairo_surface_destroy(raw) }

    private static func png(_ picture: PageImage) throws(PDFError) -> OpaquePointer {
        let source = ByteSource(picture.bytes)
        let whole = unsafe withExtendedLifetime(source) {
            unsafe cairo_image_surface_create_from_png_stream(
                { closure, data, length in
                    guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_READ_ERROR }
                    let source = unsafe Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
                    let room = unsafe UnsafeMutableRawBufferPointer(start: data, count: Int(length))
                    return unsafe source.fill(room) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR
                }, Unmanaged.passUnretained(source).toOpaque())
        }
        guard let whole = unsafe whole else { throw .unreadablePicture }
        guard unsafe cairo_surface_status(whole) == CAIRO_STATUS_SUCCESS else {
            unsafe cairo_surface_destroy(whole)
            throw .unreadablePicture
        }
        let share = longestEdge / Double(max(picture.width, picture.height))
        guard share < 1 else { return unsafe whole }
        defer { unsafe cairo_surface_destroy(whole) }
        let small = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_ARGB32, Int32(max(1, Double(picture.width) * share)),
            Int32(max(1, Double(picture.height) * share)))
        let canvas = unsafe cairo_create(small)
        unsafe cairo_scale(canvas, share, share)
        unsafe cairo_set_source_surface(canvas, whole, 0, 0)
        unsafe cairo_pattern_set_filter(cairo_get_source(canvas), CAIRO_FILTER_BEST)
        unsafe cairo_paint(canvas)
        unsafe cairo_destroy(canvas)
        guard let small = unsafe small else { throw .unreadablePicture }
        return unsafe small
    }

    /// An image of the same size stands for it; what is written into the PDF are the JPEG's own bytes.
    private static func jpeg(_ picture: PageImage) throws(PDFError) -> OpaquePointer {
        let surface = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_RGB16_565, Int32(picture.width), Int32(picture.height))
        guard let surface = unsafe surface else { throw .unreadablePicture }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: picture.bytes.count)
        _ = unsafe copy.initialize(from: picture.bytes)
        let status = unsafe cairo_surface_set_mime_data(
            surface, CAIRO_MIME_TYPE_JPEG, copy.baseAddress, UInt(copy.count), { unsafe $0?.deallocate() },
            copy.baseAddress)
        guard status == CAIRO_STATUS_SUCCESS else {
            unsafe copy.deallocate()
            unsafe cairo_surface_destroy(surface)
            throw .unreadablePicture
        }
        return unsafe surface
    }
}

/// Bytes that cairo reads piece by piece.
private final class ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func fill(_ room: UnsafeMutableRawBufferPointer) -> Bool {
        guard room.count <= bytes.count - position else { return false }
        unsafe room.copyBytes(from: bytes[position..<position + room.count])
        position += room.count
        return true
    }
}
