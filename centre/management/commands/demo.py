"""`manage.py demo`: the whole centre on a local address, filled with invented people. Ctrl+C stops; data stays."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections
from django_otp.oath import TOTP

from audit.queue import ensure_schedules
from centre.demo import cast, telling

ROOM_NEEDED = 400 * 1024 * 1024


class Command(BaseCommand):
    help = "Starts the centre with invented people: database, web and worker in one command."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="fill the database and stop there")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CENTRE_DEMO:
            raise CommandError("This is not a demonstration: CENTRE_DEMO is off here.")
        self._room()
        if not options["prepare"]:
            self._free(options["host"], options["port"])
        self._say(f"database: starting and migrating (data in {settings.DATA})")
        call_command("migrate", verbosity=0, interactive=False)
        try:
            telling.tell(self._progress)
        except telling.NotEmpty:
            raise CommandError(
                "There are people in this database already; a demonstration needs an empty one (set CENTRE_DATA)."
            ) from None
        ensure_schedules()
        connections.close_all()
        self._accounts()
        if not options["prepare"]:
            sys.exit(self._serve(options["host"], options["port"]))

    def _say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()

    def _progress(self, what: str, done: int, total: int) -> None:
        self._say(f"{what} ({done} of {total})")

    def _room(self) -> None:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.DATA).free
        if free < ROOM_NEEDED:
            raise CommandError(
                f"Only {free // 2**20} MB are free where the data would stand ({settings.DATA});"
                f" {ROOM_NEEDED // 2**20} MB are needed. Free some, or set CENTRE_DATA to another disk."
            )

    def _free(self, host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                raise CommandError(
                    f"Port {port} is taken by another program. Stop it, or choose: manage.py demo --port {port + 1}"
                ) from None

    def _accounts(self) -> None:
        self.stdout.write("\n  user        password                 PIN     code now  role")
        for one in cast.CAST:
            code = TOTP(bytes.fromhex(one.key)).token()
            self.stdout.write(f"  {one.username:<11} {one.password:<24} {one.pin}  {code:06d}    {one.role}")
        self.stdout.write("\n  Codes change every 30 seconds: manage.py demo_accounts prints them again.\n")

    def _serve(self, host: str, port: int) -> int:
        web = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", str(min(8, 2 * (os.cpu_count() or 1) + 1)),
            "--workers-kill-timeout", "3", "--host", host, "--port", str(port), "--log-level", "warning",
            "centre.wsgi:application",
        ]
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "qcluster"]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
        parts = {
            "web": subprocess.Popen(web, start_new_session=True, env={**environment, "CENTRE_ROLE": "web"}, cwd=settings.BASE_DIR),
            "worker": subprocess.Popen(worker, start_new_session=True, env={**environment, "CENTRE_ROLE": "worker"}),
        }
        done = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: done.set())
        self.stdout.write(f"\n  http://{host}:{port}/    (Ctrl+C stops; the data stays)\n")
        self.stdout.flush()
        code = 0
        while not done.wait(0.5):
            ended = [name for name, part in parts.items() if part.poll() is not None]
            if ended:
                self.stderr.write(f"{ended[0]} ended by itself; stopping the rest")
                code = 1
                break
        for part in parts.values():
            part.terminate()
        for part in parts.values():
            try:
                part.wait(12)
            except subprocess.TimeoutExpired:
                part.kill()
        return code
