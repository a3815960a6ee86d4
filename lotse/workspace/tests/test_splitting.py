from lotse.cases.models import Case
from lotse.catalogue.models import Service


def test_a_second_concern_is_made_with_what_was_told(browser, make_case, town, page_of):
    case = make_case(by=town.ahlers)
    agent = browser(town.ahlers)
    offer = agent.get(page_of(case, "aufteilung/")).text
    assert "Name: Selin Öztürk" in offer
    assert "Beschwerde" not in offer
    service = Service.objects.get(slug="schlagloch")
    told = {"service": str(service.pk), "text": "Vor Nummer 4 ist ein Loch.", "facts": ["ort", "name"]}

    page = agent.post(page_of(case, "aufteilung/"), told, follow=True)

    second = Case.objects.exclude(pk=case.pk).get()
    assert f"Das zweite Anliegen ist {second.number}. Sein Code:" in page.text
    assert f"Frau Ahlers hat ein zweites Anliegen daraus gemacht: {second.number}." in page.text
    assert f"Frau Ahlers hat dieses Anliegen aus {case.number} gemacht." in agent.get(page_of(second)).text


def test_what_is_missing_is_said_and_what_was_typed_stays(browser, make_case, town, page_of):
    case = make_case(by=town.ahlers)

    page = browser(town.ahlers).post(page_of(case, "aufteilung/"), {"text": "Ein Loch."})

    assert page.status_code == 422
    assert "Wählen Sie den Dienst aus." in page.text
    assert "Ein Loch." in page.text
    assert Case.objects.count() == 1


def test_whoever_passes_a_concern_on_says_to_whom(browser, make_case, town, page_of):
    case = make_case(by=town.ahlers)
    told = {"result": "abgegeben", "answer": "Dafür ist der Kreis da."}

    refused = browser(town.ahlers).post(page_of(case, "abschluss/"), told)
    page = browser(town.ahlers).post(page_of(case, "abschluss/"), told | {"passed_to": "Kreis Ahrenfeld"}, follow=True)

    assert refused.status_code == 422
    assert "Geben Sie ein, an welche Stelle Sie das Anliegen abgeben." in refused.text
    for words in ("Abgegeben an: Kreis Ahrenfeld", "Eingegangen am:"):
        assert words in page.text
