import Tenancy

/// How the owner's pages speak of providers.
enum ProviderWords {
    static func name(_ provider: Provider) -> String {
        switch provider {
        case .tripay: "TriPay"
        case .komerce: "Komerce RajaOngkir"
        case .google: "Google"
        case .binderbyte: "BinderByte"
        case .gmail: "Gmail"
        case .smtp: "SMTP"
        case .whatsapp: "WhatsApp"
        case .posthog: "PostHog"
        }
    }

    static func use(_ provider: Provider) -> String {
        switch provider {
        case .tripay: "Menerima pembayaran pembeli"
        case .komerce: "Menghitung ongkos kirim"
        case .google: "Pembeli masuk dengan akun Google"
        case .binderbyte: "Melacak paket sampai tiba"
        case .gmail: "Mengirim kuitansi dan kabar pesanan dari kotak surat toko"
        case .smtp: "Mengirim surat lewat server surat lain, tanpa batas harian Gmail"
        case .whatsapp: "Memberi tahu Anda dan pembeli lewat WhatsApp"
        case .posthog: "Menghitung kunjungan dan penjualan"
        }
    }

    /// What goes on and what does not, while it is out of order.
    static func consequence(_ provider: Provider) -> String {
        switch provider {
        case .tripay: "Selama ini pembeli tidak bisa membayar pesanan baru."
        case .komerce:
            "Selama ini ongkos kirim kurir tidak bisa dihitung. Tarif tetap dan ambil di toko, bila aktif, tetap berlaku."
        case .google: "Selama ini pembeli tidak bisa masuk. Yang sudah masuk tetap bisa berbelanja."
        case .binderbyte: "Toko tetap berjualan; hanya kabar paket yang tidak diperbarui."
        case .gmail, .smtp: "Toko tetap berjualan; surat menunggu dan dikirim begitu tersambung lagi."
        case .whatsapp: "Toko tetap berjualan; pemberitahuan menunggu dan dikirim begitu tersambung lagi."
        case .posthog: "Toko tetap berjualan; statistik menyusul begitu tersambung lagi."
        }
    }

    /// What somebody can do when the keys are not taken.
    static func remedy(_ provider: Provider) -> String {
        switch provider {
        case .tripay:
            "Buka dasbor TriPay, periksa API Key, Private Key, dan Whitelist IP, lalu kirimkan kunci yang berlaku kepada pengelola."
        case .komerce: "Buka dasbor Komerce, salin API key yang berlaku, lalu kirimkan kepada pengelola."
        case .google:
            "Buka Google Cloud Console, periksa OAuth client toko ini, lalu kirimkan client ID dan secret yang berlaku kepada pengelola."
        case .binderbyte: "Buka dasbor BinderByte, salin API key yang berlaku, lalu kirimkan kepada pengelola."
        case .gmail: "Sambungkan lagi kotak surat toko dengan tombol di bawah."
        case .smtp: "Periksa nama pengguna dan kata sandi server surat, lalu kirimkan yang berlaku kepada pengelola."
        case .whatsapp:
            "Buka Meta Business Suite, buat token akses baru untuk nomor toko, lalu kirimkan kepada pengelola."
        case .posthog: "Buka setelan proyek PostHog, salin Project API Key, lalu kirimkan kepada pengelola."
        }
    }

    /// As an advice after a button of ``ProviderProbe``.
    static func verdict(_ verdict: ProbeResult.Verdict) -> String {
        switch verdict {
        case .works: "Berfungsi"
        case .notSetUp: "Belum lengkap diatur"
        case .refused: "Kunci ditolak"
        case .incomplete: "Perlu dilengkapi"
        case .unreachable: "Tidak terjawab"
        }
    }
}
