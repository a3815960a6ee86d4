"""Tasks and checklists at the desk."""

from lotse.cases.models import Task
from lotse.cases.tasking import set_task


def test_a_task_is_set_shown_and_done(browser, town, make_case, page_of):
    case, me = make_case(by=town.ahlers), browser(town.ahlers)

    assert me.post(page_of(case, "aufgabe/"), {"text": ""}).status_code == 422
    told = {"text": "Nachbarn anrufen", "to": str(town.lueders.pk), "is_required": "on"}
    assert me.post(page_of(case, "aufgabe/"), told).status_code == 303
    task = Task.objects.get()
    shown = me.get(page_of(case)).text
    assert f'id="aufgabe-{task.pk}"' in shown
    assert f"#aufgabe-{task.pk}" in me.get(page_of(case, "abschluss/")).text

    assert browser(town.lueders).post(page_of(case, f"aufgabe/{task.pk}/erledigt/")).status_code == 303
    assert me.post(page_of(case, f"aufgabe/{task.pk}/erledigt/")).status_code == 409
    assert "hat eine Aufgabe erledigt" in me.get(page_of(case)).text


def test_a_task_is_dropped_for_a_reason(browser, town, make_case, page_of):
    case, me = make_case(by=town.ahlers), browser(town.ahlers)
    task = set_task(case, "Nachbarn anrufen", by=town.ahlers, is_required=True)

    assert me.post(page_of(case, f"aufgabe/{task.pk}/ende/"), {"text": ""}).status_code == 422
    assert me.post(page_of(case, f"aufgabe/{task.pk}/ende/"), {"text": "Hat sich erledigt."}).status_code == 303
    assert "Hat sich erledigt." in me.get(page_of(case)).text


def test_another_cases_task_is_not_to_be_found(browser, town, make_case, page_of):
    task, other = set_task(make_case(by=town.ahlers), "Anrufen", by=town.ahlers), make_case(by=town.ahlers)

    assert browser(town.ahlers).post(page_of(other, f"aufgabe/{task.pk}/erledigt/")).status_code == 404


def test_the_checklist_of_a_new_colleague_is_ticked_or_asked_of_others(browser, town, make_case, page_of, answers_of):
    case = make_case("it-neuer-mitarbeiter", by=town.cetin, contact=None)
    me = browser(town.cetin)

    shown = me.get(page_of(case)).text
    assert "Rechner steht bereit" in shown
    assert "punkt=einrichten.arbeitsplatz" in shown

    assert me.post(page_of(case, "checkliste/einrichten/rechner/"), {"done": "yes"}).status_code == 303
    assert "abgehakt: Rechner steht bereit." in me.get(page_of(case)).text
    form = me.get(f"/arbeit/intern/neu/?dienst=hochbau-raum&zu={case.number}&punkt=einrichten.arbeitsplatz").text
    assert "punkt=einrichten.arbeitsplatz" in form
