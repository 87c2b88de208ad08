extension RegionList {
    /// A few real places, enough for a sandbox and its tests without the file of all 83,762 villages.
    static let fewPlaces =
        """
        11\tAceh\t
        11.04\tKabupaten Aceh Tengah\t
        11.04.17\tLaut Tawar\t
        11.04.17.2001\tTakengon Timur\t24511
        11.06\tKabupaten Aceh Besar\t
        11.06.07\tDarul Imarah\t
        11.06.07.2020\tKandang\t23352
        11.08\tKabupaten Aceh Utara\t
        11.08.08\tSamudera\t
        11.08.08.2026\tSawang\t24374
        12\tSumatera Utara\t
        12.71\tKota Medan\t
        12.71.19\tMedan Petisah\t
        12.71.19.1001\tPetisah Tengah\t20112
        17\tBengkulu\t
        17.71\tKota Bengkulu\t
        17.71.09\tSingaran Pati\t
        17.71.09.1001\tPanorama\t38226
        31\tDaerah Khusus Ibukota Jakarta\t
        31.71\tKota Administrasi Jakarta Pusat\t
        31.71.01\tGambir\t
        31.71.01.1001\tGambir\t10110
        31.71.06\tMenteng\t
        31.71.06.1001\tMenteng\t10310
        31.74\tKota Administrasi Jakarta Selatan\t
        31.74.01\tTebet\t
        31.74.01.1002\tTebet Barat\t12810
        32\tJawa Barat\t
        32.73\tKota Bandung\t
        32.73.02\tCoblong\t
        32.73.02.1002\tLebak Gede\t40132
        32.73.02.1004\tDago\t40135
        32.73.09\tBandung Wetan\t
        32.73.09.1001\tCihapit\t40114
        33\tJawa Tengah\t
        33.02\tKabupaten Banyumas\t
        33.02.25\tPurwokerto Barat\t
        33.02.25.1007\tKedungwuluh\t53131
        34\tDaerah Istimewa Yogyakarta\t
        34.04\tKabupaten Sleman\t
        34.04.06\tMlati\t
        34.04.06.2001\tSinduadi\t55284
        34.04.12\tNgaglik\t
        34.04.12.2003\tSinduharjo\t55581
        35\tJawa Timur\t
        35.78\tKota Surabaya\t
        35.78.07\tGenteng\t
        35.78.07.1004\tKetabang\t60272
        35.78.08\tGubeng\t
        35.78.08.1001\tGubeng\t60281
        35.78.08.1003\tAirlangga\t60286
        51\tBali\t
        51.03\tKabupaten Badung\t
        51.03.01\tKuta\t
        51.03.01.1002\tKuta\t80361
        51.71\tKota Denpasar\t
        51.71.01\tDenpasar Selatan\t
        51.71.01.1006\tSanur\t80228
        61\tKalimantan Barat\t
        61.71\tKota Pontianak\t
        61.71.01\tPontianak Selatan\t
        61.71.01.1002\tBenuamelayu Laut\t78123
        71\tSulawesi Utara\t
        71.71\tKota Manado\t
        71.71.01\tBunaken\t
        71.71.01.1001\tMolas\t95231
        73\tSulawesi Selatan\t
        73.06\tKabupaten Gowa\t
        73.06.08\tSomba Opu\t
        73.06.08.1014\tMawang\t92119
        73.71\tKota Makassar\t
        73.71.04\tUjung Pandang\t
        73.71.04.1008\tLosari\t90112
        82\tMaluku Utara\t
        82.71\tKota Ternate\t
        82.71.01\tPulau Ternate\t
        82.71.01.1001\tJambula\t97747
        91\tPapua\t
        91.71\tKota Jayapura\t
        91.71.01\tJayapura Utara\t
        91.71.01.1001\tGurabesi\t99111
        91.71.02\tJayapura Selatan\t
        91.71.02.1006\tHamadi\t99220
        96\tPapua Barat Daya\t
        96.71\tKota Sorong\t
        96.71.06\tSorong Manoi\t
        96.71.06.1004\tRemu Selatan\t98419
        """
}
