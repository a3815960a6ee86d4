"""Whoever runs the house can see whether files are checked for harmful programs."""

import pytest

from lotse.project.checks import findings, report

pytestmark = pytest.mark.django_db


def test_the_doctor_says_that_nothing_is_scanned(settings):
    settings.SCANNER = ""

    assert "nicht auf Schadprogramme" in dict(report())["Virenprüfung"]


def test_a_silent_scanner_is_found_by_the_check_and_told_by_health(settings, client):
    settings.SCANNER = "clamd:///nowhere/clamd.ctl"

    assert "antwortet aber nicht" in dict(report())["Virenprüfung"]
    assert "Die Virenprüfung antwortet nicht. Solange nimmt Lotse keine Dateien an." in list(findings())
    assert client.get("/healthz").json()["scanner"] == {"ok": False, "configured": True}


def test_an_address_of_another_kind_is_found(settings):
    settings.SCANNER = "http://scanner.example"

    assert [line for line in findings() if "LOTSE_SCANNER" in line]
