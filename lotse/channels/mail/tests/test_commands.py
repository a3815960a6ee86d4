"""The mail channel on the command line."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from lotse.channels.mail.commands import parse_files, receive_one

KATZE = b"From: Erika <erika@buerger.example>\nSubject: Katze\n\nSie sitzt im Baum."


def test_one_line_of_json_is_printed_for_each_mail(tmp_path, capsys):
    one, box = tmp_path / "katze.eml", tmp_path / "kasten.mbox"
    one.write_bytes(KATZE)
    box.write_bytes((b"From - Mon Mar  3 09:15:00 2025\n" + KATZE + b"\n\n") * 2)

    parse_files(SimpleNamespace(files=[one, box]))

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [mail["file"] for mail in found] == ["katze.eml", "kasten.mbox#1", "kasten.mbox#2"]
    assert {mail["subject"] for mail in found} == {"Katze"}


def test_a_file_that_is_not_there_does_not_hide_the_others(tmp_path, capsys):
    (tmp_path / "katze.eml").write_bytes(KATZE)

    with pytest.raises(SystemExit, match=r"fehlt\.eml lässt sich nicht öffnen"):
        parse_files(SimpleNamespace(files=[tmp_path / "fehlt.eml", tmp_path / "katze.eml"]))

    assert json.loads(capsys.readouterr().out)["subject"] == "Katze"


def test_what_a_mailbox_or_a_mail_program_changed_for_the_way_is_put_back(tmp_path, capsys):
    box = tmp_path / "kasten.mbox"
    flowed = KATZE.replace(b"Subject", b"Content-Type: text/plain; format=flowed; delsp=yes\nSubject")
    box.write_bytes(
        b"From - Mon Mar  3 09:15:00 2025\n" + KATZE + b"\n>From hier sieht man sie.\n\n"
        b"From - Mon Mar  3 09:16:00 2025\n" + flowed.replace(b"im Baum.", b"im Birn \nbaum.") + b"\n"
    )

    parse_files(SimpleNamespace(files=[box]))

    texts = [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]
    assert texts[0].strip().endswith("\nFrom hier sieht man sie.")
    assert texts[1].strip() == "Sie sitzt im Birnbaum."


def test_a_mailbox_is_an_address():
    with pytest.raises(SystemExit, match="ist keine E-Mail-Adresse"):
        receive_one(SimpleNamespace(mailbox="keineadresse"))


def test_a_terminal_with_another_alphabet_gets_utf8_all_the_same(tmp_path):
    files = [os.fsencode(tmp_path) + b"/katze.eml", os.fsencode(tmp_path) + b"/\xe4.eml"]
    for file in files:
        with open(file, "wb") as written:
            written.write(KATZE.replace(b"Katze", "Kätzchen für 5 €".encode()))
    words = [sys.executable, "-m", "lotse", "mail", "parse", *files]

    done = subprocess.run(words, env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True)

    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [mail["file"] for mail in found] == ["katze.eml", "\udce4.eml"]
    assert {mail["subject"] for mail in found} == {"Kätzchen für 5 €"}
