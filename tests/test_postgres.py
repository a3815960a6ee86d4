"""The adapter to the wheel's PostgreSQL: any path, any starter, nobody else, nothing left behind."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from lotse.project.postgres import APP, OWNER, SETUP, Server, programs, running

IS_ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not IS_ROOT, reason="only root can act as somebody else")
CHECKOUT = Path(__file__).parents[1]


@pytest.fixture
def place():
    """A folder of our own below /tmp, open to walk through."""
    folder = Path(tempfile.mkdtemp(prefix="ort-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["mit Leerzeichen", "lang" * 37, "Ärger 'und' \"Zeichen\" $HOME"])
def test_any_folder_will_do(place, name):
    home = place / name / "postgres"

    with Server(home, fast=True) as server:
        assert server.ask("select 1") == [(1,)]
        assert len(str(server.socket)) < 60

    assert running(home) is None
    assert not server.socket.exists()


def test_a_folder_closed_to_others_stays_closed(place):
    closed = place / "geschlossen"
    closed.mkdir(mode=0o700)
    before = [(path, path.stat().st_mode, path.stat().st_uid) for path in (closed, place, Path("/tmp"))]

    with Server(closed / "postgres", fast=True) as server:
        assert server.ask("select 1") == [(1,)]

    assert before == [(path, path.stat().st_mode, path.stat().st_uid) for path in (closed, place, Path("/tmp"))]


@only_root
def test_programs_and_data_below_a_closed_folder_of_root_s_work_too(place, monkeypatch):
    """As after `git clone` in root's own home: what the account must read is behind a door of mode 0700."""
    closed = place / "geschlossen"
    closed.mkdir(mode=0o700)
    wheel = programs().parents[1]
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(part, closed / part.name, copy_function=_link_or_copy)
    monkeypatch.setenv("LOTSE_POSTGRES_PROGRAMS", str(closed / wheel.name / "pginstall" / "bin"))

    with Server(closed / ".demo" / "postgres", fast=True) as server:
        number = running(closed / ".demo" / "postgres")[0]
        rights = Path(f"/proc/{number}/status").read_text()

        assert server.ask("select 1") == [(1,)]
        assert Path(f"/proc/{number}/exe").readlink().is_relative_to(closed)
        assert "CapEff:\t0000000000000002" in rights  # dac_override and no other
        assert pwd.getpwuid(Path(f"/proc/{number}").stat().st_uid).pw_name in ("postgres", "nobody")

    assert closed.stat().st_mode & 0o777 == 0o700
    with Server(closed / ".demo" / "postgres", fast=True) as server:
        assert server.ask("select 1") == [(1,)]


def test_a_folder_without_programs_is_named(place, monkeypatch):
    from lotse.project.postgres import NotStarted

    monkeypatch.setenv("LOTSE_POSTGRES_PROGRAMS", str(place))

    with pytest.raises(NotStarted, match="liegt kein PostgreSQL"):
        Server(place / "postgres").start()


def test_data_stay_and_a_second_start_lays_nothing_anew(place, monkeypatch):
    home = place / "postgres"
    with Server(home, fast=True) as server, psycopg.connect(server.url(OWNER)) as connection:
        connection.execute("create table note (text text)")
        connection.execute("insert into note values ('bleibt')")
    anew = []
    monkeypatch.setattr(Server, "_lay_data", lambda server: anew.append("data"))
    monkeypatch.setattr(Server, "_set_up", lambda server: anew.append("roles"))

    with Server(home, fast=True) as server, psycopg.connect(server.url(OWNER)) as connection:
        assert connection.execute("select text from note").fetchone() == ("bleibt",)

    assert anew == []


def test_the_server_listens_on_no_port_and_serves_two_small_roles(place):
    with Server(place / "postgres", fast=True) as server:
        rights = server.ask(
            "select rolname::text, rolsuper, rolcreaterole from pg_roles where rolname like 'lotse%' order by 1"
        )

        assert server.ask("show listen_addresses") == [("",)]
        assert rights == [(APP, False, False), (OWNER, False, False)]
        assert server.socket.stat().st_mode & 0o777 == 0o700


def test_a_start_that_was_cut_off_leaves_nothing_half(place):
    home = place / "postgres"
    unfinished = place / "postgres.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    with Server(home, fast=True) as server:
        assert server.ask("select 1") == [(1,)]

    assert not unfinished.exists()


def test_foreign_files_are_never_overwritten(place):
    from lotse.project.postgres import NotStarted

    home = place / "postgres"
    home.mkdir()
    (home / "Steuerbescheid.pdf").write_text("wichtig")

    with pytest.raises(NotStarted, match="ist nicht leer"):
        Server(home, fast=True).start()

    assert (home / "Steuerbescheid.pdf").read_text() == "wichtig"


def test_the_server_ends_when_its_starter_is_killed(place):
    home = place / "postgres"
    starter = subprocess.Popen(
        [sys.executable, "-c", _START, str(home)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout.readline().strip() == "ready"
    _, left = running(home)

    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()

    assert _gone(home)
    with Server(home, fast=True) as server:  # its socket folder is cleared away by the next one
        assert not left.exists()
        assert server.socket != left


@only_root
def test_root_hands_the_server_to_an_account_without_rights(place):
    with Server(place / "postgres", fast=True):
        owner = Path(f"/proc/{running(place / 'postgres')[0]}").stat().st_uid

    assert pwd.getpwuid(owner).pw_name in ("postgres", "nobody")
    assert (place / "postgres").stat().st_uid == owner


@only_root
@pytest.mark.parametrize("who", ["games", "the server's own account"])
def test_nobody_else_is_let_in(place, who):
    with Server(place / "postgres", fast=True) as server:
        account = server.account if who.startswith("the") else pwd.getpwnam(who)
        for role in (SETUP, OWNER, APP):
            answer = _as(account, [str(programs() / "psql"), server.url(role), "-c", "select 1"])

            assert answer.returncode != 0
            assert "Permission denied" in answer.stderr or "Peer authentication failed" in answer.stderr


@only_root
def test_an_ordinary_user_may_start_it_too(place):
    account = pwd.getpwnam("games")
    python = _python_for(account)
    if python is None:
        pytest.skip("no Python on this machine that another account could run")
    mine = place / "seins"
    mine.mkdir()
    os.chown(mine, account.pw_uid, account.pw_gid)

    answer = _as(account, [python, "-c", _START_AND_STOP, str(mine / "postgres")])

    assert answer.stdout.split() == ["ready", "lotse_app"], answer.stderr
    assert (mine / "postgres").stat().st_uid == account.pw_uid


def _link_or_copy(source, target):
    try:
        os.link(source, target, follow_symlinks=True)
    except OSError:  # another disk
        shutil.copy2(source, target)


_START = """
import sys, time
from pathlib import Path
from lotse.project.postgres import Server
server = Server(Path(sys.argv[1]), fast=True)
server.start()
print("ready", flush=True)
time.sleep(60)
"""
_START_AND_STOP = """
import sys
from pathlib import Path
import psycopg
from lotse.project.postgres import Server
with Server(Path(sys.argv[1]), fast=True) as server:
    print("ready", psycopg.connect(server.url()).execute("select current_user").fetchone()[0])
"""


def _gone(home):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not (home / "postmaster.pid").exists():
            return True
        time.sleep(0.1)
    return False


def _as(account, words):
    return subprocess.run(
        ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", *words],
        cwd="/tmp",
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join([str(CHECKOUT), *sys.path[1:]])},
        capture_output=True,
        text=True,
        timeout=60,
    )


def _python_for(account):
    """A Python of our minor version that this account can run with our packages."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        if os.path.exists(python) and _as(account, [python, "-c", "import psycopg, lotse"]).returncode == 0:
            return python
    return None
