import Ordering

/// How the owner's pages name things.
enum AdminWords {
    static func state(_ state: OrderState) -> String {
        switch state {
        case .pending: "Menunggu pembayaran"
        case .paid: "Perlu diproses"
        case .processing: "Sedang dikemas"
        case .shipped: "Dikirim"
        case .delivered: "Sampai"
        case .completed: "Selesai"
        case .expired: "Kedaluwarsa"
        case .cancelled: "Dibatalkan"
        case .refunded: "Dana dikembalikan"
        }
    }

    static func attention(_ attention: OrderAttention) -> String {
        switch attention {
        case .paidLate: "Dibayar terlambat, stok berhasil diambil lagi. Periksa lalu proses."
        case .paidTwice: "Dibayar dua kali. Kembalikan salah satu pembayaran kepada pembeli."
        case .amountDiffers: "Jumlah yang dibayar tidak sama dengan tagihan. Periksa di dasbor TriPay."
        case .paidWithoutStock: "Sudah dibayar, tetapi stok habis. Hubungi pembeli: ganti barang atau kembalikan dana."
        case .waybillUnknown: "Kurir tidak mengenal nomor resi ini. Periksa lalu perbaiki nomornya."
        case .parcelTrouble: "Paket hilang, kembali, atau lama tidak ada kabarnya. Hubungi kurir, lalu pembeli."
        }
    }

    static func actor(_ actor: String) -> String {
        switch actor {
        case "tripay": "TriPay"
        case "system": "Sistem"
        case let text where text.hasPrefix("staff:"): "Staf"
        case let text where text.hasPrefix("customer:"): "Pembeli"
        default: actor
        }
    }

    static func reason(_ reason: String) -> String {
        switch reason {
        case "placed": "Pesanan dibuat"
        case "paid": "Pembayaran diterima"
        case "paid_late": "Pembayaran diterima terlambat"
        case "paid_twice": "Pembayaran kedua diterima"
        case "amount_differs": "Pembayaran dengan jumlah berbeda"
        case "paid_without_stock": "Dibayar, tetapi stok habis"
        case "bill_expired": "Batas waktu pembayaran lewat"
        case "bill_failed": "Pembayaran gagal"
        case "bill_refused": "Penyedia pembayaran menolak tagihan"
        case "bill_never_made": "Tagihan tidak pernah terbentuk"
        case "gateway_unavailable": "Penyedia pembayaran tidak dapat dihubungi"
        case "refunded_by_gateway": "Dana dikembalikan lewat TriPay"
        case "refunded_by_hand": "Dana dikembalikan oleh toko"
        case "refunded_part": "Sebagian dana dikembalikan oleh toko"
        case "payment_refunded": "Satu pembayaran dikembalikan oleh toko"
        case "receipt_again": "Kuitansi dikirim ulang"
        case "processing": "Mulai diproses"
        case "shipped": "Diserahkan ke kurir"
        case "waybill_corrected": "Nomor resi diperbaiki"
        case "waybill_unknown": "Kurir tidak mengenal nomor resi"
        case "waybill_known": "Nomor resi ternyata dikenal kurir"
        case "delivered": "Paket sampai"
        case "completed": "Pesanan selesai"
        case "parcel_lost": "Kurir menyatakan paket hilang"
        case "parcel_returning": "Paket dikembalikan kurir"
        case "parcel_given_up": "Tidak ada kabar paket selama 30 hari"
        case "cancelled": "Pesanan dibatalkan"
        case "attention_dismissed": "Tanda perhatian diselesaikan"
        default: reason
        }
    }
}
