"""`lotse deadline` as people type it."""

import argparse

import pytest

from lotse.calendars import commands
from lotse.calendars.models import ClosingDay, Holiday


@pytest.fixture
def ask(capsys):
    """Type the command and return what it prints."""

    class Commands:
        def add(self, name, *, run, help, needs):
            self.parser = argparse.ArgumentParser(prog=name, description=help)
            self.parser.set_defaults(run=run, needs=needs)
            return self.parser

    hung = Commands()
    commands.register(hung)

    def ask(words, **more):
        args = hung.parser.parse_args(
            words.split() + [part for pair in more.items() for part in (f"--{pair[0]}", pair[1])]
        )
        ask.needs, args.find_hours = args.needs(args), ask.hours.get
        ask.code = args.run(args)
        return capsys.readouterr().out.splitlines()

    ask.hours = {}
    return ask


def test_hours_and_land_named_need_no_database(ask):
    told = ask("--start 2026-03-06T15:00 --amount 2 --unit h --land NW", hours="Mo-Fr 08:00-16:00")

    assert told == ["2026-03-09T09:00:00+01:00"]
    assert ask.needs == "django"


def test_the_reason_follows_the_time(ask):
    told = ask("--start 2026-01-31 --amount 1 --unit month --rule bgb --land NW --why")

    assert told[0] == "2026-03-02T23:59:00+01:00"
    assert "§ 193 BGB" in told[1]


@pytest.mark.parametrize(
    ("words", "hours", "sentence"),
    [
        ("--start 2026-03-06 --amount 0 --unit day --land NW", None, "mindestens 1"),
        ("--start 2026-03-06 --amount 1 --unit h --land NW", "", "Nennen Sie die Zeiten"),
        ("--start 2026-03-06 --amount 1 --unit h --land XX", "24/7", "„XX“ ist nicht bekannt"),
        ("--start gestern --amount 1 --unit h --land NW", "24/7", "kein Zeitpunkt"),
        ("--start 2026-03-06 --amount 1 --unit day --land NW", "Mo-Fr sunrise-sunset", "Sonnenstand"),
    ],
)
def test_a_refusal_is_a_sentence(ask, words, hours, sentence):
    with pytest.raises(SystemExit, match=sentence):
        ask(words, **({} if hours is None else {"hours": hours}))


@pytest.mark.django_db
def test_the_land_of_the_town_and_its_named_hours_are_asked_for(ask):
    Holiday.objects.freeze("NW", 2026, 2026)
    ClosingDay.objects.create(on="2026-03-09", reason="Betriebsausflug")

    ask.hours = {"bauhof": "Mo-Fr 08:00-16:00"}

    by_name = ask("--start 2026-03-06T15:00 --amount 2 --unit h --calendar bauhof")
    by_hours = ask("--start 2026-03-06T15:00 --amount 2 --unit h", hours="Mo-Fr 08:00-16:00")

    assert by_name == ["2026-03-10T09:00:00+01:00"]
    assert by_hours == ["2026-03-09T09:00:00+01:00"]
    assert ask.needs == "database if there"


@pytest.mark.django_db
def test_hours_nobody_keeps_are_refused(ask):
    with pytest.raises(SystemExit, match="unter dem Namen „mond“ gibt es nicht"):
        ask("--start 2026-03-06 --amount 1 --unit h --land NW --calendar mond")


def test_an_unknown_unit_or_rule_is_wrong_usage(ask, capsys):
    for words in ("--unit jahr", "--unit day --rule hausrecht"):
        assert ask(f"--start 2026-03-06 --amount 1 --land NW {words}", hours="24/7") == []
        assert ask.code == 2


@pytest.mark.parametrize("unit", ["min", "h", "workday"])
def test_without_hours_a_house_without_a_town_counts_the_usual_ones(ask, monkeypatch, unit):
    monkeypatch.delenv("LOTSE_DATABASE_URL", raising=False)
    words = f"--start 2026-03-06T15:00 --amount 2 --unit {unit} --land NW"

    assert ask(words) == ask(words, hours="Mo-Fr 08:00-16:00")
    assert (ask.code, ask.needs) == (0, "django")


@pytest.mark.django_db
def test_without_hours_the_citizen_services_hours_count(ask):
    ask.hours = {"": "Mo-Fr 10:00-12:00"}

    told = ask("--start 2026-03-06T11:00 --amount 2 --unit h --land NW")

    assert told == ["2026-03-09T11:00:00+01:00"]
    assert ask.needs == "database if there"


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ("0001-01-01T00:00", "vor dem Jahr 1991"),
        ("0001-01-01T00:00+14:00", "vor dem Jahr 1991"),
        ("9999-12-31T23:59-12:00", "bis zum Jahr 2199"),
    ],
)
@pytest.mark.parametrize("unit", ["day", "h", "h_durchlaufend", "month"])
def test_a_start_at_the_ends_of_time_is_refused_in_words(ask, start, sentence, unit):
    with pytest.raises(SystemExit, match=sentence):
        ask(f"--start {start} --amount 1 --unit {unit} --land NW --why", hours="24/7")


def test_one_hour_is_told_as_one(ask):
    told = ask("--start 2026-03-29T02:30 --amount 1 --unit h_durchlaufend --land NW --why")

    assert told[1].startswith("1 Stunde läuft durch, ")
