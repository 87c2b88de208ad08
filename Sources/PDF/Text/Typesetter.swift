import CPango

/// Measures texts and draws them, with fonts of its own: belongs to the thread that made it.
@safe public final class Typesetter {
    private let fonts: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    /// What is looked for in turn, letter by letter, until a font has it; other scripts and emoji are found by
    /// fontconfig itself. The emoji font must not be named: it has digits too, and would lend them.
    private static let families = "Inter, DejaVu Sans, sans-serif"

    init() {
        unsafe fonts = pango_cairo_font_map_new()
        unsafe context = pango_font_map_create_context(fonts)
        unsafe pango_context_set_language(context, pango_language_from_string("id"))
        unsafe pango_context_set_round_glyph_positions(context, 0)
        // As it will be printed, so that what was measured is what is drawn.
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe g_object_unref(fonts)
    }

    /// How much room a text takes when its lines break at `width`, in points.
    public func measure(_ block: TextBlock, width: Double = .infinity) -> (width: Double, height: Double) {
        unsafe withLayout(block, width) { layout in
            var bounds = PangoRectangle()
            unsafe pango_layout_get_extents(layout, nil, &bounds)
            return (Double(bounds.width) / Self.scale, Double(bounds.height) / Self.scale)
        }
    }

    func draw(_ block: TextBlock, at point: Point, width: Double, on canvas: OpaquePointer) {
        unsafe withLayout(block, width) { layout in
            let ink = block.style.ink
            unsafe cairo_set_source_rgb(canvas, ink.red, ink.green, ink.blue)
            unsafe cairo_move_to(canvas, point.x, point.y)
            unsafe pango_cairo_show_layout(canvas, layout)
        }
    }

    private static let scale = Double(PANGO_SCALE)

    private func withLayout<Result>(
        _ block: TextBlock, _ width: Double, _ body: (OpaquePointer) -> Result
    ) -> Result {
        let layout: OpaquePointer = unsafe pango_layout_new(context)
        let font = unsafe pango_font_description_from_string(Self.families)
        let attributes = unsafe pango_attr_list_new()
        defer {
            unsafe pango_attr_list_unref(attributes)
            unsafe pango_font_description_free(font)
            unsafe g_object_unref(UnsafeMutableRawPointer(layout))
        }
        let style = block.style
        unsafe pango_font_description_set_absolute_size(font, style.size * Self.scale)
        unsafe pango_font_description_set_weight(font, style.weight.pango)
        unsafe pango_layout_set_font_description(layout, font)
        // Digits of one width, so that sums stand below each other.
        unsafe pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
        unsafe pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        if style.tracking != 0 {
            unsafe pango_attr_list_insert(
                attributes, pango_attr_letter_spacing_new(Int32(style.tracking * Self.scale)))
        }
        unsafe pango_layout_set_attributes(layout, attributes)
        unsafe pango_layout_set_alignment(layout, style.alignment.pango)
        unsafe pango_layout_set_auto_dir(layout, 0)
        unsafe pango_layout_set_line_spacing(layout, Float(style.leading))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if width.isFinite {
            unsafe pango_layout_set_width(layout, Int32(max(0, min(width, 100_000)) * Self.scale))
        }
        if let lines = block.mostLines {
            unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
            unsafe pango_layout_set_height(layout, -Int32(clamping: lines))
        }
        let text = Array(block.text.drawable.utf8)
        unsafe text.withUnsafeBytes { bytes in
            unsafe pango_layout_set_text(
                layout, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count))
        }
        return unsafe body(layout)
    }
}

extension TextStyle.Weight {
    fileprivate var pango: PangoWeight {
        switch self {
        case .regular: PANGO_WEIGHT_NORMAL
        case .medium: PANGO_WEIGHT_MEDIUM
        case .semibold: PANGO_WEIGHT_SEMIBOLD
        case .bold: PANGO_WEIGHT_BOLD
        }
    }
}

extension TextStyle.Alignment {
    fileprivate var pango: PangoAlignment {
        switch self {
        case .left: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .right: PANGO_ALIGN_RIGHT
        }
    }
}
