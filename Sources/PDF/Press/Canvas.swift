import CPango
import FoundationEssentials

/// A PDF being written into memory.
@safe final class Canvas {
    private let output = ByteSink()
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let typesetter: Typesetter
    /// A picture on every page is decoded and embedded once; all are kept until the end, as cairo demands.
    private var pictures: [PageImage: ImageSurface] = [:]

    /// - Throws: ``PDFError/drawing(_:)``.
    init(_ info: DocumentInfo, first size: PageSize, _ typesetter: Typesetter) throws(PDFError) {
        self.typesetter = typesetter
        let surface = unsafe cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
                let output = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
                unsafe output.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(output).toOpaque(), size.width, size.height)
        guard let surface = unsafe surface, let context = unsafe cairo_create(surface) else {
            throw .drawing("no memory")
        }
        unsafe self.surface = surface
        unsafe self.context = context
        unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        let date = info.date.ISO8601Format()
        for (key, value) in [
            (CAIRO_PDF_METADATA_TITLE, info.title), (CAIRO_PDF_METADATA_AUTHOR, info.author),
            (CAIRO_PDF_METADATA_CREATOR, "TokoKu"), (CAIRO_PDF_METADATA_CREATE_DATE, date),
            (CAIRO_PDF_METADATA_MOD_DATE, date),
        ] {
            unsafe cairo_pdf_surface_set_metadata(surface, key, value.drawable)
        }
    }

    deinit {
        unsafe cairo_destroy(context)
        // Ends the surface too, which may write a last time: `output` is still there.
        unsafe cairo_surface_destroy(surface)
    }

    func draw(_ page: Page) throws(PDFError) {
        unsafe cairo_pdf_surface_set_size(surface, page.size.width, page.size.height)
        try draw(page.marks)
        unsafe cairo_show_page(context)
    }

    /// - Throws: ``PDFError/drawing(_:)``.
    func finish() throws(PDFError) -> [UInt8] {
        let drawn = unsafe cairo_status(context)
        unsafe cairo_surface_finish(surface)
        let written = unsafe cairo_surface_status(surface)
        for status in [drawn, written] where status != CAIRO_STATUS_SUCCESS {
            throw .drawing(unsafe String(cString: cairo_status_to_string(status)))
        }
        return output.bytes
    }

    private func draw(_ marks: [Mark]) throws(PDFError) {
        for mark in marks {
            switch mark {
            case .text(let block, let point, let width):
                unsafe typesetter.draw(block, at: point, width: width, on: context)
            case .line(let from, let to, let thickness, let ink):
                use(ink)
                unsafe cairo_move_to(context, from.x, from.y)
                unsafe cairo_line_to(context, to.x, to.y)
                stroke(thickness)
            case .box(let box, let ink, let radius):
                use(ink)
                outline(box, radius)
                unsafe cairo_fill(context)
            case .frame(let box, let thickness, let ink, let radius):
                use(ink)
                outline(box, radius)
                stroke(thickness)
            case .picture(let picture, let box):
                try draw(picture, in: box)
            case .turned(let marks, let degrees, let point):
                unsafe cairo_save(context)
                unsafe cairo_translate(context, point.x, point.y)
                unsafe cairo_rotate(context, degrees * .pi / 180)
                unsafe cairo_translate(context, -point.x, -point.y)
                try draw(marks)
                unsafe cairo_restore(context)
            }
        }
    }

    private func draw(_ picture: PageImage, in box: Box) throws(PDFError) {
        let image = if let known = pictures[picture] { known } else { try ImageSurface(picture) }
        pictures[picture] = image
        let scale = min(box.width / image.width, box.height / image.height)
        unsafe cairo_save(context)
        unsafe cairo_translate(context, box.x, box.y)
        unsafe cairo_scale(context, scale, scale)
        unsafe cairo_set_source_surface(context, image.raw, 0, 0)
        unsafe cairo_paint(context)
        unsafe cairo_restore(context)
    }

    private func use(_ ink: Ink) { unsafe cairo_set_source_rgb(context, ink.red, ink.green, ink.blue) }

    private func stroke(_ thickness: Double) {
        unsafe cairo_set_line_width(context, thickness)
        unsafe cairo_stroke(context)
    }

    private func outline(_ box: Box, _ radius: Double) {
        let radius = min(radius, box.width / 2, box.height / 2)
        guard radius > 0 else {
            unsafe cairo_rectangle(context, box.x, box.y, box.width, box.height)
            return
        }
        let quarter = Double.pi / 2
        let (left, right) = (box.x + radius, box.x + box.width - radius)
        let (top, bottom) = (box.y + radius, box.y + box.height - radius)
        unsafe cairo_new_sub_path(context)
        unsafe cairo_arc(context, right, top, radius, -quarter, 0)
        unsafe cairo_arc(context, right, bottom, radius, 0, quarter)
        unsafe cairo_arc(context, left, bottom, radius, quarter, 2 * quarter)
        unsafe cairo_arc(context, left, top, radius, 2 * quarter, 3 * quarter)
        unsafe cairo_close_path(context)
    }
}

private final class ByteSink {
    var bytes: [UInt8] = []
}
