"""One village in each of the 38 provinces can be saved and shipped to."""

import pytest

PROVINCES = [
    "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32", "33", "34", "35", "36", "51", "52", "53",
    "61", "62", "63", "64", "65", "71", "72", "73", "74", "75", "76", "81", "82", "91", "92", "93", "94", "95", "96",
]


def test_there_are_38_provinces(installation):
    rows = installation.database.rows("SELECT code FROM tokoku.region WHERE level = 1 ORDER BY code")
    assert [row["code"] for row in rows] == PROVINCES


@pytest.mark.parametrize("province", PROVINCES)
def test_a_village_can_be_saved_and_shipped_to_in(installation, sandbox, alpha, customer_of, province):
    """Chosen step by step as somebody without script does; the village with the highest number, where the original
    could not count so far."""
    buyer = customer_of(alpha, sku="UJI-M", pieces=2, address=False)
    village = installation.database.value(
        f"SELECT max(code) FROM tokoku.region WHERE level = 4 AND code LIKE '{province}.%'")
    postal_code = installation.database.value(f"SELECT postal_code FROM tokoku.region WHERE code = '{village}'")
    parts = village.split(".")
    form = buyer.get("/akun/alamat?baru=1").form("/akun/alamat").set(
        penerima=f"Penerima {province}", telepon="081234567890", jalan="Jl. Merdeka No. 17")
    for level, name in enumerate(("provinsi", "kabupaten", "kecamatan")):
        code = ".".join(parts[: level + 1])
        assert code in form.options(name)
        form = buyer.submit(form.set(**{name: code}).put("langkah", "wilayah")).form("/akun/alamat")
        assert form.get("penerima") == f"Penerima {province}", "what was typed stays"
    assert village in form.options("desa")
    form.values = [(name, value) for name, value in form.values if name != "langkah"]
    saved = buyer.submit(form.set(desa=village))
    assert (saved.status, saved.location) == (303, "/akun/alamat"), saved.errors
    [address] = buyer.shop.rows(f"""
        SELECT id, village_code, postal_code FROM {{address}} WHERE customer_id = {buyer.customer}
        ORDER BY id DESC LIMIT 1""")
    assert (address["village_code"], address["postal_code"]) == (village, postal_code)
    checkout = buyer.get(f"/checkout?alamat={address['id']}")
    assert checkout.form("/checkout").get("alamat") == address["id"]
    assert checkout.form("/checkout").options("kurir"), checkout.errors
