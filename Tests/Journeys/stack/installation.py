"""Starts everything and stops everything."""

import base64
import os
import secrets
import shutil
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from stack.children import Child, free_port
from stack.postgres import Cluster, Database
from stack.redis import Redis
from stack.sandbox import Sandbox
from stack.shop import Shop
from stack.waiting import wait_for

REPOSITORY = Path(__file__).resolve().parents[3]
SHOPS = Path(__file__).resolve().parents[1] / "shops"


class Installation:
    """`start` needs about 20 s on two cores with the debug build; `shops` then has all shops by slug."""

    def __init__(self, program, regions, artefacts):
        self._program = program
        self._regions = regions
        self.artefacts = artefacts
        self.folder = Path(tempfile.mkdtemp(prefix="tokoku-j.", dir="/tmp"))
        self.folder.chmod(0o711)
        self.port, self.management_port, self.sandbox_port = free_port(), free_port(), free_port()
        self.cluster = Cluster(str(self.folder / "pg"), artefacts / "postgres.log")
        self.redis = Redis(str(self.folder / "redis"), artefacts / "redis.log")
        self.sandbox = Sandbox(self.sandbox_port)
        self.database = Database(self.cluster, "tokoku")
        self.shops = {}
        self.server = self._child("server", "serve")
        self._sandbox_child = self._child(
            "sandbox", "sandbox", "--regions", self.folder / "regions.tsv", "--state-file", self.folder / "sandbox.jsonl")

    def start(self):
        self.cluster.make()
        self.cluster.start()
        self.redis.start()
        self._write_settings()
        self._prepare_database()
        self._tokoku("migrate")
        self._tokoku("region", "import", self._regions)
        self._tokoku("region", "export", self.folder / "regions.tsv")
        self._sandbox_child.start()
        wait_for(self.sandbox.answers, "the sandbox")
        for shop in self._own_shops():
            self.sandbox.register(shop)
        self._tokoku("tenant", "apply", *sorted((REPOSITORY / "Tenants").glob("*.toml")), *sorted(SHOPS.glob("*.toml")))
        self._learn_shops()
        self.start_server()

    def stop(self):
        for stop in (self.server.stop, self._sandbox_child.stop, self.redis.stop, self.cluster.stop):
            try:
                stop()
            except AssertionError as problem:
                print(problem)
        shutil.rmtree(self.folder, ignore_errors=True)

    def worker(self):
        """A worker beside the server's own, not yet started."""
        return self._child("worker", "work")

    @property
    def shops_folder(self):
        return SHOPS

    def open_shops(self, files):
        """Provisions shops from the texts of their files, by slug, with the environment each one asks for."""
        folder = self.folder / "crowd"
        folder.mkdir(exist_ok=True)
        for slug, text, environment in files:
            (folder / f"{slug}.toml").write_text(text)
            self._tokoku("tenant", "apply", folder / f"{slug}.toml", environment=environment)
        self._learn_shops()

    def start_server(self):
        self.server.start()
        wait_for(self._is_up, "the server", 60)

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.management_port}/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def _is_up(self):
        if not self.server.is_running:
            raise AssertionError(f"the server did not start\n{self.server.last_words()}")
        return self.is_ready()

    # Settings

    @property
    def _environment(self):
        own = {"TOKOKU_CONFIG": str(self.folder / "tokoku.conf")}
        for slug, words in self._secrets().items():
            for name, value in words.items():
                own[f"TOKOKU_DEMO_{slug.upper()}_{name}"] = value
        return {**os.environ, **own}

    def _secrets(self):
        """What the shops' files ask of the environment. The demo shops' keys are the sandbox's own."""
        known = {}
        for slug, code in (("batik", "T10001"), ("kopi", "T10002"), ("alpha", "T20001"), ("beta", "T20002")):
            demo = slug in ("batik", "kopi")
            known[slug] = {
                "OWNER_PASSWORD": f"kata sandi {slug} untuk uji",
                "TRIPAY_API_KEY": f"DEV-{slug}-api-key",
                "TRIPAY_PRIVATE_KEY": f"{slug}-demo-private-key" if demo else f"{slug}-private",
                "TRIPAY_MERCHANT_CODE": code,
                "KOMERCE_KEY": f"{slug}-komerce-key" if demo else f"{slug}-komerce",
                "KOMERCE_DELIVERY_KEY": f"{slug}-komerce-delivery-key",
                "POSTHOG_KEY": f"phc_{slug.capitalize()}Demo42",
                "BINDERBYTE_KEY": f"{slug}-binderbyte-key",
                "WHATSAPP_ACCESS_TOKEN": f"EAAG-{slug}-demo",
                "WHATSAPP_PHONE_NUMBER_ID": "10654035224292" + ("2" if slug == "kopi" else "1"),
                "WHATSAPP_WABA_ID": "10229012934039" + ("2" if slug == "kopi" else "1"),
                "WHATSAPP_APP_SECRET": ("2" if slug == "kopi" else "1") + "123456789abcdef0123456789abcdef",
                "WHATSAPP_VERIFY_TOKEN": f"{slug}-verify-demo",
                "GMAIL_REFRESH_TOKEN": f"1//0g-{slug}-demo-refresh-token",
                "GMAIL_ADDRESS": f"toko.{slug}@example.com",
                "GOOGLE_CLIENT_ID": f"{slug}{'-demo' if demo else ''}.apps.googleusercontent.com",
                "GOOGLE_CLIENT_SECRET": f"GOCSPX-{slug}-demo" if demo else f"{slug}-google",
            }
        return known

    def _shop(self, slug, name):
        words = self._secrets()[slug]
        return Shop(
            slug=slug, name=name, owner_email=f"pemilik@{slug}.localhost", owner_password=words["OWNER_PASSWORD"],
            private_key=words["TRIPAY_PRIVATE_KEY"], merchant_code=words["TRIPAY_MERCHANT_CODE"],
            api_key=words["TRIPAY_API_KEY"], database=self.database, port=self.port)

    def _own_shops(self):
        return [self._shop("alpha", "Toko Alpha"), self._shop("beta", "Toko Beta")]

    def _learn_shops(self):
        for row in self.database.rows("SELECT id, slug, name FROM tokoku.tenant"):
            if row["slug"] in self.shops:
                continue
            if row["slug"] in self._secrets():
                shop = self._shop(row["slug"], row["name"])
            else:
                # One of a crowd, which knows its own keys.
                shop = Shop(
                    slug=row["slug"], name=row["name"], owner_email="", owner_password="", private_key="",
                    merchant_code="", api_key="", database=self.database, port=self.port)
            shop.number = int(row["id"])
            self.shops[shop.slug] = shop

    def _write_settings(self):
        (self.folder / "master.key").write_bytes(base64.b64encode(secrets.token_bytes(32)))
        (self.folder / "media").mkdir()
        sandbox = self.sandbox.origin
        settings = {
            "TOKOKU_ENVIRONMENT": "production",
            "TOKOKU_LISTEN": f"127.0.0.1:{self.port}",
            "TOKOKU_MANAGEMENT_LISTEN": f"127.0.0.1:{self.management_port}",
            "TOKOKU_SANDBOX_LISTEN": f"127.0.0.1:{self.sandbox_port}",
            "TOKOKU_PUBLIC_SCHEME": "http",
            "TOKOKU_PUBLIC_PORT": self.port,
            "TOKOKU_DATABASE_URL": self.cluster.url("tokoku", "tokoku_app"),
            "TOKOKU_ADMIN_DATABASE_URL": self.cluster.url("tokoku", "tokoku_owner"),
            "TOKOKU_REDIS_URL": self.redis.url,
            "TOKOKU_MASTER_KEY_FILE": self.folder / "master.key",
            "TOKOKU_MEDIA_DIR": self.folder / "media",
            "TOKOKU_THEMES_DIR": REPOSITORY / "Themes",
            "TOKOKU_TRIPAY_URL": f"{sandbox}/tripay",
            "TOKOKU_KOMERCE_URL": f"{sandbox}/komerce",
            "TOKOKU_KOMERCE_DELIVERY_URL": f"{sandbox}/komerce-delivery",
            "TOKOKU_BINDERBYTE_URL": f"{sandbox}/binderbyte",
            "TOKOKU_POSINDONESIA_URL": f"{sandbox}/posindonesia",
            "TOKOKU_GMAIL_URL": f"{sandbox}/gmail",
            "TOKOKU_WHATSAPP_URL": f"{sandbox}/whatsapp",
            "TOKOKU_POSTHOG_URL": f"{sandbox}/posthog",
            "TOKOKU_GOOGLE_ACCOUNTS_URL": f"{sandbox}/google/accounts",
            "TOKOKU_GOOGLE_TOKEN_URL": f"{sandbox}/google/token",
            "TOKOKU_GOOGLE_JWKS_URL": f"{sandbox}/google/certs",
        }
        text = "".join(f"{name}={value}\n" for name, value in settings.items())
        (self.folder / "tokoku.conf").write_text(text)

    def _prepare_database(self):
        Database(self.cluster, "postgres").run("""
            CREATE ROLE tokoku_owner LOGIN CREATEROLE;
            CREATE ROLE tokoku_server NOLOGIN NOINHERIT;
            CREATE ROLE tokoku_app LOGIN IN ROLE tokoku_server;
            CREATE DATABASE tokoku OWNER tokoku_owner;""")

    def _child(self, name, *arguments):
        return Child(
            name, [self._program, *arguments], self.artefacts / f"{name}.log",
            environment={**os.environ, "TOKOKU_CONFIG": str(self.folder / "tokoku.conf")})

    def _tokoku(self, *arguments, environment=None):
        done = subprocess.run(
            [self._program, *map(str, arguments)], env={**self._environment, **(environment or {})}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True)
        with open(self.artefacts / "set-up.log", "a") as log:
            log.write(f"$ tokoku {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")
        if done.returncode != 0:
            raise AssertionError(f"tokoku {arguments[0]}: exit {done.returncode}\n{done.stderr}")
