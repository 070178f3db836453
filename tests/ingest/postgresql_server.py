"""A real PostgreSQL server in a temporary folder, started once for all tests that need one."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import pytest

USER, PASSWORD = "budget", "right-password"
_numbers = count()


@dataclass(frozen=True)
class Cluster:
    """A server on a free port of this machine."""

    programs: Path
    folder: Path
    port: int

    def start(self) -> None:
        fast = "-c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", f"-p {self.port} {fast}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{next(_numbers)}"
        self.say(f"create database {name}")
        return self.address(name)

    def address(self, name: str, user: str = USER, password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{name}"

    def say(self, sql: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(sql.encode())

    def make(self) -> None:
        """A cluster that sorts as Chinese does, where this server can: what is right there is right anywhere."""
        (self.folder / "password").write_text(PASSWORD, encoding="utf-8")
        shared = ["-A", "scram-sha-256", "-U", USER, f"--pwfile={self.folder / 'password'}", "-E", "UTF8", "--no-sync"]
        chinese = ["--locale=C", "--locale-provider=icu", "--icu-locale=zh"]
        try:
            self._run("initdb", *shared, *chinese)
        except subprocess.CalledProcessError:
            self._run("initdb", *shared, "--locale=C")

    def _run(self, program: str, *arguments: str) -> None:
        user = _other_user() if os.geteuid() == 0 else None
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        quiet = subprocess.DEVNULL  # a pipe would be kept open by the server
        subprocess.run(command, check=True, user=user, cwd=self.folder, stdout=quiet, stderr=quiet, timeout=60)


def postgresql() -> Cluster:
    """The server of this test run; the test is skipped where PostgreSQL is not installed."""
    cluster = _cluster()
    if cluster is None:
        pytest.skip("PostgreSQL is not installed on this machine (initdb)")
    return cluster


@cache
def _cluster() -> Cluster | None:
    programs = _programs()
    if programs is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="budgetqa-postgresql-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if os.geteuid() == 0:
        shutil.chown(folder, _other_user())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        cluster = Cluster(programs, folder, taken.getsockname()[1])
    cluster.make()
    cluster.start()
    atexit.register(cluster.stop)
    return cluster


def _programs() -> Path | None:
    found = shutil.which("initdb")
    installed = [Path(found)] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].resolve().parent if installed else None


def _other_user() -> str:
    """The server refuses to run as root."""
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
