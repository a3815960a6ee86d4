"""`lotse demo` is one thing: it starts together, keeps its data, ends together, and comes back from a backup whole."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

PATIENCE = 120
CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def first_start():
    """A demo that was started once in an empty folder, and stopped."""
    folder = Path(tempfile.mkdtemp(prefix="eine demo ", dir="/tmp"))
    with demo(folder, patience=240) as running:
        pass
    yield running
    assert processes_of(folder) == []
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def data(first_start):
    """The folder of a demo that was started and stopped once."""
    return first_start.folder


class Demo:
    """A demo that runs in a process of its own."""

    def __init__(self, folder, patience):
        self.folder, self.port = folder, free_port()
        self.process = lotse("demo", "--data", folder, "--port", self.port)
        self.lines = []
        began = time.monotonic()
        for line in self.process.stdout:
            self.lines.append(line)
            assert time.monotonic() - began < patience
            if "Strg-C" in line:
                break
        assert self.process.poll() is None, self.process.stderr.read()
        self.took = time.monotonic() - began

    def get(self, address):
        with urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=30) as answer:
            return json.load(answer)

    def children(self):
        """Process numbers by the command they run."""
        found = {}
        for number in processes_of(self.folder):
            words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
            for word in (b"serve", b"worker"):
                if word in words:
                    found.setdefault(word.decode(), number)
            if words[0].endswith(b"/postgres") and b"-D" in words:
                found["postgres"] = number
        return found


@contextmanager
def demo(folder, patience=PATIENCE):
    running = Demo(folder, patience)
    try:
        yield running
    finally:
        running.process.terminate()
        running.process.wait(PATIENCE)


def lotse(*words):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    environment["LOTSE_DEMO_CASES"] = "30"  # how the demo starts and ends does not hang on how much happened before
    return subprocess.Popen(
        [sys.executable, "-m", "lotse", *map(str, words)],
        cwd=CHECKOUT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def free_port():
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        return knock.getsockname()[1]


def processes_of(folder):
    """Everything that runs with this folder in its command line or environment."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            try:
                words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if os.fsencode(folder) in words:
                found.append(int(process.name))
    return found


def all_gone(folder, within=90):
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not processes_of(folder):
            return True
        time.sleep(0.2)
    return False


def test_the_first_start_tells_each_step_while_it_is_made(first_start):
    told = "".join(first_start.lines)

    steps = ["Datenbank wird angelegt", "Tabellen", "Musterhafen wird gebaut", "ziehen ein", "Karte", "freigeschaltet",
             "Anliegen aus einem halben Jahr: 3 von 30", "Anliegen aus einem halben Jahr: 30 von 30", "Passwort",
             "Musterhafen ist da"]  # fmt: skip
    places = [told.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
    assert "\r" not in told


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_second_start_is_quick_and_a_stop_leaves_nothing_running(data, how):
    secret = (data / "secret_key").read_text()

    with demo(data) as running:
        health = running.get("/healthz")
        running.process.send_signal(how)
        code = running.process.wait(PATIENCE)

    assert running.took < 10 * max(1, os.getloadavg()[0] / os.cpu_count())  # ten seconds of a machine that is ours
    assert health["database"]["ok"]
    assert code == 0
    assert processes_of(data) == []
    assert (data / "secret_key").read_text() == secret


@pytest.mark.parametrize("part", ["serve", "worker", "postgres"])
def test_when_one_part_dies_all_end(data, part):
    with demo(data) as running:
        os.kill(running.children()[part], signal.SIGKILL)

        assert running.process.wait(PATIENCE) == 1
        assert "hat sich beendet" in running.process.stderr.read()

    assert all_gone(data)


def test_when_the_demo_itself_is_killed_nothing_goes_on(data):
    with demo(data) as running:
        running.process.kill()

        assert all_gone(data)

    with demo(data) as again:
        assert again.get("/healthz")["database"]["ok"]


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_refused_with_a_sentence(data, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        refused = lotse(command, "--data", data, "--port", taken.getsockname()[1])

        assert refused.wait(PATIENCE) == 1
        assert "ist belegt" in refused.stderr.read()


def test_a_running_demo_has_no_second_one_and_answers_commands(data):
    with demo(data) as running:
        command = lotse("doctor", "--data", data)
        assert command.wait(PATIENCE) == 0
        told = command.stdout.read()
        assert "Rolle lotse_app" in told
        assert f"http://127.0.0.1:{running.port}" in told

        second = lotse("demo", "--data", data, "--port", free_port())
        assert second.wait(PATIENCE) == 1
        assert "läuft schon eine Demo" in second.stderr.read()


def test_commands_on_a_stopped_demo_start_its_database_work_and_stop_it(data):
    together = [lotse("doctor", "--data", data) for _ in range(3)]

    assert [command.wait(PATIENCE) for command in together] == [0, 0, 0], [c.stderr.read() for c in together]
    assert all_gone(data)


def test_a_lock_keeps_two_from_starting_the_database(data):
    with (data / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waits = lotse("doctor", "--data", data)
        with pytest.raises(subprocess.TimeoutExpired):
            waits.wait(4)
        assert [n for n in processes_of(data) if b"postgres\0-D" in Path(f"/proc/{n}/cmdline").read_bytes()] == []

    assert waits.wait(PATIENCE) == 0


def test_secrets_are_readable_by_their_owner_alone(data):
    for name in ("secret_key", "logins.json"):
        assert (data / name).stat().st_mode & 0o777 == 0o600


def test_without_an_installation_a_command_says_what_to_do():
    refused = lotse("doctor", "--data", "/tmp/gibt/es/nicht")

    assert refused.wait(PATIENCE) == 1
    assert "lotse demo" in refused.stderr.read()


@pytest.mark.parametrize("port", ["acht", "99999", "0", "-1"])
def test_wrong_usage_is_answered_in_german_with_code_2(port):
    refused = lotse("demo", "--port", port)

    assert refused.wait(PATIENCE) == 2
    assert "passt hier nicht" in refused.stderr.read()


MAIL = """From: Erika <erika@buerger.example>
To: buergerservice@musterhafen.example
Subject: Katze {number}
Message-ID: <{number}@buerger.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x

Sie sitzt im Baum.
--x
Content-Type: application/pdf
Content-Disposition: attachment; filename=plan.pdf

%PDF-1.4 {number}
--x--
"""


@pytest.fixture(scope="module")
def backup(data):
    """A backup that was made while people worked: mails with files came in before, during and after."""
    file = data.with_name(f"{data.name}.lotse")
    with demo(data):
        assert told_to(data, "mail", "receive", letter=MAIL.format(number=1))["outcome"] == "new_case"
        saving = lotse("backup", "--data", data, file)
        for number in range(2, 5):
            told_to(data, "mail", "receive", letter=MAIL.format(number=number))
        said, wrong = saving.communicate(timeout=PATIENCE)
        assert saving.returncode == 0, wrong
        assert "Anliegen" in said
        with urlopen(f"http://127.0.0.1:{port_of(data)}/healthz", timeout=30) as answer:
            assert json.load(answer)["last_backup"]
    yield file
    file.unlink()


def told_to(folder, *words, letter):
    with lotse(*words, "--data", folder) as process:
        said, wrong = process.communicate(letter, timeout=PATIENCE)
    assert process.returncode == 0, wrong
    return json.loads(said)


def port_of(folder):
    return (folder / "address").read_text().rsplit(":", 1)[1]


def done(*words):
    """Run a command to its end; return its code and all it said."""
    with lotse(*words) as process:
        said, wrong = process.communicate(timeout=PATIENCE)
    return process.returncode, said + wrong


def listed(file):
    with tarfile.open(file) as tar:
        return json.load(tar.extractfile("manifest.json"))


def test_a_backup_of_a_working_house_comes_back_elsewhere_whole(backup, tmp_path):
    there, again = tmp_path / "anderswo", tmp_path / "noch einmal.lotse"

    code, said = done("restore", "--data", there, backup)

    assert (code, "Zurückgeholt" in said) == (0, True), said
    assert done("case", "verify", "--data", there)[0] == 0
    assert done("backup", "--data", there, again)[0] == 0
    before, after = listed(backup), listed(again)
    assert after["tables"] == before["tables"]
    assert before["lacks"] == after["lacks"] == []
    assert {name: hashed for name, hashed in after["parts"].items() if name != "database.dump"} == {
        name: hashed for name, hashed in before["parts"].items() if name != "database.dump"
    }
    assert any(name.startswith("files/") for name in after["parts"])
    assert backup.stat().st_mode & 0o777 == 0o600
    with demo(there) as running:
        assert running.get("/healthz")["database"]["ok"]


@pytest.mark.proof
def test_neither_a_backup_nor_a_town_is_overwritten_without_being_told(backup, data, tmp_path):
    code, said = done("backup", "--data", data, backup)
    assert (code, "gibt es schon" in said) == (1, True), said

    code, said = done("restore", "--data", data, backup)
    assert (code, "schon eine Kommune" in said) == (1, True), said

    there = tmp_path / "gegründet"
    assert done("init", "--data", there, "--name", "Neustadt")[0] == 0
    assert done("restore", "--data", there, backup)[0] == 0
    code, said = done("restore", "--data", there, backup, "--replace")
    assert (code, "wird ersetzt" in said) == (0, True), said
    assert done("case", "verify", "--data", there)[0] == 0


@pytest.mark.proof
def test_a_damaged_backup_is_refused_before_anything_is_laid(backup, tmp_path):
    whole = bytearray(backup.read_bytes())
    whole[len(whole) // 2] ^= 1
    for name, content in {"anders": whole, "halb": whole[: len(whole) // 3], "keine": b"Guten Tag"}.items():
        file, there = tmp_path / f"{name}.lotse", tmp_path / name
        file.write_bytes(content)

        code, said = done("restore", "--data", there, file)

        assert code == 1
        assert "Sicherung" in said
        assert "Traceback" not in said
        assert not (there / "files").exists()
